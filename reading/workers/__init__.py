"""Reading many documents in processes that can be ended."""
