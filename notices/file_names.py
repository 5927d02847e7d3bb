"""Names of files that are safe whatever the registry says, and that people can read."""

from __future__ import annotations

import re

from notices.visible import visible

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s.]+')


def file_name(agency_id: str, agency_name: str, subject: str) -> str:
    """The name, without an ending, of the file on ``subject`` for an agency."""
    return f"{safe_name(agency_id, 40)}_{safe_name(agency_name, 40)}_{subject}"


def safe_name(text: str, longest: int) -> str:
    """``text`` as a part of a file name, cut at ``longest`` characters."""
    return _FORBIDDEN.sub("_", visible(text)).strip("_")[:longest]
