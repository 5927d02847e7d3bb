"""How a report is worded: titles, names, years, numerals, misprints, personal details."""
