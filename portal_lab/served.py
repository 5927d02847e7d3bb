"""What a lab can serve: the demo's city, the whole country, many hosts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from portal_lab.answers import Answer, Request
from portal_lab.faults import Fault


class Security(StrEnum):
    """How a host speaks TLS; a host without any refuses it by closing."""

    SOUND = "sound"
    WRONG_NAME = "wrong_name"
    LEGACY = "legacy"


class Served(Protocol):
    """A set of portals."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What goes wrong with them whoever asks."""
        ...

    @property
    def security(self) -> Mapping[str, Security]:
        """The hosts that speak TLS."""
        ...

    def answer(self, request: Request, now: datetime) -> Answer | None:
        """The answer at that instant; ``None`` for a host that is not among them."""
        ...
