"""CON: consistency (一致性)."""
