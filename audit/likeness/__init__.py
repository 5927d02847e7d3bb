"""Texts that are like others (雷同): masked, compared, and searched for among many."""
