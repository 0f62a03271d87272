"""Reading the access log: by viewer and by case, with what is out of the ordinary marked by a stated rule.

Burst: thirty different cases or more within ten minutes. Enumeration: a hundred different cases or more within a day. The rules mark
and do not stop; a steward judges. Neither number depends on how many cases there are, which a steward need not know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import AccessEntry

BURST_CASES, BURST_WITHIN = 30, timedelta(minutes=10)
ENUMERATED_CASES, ENUMERATED_WITHIN = 100, timedelta(days=1)
SHOWN = 500
LOOKS = ("view", "export", "match")


@dataclass(frozen=True, slots=True)
class Look:
    """One entry as a steward reads it."""

    number: int
    at: datetime
    viewer: str
    kind: str
    object: str
    fields: str
    grant: str


@dataclass(frozen=True, slots=True)
class Watched:
    """One viewer: how many looks, at how many cases, when last, and what is out of the ordinary."""

    viewer: str
    looks: int
    cases: int
    last: datetime
    burst: bool
    enumeration: bool


def by_viewer(session: Session, since: datetime) -> list[Watched]:
    """Everybody who saw something since a moment, the busiest first."""
    seen: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    asked = select(AccessEntry.viewer, AccessEntry.at, AccessEntry.object)
    for row in session.execute(asked.where(AccessEntry.at >= since, AccessEntry.kind.in_(LOOKS)).order_by("number")):
        seen[row.viewer].append((row.at, row.object))
    found = [_watched(viewer, looks) for viewer, looks in seen.items()]
    return sorted(found, key=lambda w: (-w.cases, w.viewer))


def entries(session: Session, viewer: str = "", of: str = "") -> list[Look]:
    """The newest entries of a viewer, or about a case or account."""
    asked = select(AccessEntry).order_by(AccessEntry.number.desc()).limit(SHOWN)
    if viewer:
        asked = asked.where(AccessEntry.viewer == viewer)
    if of:
        asked = asked.where(AccessEntry.object == of)
    return [Look(e.number, e.at, e.viewer, e.kind, e.object, e.fields, e.grant) for e in session.scalars(asked)]


def is_burst(looks: Iterable[tuple[datetime, str]]) -> bool:
    """Whether some ten minutes hold thirty different cases. Looks come in order of time."""
    return _most_within(looks, BURST_WITHIN) >= BURST_CASES


def is_enumeration(looks: Iterable[tuple[datetime, str]]) -> bool:
    """Whether some day holds a hundred different cases."""
    return _most_within(looks, ENUMERATED_WITHIN) >= ENUMERATED_CASES


def _most_within(looks: Iterable[tuple[datetime, str]], span: timedelta) -> int:
    window: list[tuple[datetime, str]] = []
    counts: dict[str, int] = defaultdict(int)
    most = first = 0
    for at, case in looks:
        window.append((at, case))
        counts[case] += 1
        while window[first][0] <= at - span:
            left = window[first][1]
            counts[left] -= 1
            if not counts[left]:
                del counts[left]
            first += 1
        most = max(most, len(counts))
    return most


def _watched(viewer: str, looks: list[tuple[datetime, str]]) -> Watched:
    cases = {case for _, case in looks}
    return Watched(viewer, len(looks), len(cases), looks[-1][0], is_burst(looks), is_enumeration(looks))
