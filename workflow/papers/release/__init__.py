"""A document in people's hands: reviewed, confirmed, released and frozen, answered, corrected."""
