"""Finds the browser of the machine."""

from __future__ import annotations

import os
import shutil

# The headless shell starts faster and needs less; the full browser does as well.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def find_browser(configured: str | None = None) -> str | None:
    """The path of a Chromium, or ``None`` where there is none.

    ``configured`` comes first, then ``DUBAN_BROWSER``, then what the path of programs offers.
    One that is named but cannot be run is not replaced by another: a person chose it.
    """
    named = configured or os.environ.get("DUBAN_BROWSER")
    if named:
        return shutil.which(named)
    return next((path for path in map(shutil.which, NAMES) if path), None)
