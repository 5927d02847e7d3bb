"""The archive (存证): bytes as served, written once, with what is needed to prove them later."""
