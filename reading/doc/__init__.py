"""Word 97 documents (DOC, WPS): from the compound file to blocks."""
