"""Notices (告知): what people read, from Jinja2 templates; no decisions in templates."""
