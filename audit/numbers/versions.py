"""The versions of one report side by side: what each shows for the same figure."""

from __future__ import annotations

from audit.circumstances import OtherVersion
from reading.model import Figure, FigureState

OWN = "本文件"
"""What the judged document is called where nobody gave it a name."""
_UNREAD = (FigureState.UNREADABLE, FigureState.AMBIGUOUS)

Shown = list[tuple[str, Figure]]
"""A figure by the names of the versions that show it."""


def compared_figures(versions: list[OtherVersion]) -> list[Shown]:
    """For each figure that two versions or more show as a number: what they show, each once."""
    found = []
    for path in versions[0].reading.figures if versions else ():
        shown = [
            (version.name, figure)
            for version in versions
            if (figure := version.reading.figures.get(path)) is not None
            and figure.value is not None
        ]
        named = [one for one in shown if one[0] != OWN] or shown
        if len(shown) > 1:
            found.append(named if len(named) > 1 else shown)
    return found


def is_unread_in_one(path: str, versions: list[OtherVersion]) -> bool:
    """Whether a version shows a number where another could not be read."""
    states = [f.state for v in versions if (f := v.reading.figures.get(path)) is not None]
    return FigureState.NUMBER in states and any(state in _UNREAD for state in states)
