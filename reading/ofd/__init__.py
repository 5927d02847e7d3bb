"""OFD (GB/T 33190): from placed text to blocks."""
