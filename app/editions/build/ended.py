"""Which rows of a base an addendum ends: all of whom and what was written since the base was built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.editions.build.rows import Rows
from app.editions.build.written import Written, chosen
from app.editions.read.opening import Edition


@dataclass(frozen=True, slots=True)
class Ended:
    """Numbers in the base, the people whose names are looked up there no more, and the digests that no longer count."""

    cases: tuple[int, ...]
    events: tuple[int, ...]
    sources: tuple[int, ...]
    lines: tuple[int, ...]
    people: tuple[str, ...]
    digests: tuple[tuple[str, str], ...]

    def rows(self) -> Rows:
        """As rows of the tables `gone_*`."""
        return {
            "gone_case": [(n,) for n in self.cases],
            "gone_event": [(n,) for n in self.events],
            "gone_source": [(n,) for n in self.sources],
            "gone_line": [(n,) for n in self.lines],
            "gone_person": [(key,) for key in self.people],
            "gone_digest": list(self.digests),
        }


def ended_by(base: Edition, written: Written, sources: Iterable[str]) -> Ended:
    """What ends with whom and what is written, and with the `sources`; what an older addendum has ended stays so."""
    cases = list(chosen(base, "SELECT n, id FROM main.case_row WHERE individual", written.individuals))
    returns = list(chosen(base, "SELECT n, id FROM main.event_row WHERE id", written.events))
    cited = list(chosen(base, "SELECT n, id FROM main.source_row WHERE id", sources))
    of_lines = [*(key for _, key in cases), *written.events]
    lines = list(chosen(base, "SELECT position, id FROM main.list_line WHERE id", of_lines))
    parts = {"case": cases, "event": returns, "source": cited, "line": lines}
    digests = {(part, key) for part, rows in parts.items() for _, key in rows}
    return Ended(
        _and_before(base, "gone_case", "n", (n for n, _ in cases)),
        _and_before(base, "gone_event", "n", (n for n, _ in returns)),
        _and_before(base, "gone_source", "n", (n for n, _ in cited)),
        _and_before(base, "gone_line", "position", (n for n, _ in lines)),
        _and_before(base, "gone_person", "id", written.individuals),
        tuple(sorted(digests | {(p, k) for p, k in _before(base, "SELECT part, id FROM added.gone_digest")})),
    )


def _and_before(base: Edition, table: str, column: str, found: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted({*found, *(key for (key,) in _before(base, f"SELECT {column} FROM added.{table}"))}))


def _before(base: Edition, sql: str) -> list[Any]:
    return base.rows(sql) if base.amended else []
