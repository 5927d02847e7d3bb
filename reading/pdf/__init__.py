"""PDF with text: from placed characters and lines to blocks."""
