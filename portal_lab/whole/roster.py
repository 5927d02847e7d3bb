"""Who lives in the whole country: an agency a row, with its variant and the traps laid for it."""

from __future__ import annotations

from portal_lab.whole.dongting import DONGTING
from portal_lab.whole.haiyi import HAIYI
from portal_lab.whole.member import Member
from portal_lab.whole.suzhen import SUZHEN

ROSTER: tuple[Member, ...] = (*SUZHEN, *DONGTING, *HAIYI)
