"""Plant defects into conforming reports and see which rules fire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from audit.rule import Rule
from bench.mutations.judged import fired
from bench.mutations.model import Draft, Kind, NoSuchPlace, Planted
from bench.printed import read_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A report that defects are planted into; ``own`` are the codes that fire without any."""

    name: str
    draft: Draft
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A defect planted once: what fired, was missed, and fired besides."""

    kind: str
    base: str
    place: str
    must: frozenset[str]
    missed: frozenset[str]
    besides: frozenset[str]
    is_printed: bool = False

    def __str__(self) -> str:
        """In a line."""
        told = [f"missed {' '.join(sorted(self.missed))}"] if self.missed else []
        told += [f"besides {' '.join(sorted(self.besides))}"] if self.besides else []
        where = f" at {self.place}" if self.place else ""
        form = ", printed" if self.is_printed else ""
        return f"{self.kind}{where}, in {self.base}{form}: {'; '.join(told) or 'as it must'}"


def bases_of(
    drafts: Iterable[Draft], rules: tuple[Rule, ...], *, name: str, is_clean: bool = True
) -> Iterator[Base]:
    """The drafts with what fires on them; where they must be clean, only those that are."""
    for number, draft in enumerate(drafts, start=1):
        own = frozenset(fired(draft, rules))
        if not own or not is_clean:
            yield Base(name=f"{name} {number} ({draft.edition.name})", draft=draft, own=own)


def trials(
    kinds: Sequence[Kind],
    bases: Sequence[Base],
    rules: tuple[Rule, ...],
    *,
    places: int | None = 1,
    is_printed: bool = False,
) -> Iterator[Trial]:
    """Each kind in each report, at so many places chosen by chance, or at all.

    ``is_printed`` prints every report as a page and reads it, where it can be printed.
    """
    known = frozenset(rule.code for rule in rules)
    for kind in kinds:
        for base in bases:
            for place, planted in _planted(kind, base, places):
                if is_printed and not planted.draft.is_printable:
                    continue
                must = planted.must & known
                if must & base.own:
                    continue
                reading = read_page(planted.draft) if is_printed else None
                found = fired(planted.draft, rules, reading)
                yield Trial(
                    kind=kind.name,
                    base=base.name,
                    place=place,
                    must=must,
                    missed=must - found,
                    besides=frozenset(found) - planted.must - planted.may - base.own,
                    is_printed=is_printed,
                )


def _planted(kind: Kind, base: Base, places: int | None) -> Iterator[tuple[str, Planted]]:
    """The defect at so many places where it can be planted, or at all of them."""
    found = list(kind.places(base.draft))
    Random(f"{kind.name}/{base.name}").shuffle(found)  # noqa: S311 - the same order every time
    left = len(found) if places is None else places
    for place in found:
        if not left:
            return
        try:
            planted = kind.plant(base.draft, place)
        except NoSuchPlace:
            return
        if planted is not None:
            left -= 1
            yield place, planted


def recall_of(found: Iterable[Trial]) -> Mapping[str, tuple[int, int]]:
    """For each rule how often it fired where it had to, and how often it had to."""
    counts: dict[str, tuple[int, int]] = {}
    for trial in found:
        for code in trial.must:
            hits, all_of_them = counts.get(code, (0, 0))
            counts[code] = (hits + (code not in trial.missed), all_of_them + 1)
    return counts
