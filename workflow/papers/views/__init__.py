"""From ledger rows to the views of documents: what is told, what is advice, what is ours."""
