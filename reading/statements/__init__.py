"""What the narrative says: from sentences to statements."""
