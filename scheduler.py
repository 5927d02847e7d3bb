"""The clock: APScheduler wiring only."""
