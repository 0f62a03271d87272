"""The past as the levels of today let it be seen: what was raised since then is in no moment for who may not see it now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.disclosure.clear import known_within
from app.storage.sealed import Ring
from app.vault.models import ClaimRuling, Source, SourceRuling, Subject, SubjectRuling
from app.vault.reading import load
from app.vault.rows import VaultRows
from app.vault.scope import Scope, within

Levels = dict[int | str, Level]
"""By the row id of a claim, and by the public id of a subject or source."""
WITH_LEVELS = ("individuals", "events", "cases", "case_events", "relations", "sources", "claims")


def levels_now(session: Session, ring: Ring, scope: Scope) -> Levels:
    """The level of everything in the scope; of what counts no more, by the last word on it."""
    found = {key: Level(level) for wanted in _rulings() for key, level in session.execute(wanted, scope.parameters())}
    return found | {key: row.level for _, key, row in _rows(load(session, ring, scope=scope))}


def still_seen(then: VaultRows, levels: Levels, clearance: Level) -> VaultRows:
    """The rows of a moment, as they were, without those that lie above the clearance now."""
    kept: dict[str, Any] = {table: [] for table in WITH_LEVELS}
    for table, key, row in _rows(then):
        if known_within(clearance, levels.get(key, row.level)):
            kept[table].append(row)
    sources = {source.public_id for source in kept["sources"]}
    kept["claims"] = [claim for claim in kept["claims"] if claim.source in sources]
    return replace(then, **{table: tuple(rows) for table, rows in kept.items()})  # type: ignore[arg-type]  # not the number


def _rows(rows: VaultRows) -> Iterator[tuple[str, int | str, Any]]:
    for table in WITH_LEVELS:
        for row in getattr(rows, table):
            yield table, row.id if table == "claims" else row.public_id, row


def _rulings() -> Iterator[Select[Any]]:
    """What each was ruled to be at, in the order of the rulings, whether or not they count."""
    claim, subject, source = (cast("Table", model.__table__) for model in (ClaimRuling, SubjectRuling, SourceRuling))
    yield select(claim.c.claim_id, claim.c.level).where(within(claim)).order_by(claim.c.id)
    of_subject = select(Subject.public_id, subject.c.level).join(subject, subject.c.subject_id == Subject.id)
    yield of_subject.where(within(subject)).order_by(subject.c.id)
    of_source = select(Source.public_id, source.c.level).join(source, source.c.source_id == Source.id)
    yield of_source.where(within(source)).order_by(source.c.id)
