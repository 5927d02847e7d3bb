"""Web pages: from the markup to blocks."""
