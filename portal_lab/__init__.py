"""The portal lab: a small country of fictitious portals on loopback."""
