"""AUT: authenticity and wording (真实性与文字)."""
