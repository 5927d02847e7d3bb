"""Documents (文书): from ledger rows to views, when they are drafted, released and delivered."""
