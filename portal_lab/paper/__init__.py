"""Reports in the forms of word processors and printers, the same bytes every time."""
