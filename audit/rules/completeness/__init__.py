"""CMP: completeness and format (完整性)."""
