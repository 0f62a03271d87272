"""Whether more of somebody comes to be seen than before, at any level: for asking who has to approve a change.

No rule stands here a second time: each level's own gate is asked, on the day, and once more as if no embargo ran, since days pass.
"""

from __future__ import annotations

from datetime import date

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.clear import clear
from app.disclosure.dossier import Dossier
from app.disclosure.forms import Treatment
from app.disclosure.gate import gate, without_embargoes

ORDER = (
    Treatment.ABSENT, Treatment.COUNTED, Treatment.GENERALISED, Treatment.DESCRIBED, Treatment.ONE_LINE, Treatment.NAMED,
    Treatment.ALL,
)  # fmt: skip
Ways = tuple[Treatment, ...]
"""How somebody is seen at each level, today and without embargoes."""
NOWHERE: Ways = (Treatment.ABSENT,) * (2 * len(EDITION_LEVELS))


def ways_seen(dossier: Dossier, own: Level, on: date) -> Ways:
    """How an individual of the level `own` is seen who stands in this dossier: it is theirs, or that of whom they are read as part of."""
    return tuple(
        _at(each, level, on) if own <= level else Treatment.ABSENT
        for each in (dossier, without_embargoes(dossier))
        for level in EDITION_LEVELS
    )


def wider(before: Ways, after: Ways) -> bool:
    return any(ORDER.index(now) > ORDER.index(was) for was, now in zip(before, after, strict=True))


def _at(dossier: Dossier, level: Level, on: date) -> Treatment:
    cleared = clear(dossier, level)
    return Treatment.ABSENT if cleared is None else gate(cleared, level, on).treatment
