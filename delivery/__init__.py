"""Delivery (投递): released documents go out by mail, by web hook, or into a folder."""
