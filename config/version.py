"""The version of the program, as people and the evidence name it."""

from __future__ import annotations

VERSION = "0.1.0"
