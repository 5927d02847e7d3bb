"""The registry (名录): who must publish what, where, by when."""
