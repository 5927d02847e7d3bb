"""Portal families (站群类型): one module per access pattern, pure functions on bytes."""
