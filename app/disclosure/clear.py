"""Step one: drop what is above the level. Knows levels and standings, and nothing of decisions or forms.

A claim counts at the highest of four levels: its own, its source's, its subject's and, for a case, its individual's
(docs/decisions/0002: a claim climbs with its source's own level, not with what the source says of others).
"""

from __future__ import annotations

from dataclasses import replace

from app.codebook.levels import SPOKEN_FOR, Level
from app.disclosure.dossier import CaseRecord, Dossier, EventDossier, SourceRecord, Statement


def clear(dossier: Dossier, level: Level) -> Dossier | None:
    """The dossier without anything above `level`, or None if the individual itself is above it."""
    if dossier.level > level:
        return None
    cases = tuple(_clear_case(case, level) for case in dossier.cases if told_within(level, case.level, case.not_at))
    return replace(
        dossier,
        statements=_cleared(dossier.statements, level),
        cases=cases,
        relations=tuple(r for r in dossier.relations if told_within(level, r.level, r.not_at)),
        decisions=tuple(d for d in dossier.decisions if known_within(level, d.level)),
    )


def clear_event(event: EventDossier, level: Level) -> EventDossier | None:
    """The event without anything above `level`, or None if the event itself is above it."""
    if event.level > level:
        return None
    return replace(event, statements=_cleared(event.statements, level))


def clear_sources(sources: tuple[SourceRecord, ...], level: Level) -> dict[str, SourceRecord]:
    """The sources at or below `level`, by public id."""
    return {source.public_id: source for source in sources if source.level <= level}


def claim_within(level: Level, claim: Level, source: Level) -> bool:
    """Whether a claim of a subject that is seen is seen too: a claim climbs with its source's own level (docs/decisions/0002)."""
    return max(claim, source) <= level


def known_within(level: Level, merged: Level) -> bool:
    """Whether `level` may know of a decision, a withdrawal or a limit of verification that somebody of the level `merged` brought with
    them, or of what else lies at that level by itself.

    What it does not know of decides nothing there; but a withdrawal hides everywhere, as long as it is open.
    """
    return merged <= level


def told_within(level: Level, lowest: Level, not_at: frozenset[Level]) -> bool:
    """Whether the edition of `level` tells what is told from `lowest` on, and not at some levels above."""
    return lowest <= level and level not in not_at


def _clear_case(case: CaseRecord, level: Level) -> CaseRecord:
    limits = tuple(limit for limit in case.limits if known_within(level, limit.level))
    return replace(case, statements=_cleared(case.statements, level), limits=limits)


def _cleared(statements: tuple[Statement, ...], level: Level) -> tuple[Statement, ...]:
    told = (s for s in statements if level not in s.not_at)
    return tuple(s for s in told if claim_within(level, s.level, s.source_level) and s.standing in SPOKEN_FOR)
