"""From the vault's rows to the dossiers that disclosure is given: everything, at every level. Nothing is dropped here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType
from typing import Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import InterimAction, Level
from app.disclosure.assemble import Record
from app.disclosure.dossier import (
    CaseRecord,
    DecisionRecord,
    Dossier,
    EventDossier,
    Limit,
    MovedRecord,
    RelationRecord,
    SourceRecord,
    Statement,
    WithdrawalRecord,
)
from app.keys.ring import KeyRing
from app.vault.models import ChainHead
from app.vault.reading import load
from app.vault.rows import RelationRow, VaultRows

Item = TypeVar("Item")
OTHER_WAY: Mapping[str, str] = MappingProxyType({
    "parent": "child", "child": "parent", "grandparent": "grandchild", "grandchild": "grandparent",
    "guardian": "other", "sibling": "sibling", "spouse_partner": "spouse_partner", "other_kin": "other_kin",
    "travel_companion": "travel_companion", "same_group": "same_group",
})  # fmt: skip
"""What the first person is to the second, where the vault says what the second is to the first."""


def load_record(session: Session, ring: KeyRing) -> Record:
    """The whole record as of this moment."""
    return record_of(load(session, ring))


def changeset_number(session: Session) -> int:
    """The number of the last changeset: it moves whenever the record does."""
    return session.scalars(select(ChainHead.number)).one()


def record_of(rows: VaultRows) -> Record:
    """The rows as dossiers, in the order of entry."""
    grouped = _Grouped(rows)
    return Record(
        tuple(grouped.dossier(i.public_id, i.kind, i.level) for i in rows.individuals),
        tuple(
            EventDossier(
                e.public_id,
                e.label,
                e.level,
                grouped.statements[e.public_id],
                grouped.decisions[e.public_id],
                grouped.withdrawals[e.public_id],
            )
            for e in rows.events
        ),
        tuple(
            SourceRecord(
                s.public_id, s.title, s.publisher, s.publisher_key, s.published, s.author, s.url, s.language, s.type,
                s.derives_from, s.level,
            )
            for s in rows.sources
        ),
        tuple(MovedRecord(m.old, m.new, m.redirect_at, m.not_at) for m in rows.moved),
    )  # fmt: skip


class _Lists(Generic[Item]):
    """Items by key, in the order in which they were added; nothing under a key is an empty tuple."""

    def __init__(self) -> None:
        self._by_key: defaultdict[str, list[Item]] = defaultdict(list)

    def add(self, key: str, item: Item) -> None:
        self._by_key[key].append(item)

    def __getitem__(self, key: str) -> tuple[Item, ...]:
        return tuple(self._by_key.get(key, ()))


class _Grouped:
    """What the rows say, by the public id of the subject they say it of."""

    def __init__(self, rows: VaultRows) -> None:
        self._source_level = {s.public_id: s.level for s in rows.sources}
        self.statements = _Lists[Statement]()
        self.decisions = _Lists[DecisionRecord]()
        self.withdrawals = _Lists[WithdrawalRecord]()
        self._relations = _Lists[RelationRecord]()
        self._cases = _Lists[CaseRecord]()
        self._read(rows)

    def dossier(self, key: str, kind: str, level: Level) -> Dossier:
        return Dossier(
            key, kind, level, self.statements[key], self._cases[key], self._relations[key], self.decisions[key],
            self.withdrawals[key],
        )  # fmt: skip

    def _read(self, rows: VaultRows) -> None:
        for c in rows.claims:
            levels = max(c.level, c.told_from), self._source_level[c.source]
            self.statements.add(
                c.subject,
                Statement(
                    c.field,
                    c.value,
                    c.source,
                    c.wording,
                    c.locator,
                    c.quote,
                    c.basis,
                    c.polarity,
                    *levels,
                    c.standing,
                    c.not_at,
                ),
            )
        for d in rows.decisions:
            made = DecisionRecord(
                d.form,
                d.purposes,
                d.decided_on,
                d.basis,
                d.consent_status,
                d.evidence,
                d.review_on,
                d.expires_on,
                d.embargo_until,
                d.level,
                d.at_most,
                d.lines,
                d.read_from,
            )
            self.decisions.add(d.subject, made)
        for w in rows.withdrawals:
            self.withdrawals.add(
                w.subject, WithdrawalRecord(w.opened_on, w.closed_on, w.interim_action == InterimAction.MASKED)
            )
        for r in rows.relations:
            self._relations.add(r.a, _tie(r, r.b, r.type))
            self._relations.add(r.b, _tie(r, r.a, OTHER_WAY[r.type]))
        for case in rows.cases:
            said, decided = self.statements[case.public_id], self.decisions[case.event]
            hidden = self.withdrawals[case.event]
            limits = tuple(Limit(limit.verification, limit.level) for limit in case.limits)
            self._cases.add(
                case.individual,
                CaseRecord(
                    case.public_id,
                    case.event,
                    case.state,
                    case.lowest,
                    said,
                    decided,
                    limits,
                    hidden,
                    case.not_at,
                ),
            )


def _tie(row: RelationRow, other: str, kind: str) -> RelationRecord:
    return RelationRecord(other, kind, row.certainty, row.source, max(row.level, row.told_from), row.not_at)
