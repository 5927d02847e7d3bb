"""Spreadsheets (XLSX, XLS): from the sheets to blocks."""
