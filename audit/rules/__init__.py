"""One file a rule, in four families."""
