"""The ledger (问题台账): findings over time, in SQLite."""
