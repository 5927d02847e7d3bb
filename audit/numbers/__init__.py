"""Figures of the tables: exact sums, rows, and the same figures in other years and reports."""
