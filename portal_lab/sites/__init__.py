"""The variants of portals (站群类型): one module for each way a site may keep its list."""
