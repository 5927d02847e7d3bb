"""When documents are drafted: after a run, by the ladder of days, on demand, as a preview."""
