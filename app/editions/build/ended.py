"""Which rows of its base an addendum ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.editions.build.rows import Rows
from app.editions.read.opening import Edition


@dataclass(frozen=True, slots=True)
class Written:
    """By public id of the edition: all whose rows in the base are ended, whether or not something stands in their place."""

    individuals: frozenset[str]
    events: frozenset[str]
    sources: frozenset[str]

    def __sub__(self, other: Written) -> Written:
        return Written(self.individuals - other.individuals, self.events - other.events, self.sources - other.sources)


@dataclass(frozen=True, slots=True)
class Ended:
    """Rows of the base that no longer count: cases by number with their ids, events, sources and lines by number."""

    cases: dict[int, str]
    events: dict[int, str]
    sources: dict[int, str]
    lines: dict[int, str]

    @classmethod
    def of(cls, base: Edition, written: Written) -> Ended:
        cases = dict(base.rows_of("n, id", "case_row", "individual", written.individuals))
        events = dict(base.rows_of("n, id", "event_row", "id", written.events))
        sources = dict(base.rows_of("n, id", "source_row", "id", written.sources))
        lines = dict(base.rows_of("position, id", "list_line", "id", (*cases.values(), *written.events)))
        return cls(cases, events, sources, lines)

    def digests(self) -> frozenset[tuple[str, str]]:
        """Part and id of the digests of the base that no longer count."""
        parts = {"case": self.cases, "event": self.events, "source": self.sources, "line": self.lines}
        return frozenset((part, key) for part, ended in parts.items() for key in ended.values())

    def rows(self, written: Written, digests: Iterable[tuple[str, str]]) -> Rows:
        return {
            "gone_case": [(n,) for n in self.cases],
            "gone_event": [(n,) for n in self.events],
            "gone_source": [(n,) for n in self.sources],
            "gone_line": [(n,) for n in self.lines],
            "gone_person": [(key,) for key in sorted(written.individuals)],
            "gone_digest": sorted(digests),
        }
