"""Numbers and claims of the narrative, taken apart so that they can be held against the tables."""
