"""Loading the whole vault as plain rows, in a fixed number of queries whatever its size. For publishing.

Loads everything at every level and drops nothing: dropping is disclosure's alone. Give it a session on
`storage.engines.for_reading`, so that all queries see one moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, cast

import orjson
from sqlalchemy import Row, Table, select
from sqlalchemy.orm import Session

from app.codebook.levels import Form, Purpose, Standing
from app.codebook.values import read_value
from app.storage.sealed import Ring, Sealed, context
from app.vault import models
from app.vault.bodies import open_body
from app.vault.errors import MovedWhileReading
from app.vault.history import CHAIN_HEAD, CLAIM_VALUE
from app.vault.rows import (
    CaseEventRow,
    CaseRow,
    ClaimRow,
    DecisionRow,
    EventRow,
    IndividualRow,
    RelationRow,
    SourceRow,
    VaultRows,
    WithdrawalRow,
)

UNPUBLISHED = "unpublished"


def load(session: Session, ring: Ring) -> VaultRows:
    """Everything, opened; MovedWhileReading if somebody wrote between two of the queries."""
    return _Load(session, ring).everything()


def _table(model: type) -> Table:
    return cast("Table", model.__table__)  # type: ignore[attr-defined]


SUBJECT, SOURCE, CLAIM = _table(models.Subject), _table(models.Source), _table(models.Claim)


class _Load:
    """One load: the names of subjects and sources by row id, then everything that refers to them."""

    def __init__(self, session: Session, ring: Ring) -> None:
        self._session, self._ring = session, ring
        self._number = self._head()
        self._subjects = {row.id: row for row in session.execute(select(SUBJECT).order_by(SUBJECT.c.id))}
        self._name = {number: row.public_id for number, row in self._subjects.items()}
        self._sources = {row.id: row for row in session.execute(select(SOURCE).order_by(SOURCE.c.id))}
        self._source = {number: row.public_id for number, row in self._sources.items()}

    def everything(self) -> VaultRows:
        rows = VaultRows(
            number=self._number,
            individuals=tuple(self._individuals()),
            events=tuple(self._events()),
            cases=tuple(self._cases()),
            case_events=tuple(self._case_events()),
            relations=tuple(self._relations()),
            sources=tuple(self._all_sources()),
            claims=tuple(self._claims()),
            decisions=tuple(self._decisions()),
            withdrawals=tuple(self._withdrawals()),
        )
        if self._head() != self._number:
            raise MovedWhileReading
        return rows

    def _head(self) -> int:
        number: int = self._session.execute(select(CHAIN_HEAD.c.number)).scalar_one()
        return number

    def _all(self, model: type) -> Iterator[Row[Any]]:
        """Rows of a table in the order of entry."""
        table = _table(model)
        yield from self._session.execute(select(table).order_by(table.c.id).execution_options(yield_per=5000))

    def _each(self, model: type) -> Iterator[tuple[Row[Any], Row[Any]]]:
        """Subjects of one kind: the row they share with all, and their own."""
        for own in self._all(model):
            yield self._subjects[own.id], own

    def _words(self, table: str, row: Row[Any]) -> dict[str, Any]:
        text: Sealed | None = row.text
        return open_body(self._ring, context(table, row.id, "text", row.level), text) if text else {}

    def _individuals(self) -> Iterator[IndividualRow]:
        for s, own in self._each(models.Individual):
            yield IndividualRow(s.public_id, own.individual_kind, s.level)

    def _events(self) -> Iterator[EventRow]:
        for s, _ in self._each(models.ReturnEvent):
            yield EventRow(s.public_id, self._words("subject", s).get("label", ""), s.level)

    def _case_events(self) -> Iterator[CaseEventRow]:
        for s, own in self._each(models.CaseEvent):
            yield CaseEventRow(s.public_id, self._name[own.case_id], own.event_type, s.level)

    def _relations(self) -> Iterator[RelationRow]:
        for s, own in self._each(models.Relationship):
            a, b, source = self._name[own.a_id], self._name[own.b_id], self._source.get(own.source_id, "")
            yield RelationRow(s.public_id, a, b, own.type, own.certainty, source, s.level)

    def _cases(self) -> Iterator[CaseRow]:
        states = {each.case_id: each.state for each in self._all(models.CaseStanding)}
        for s, own in self._each(models.Case):
            state = states.get(own.id, UNPUBLISHED)
            yield CaseRow(s.public_id, self._name[own.individual_id], self._name[own.return_event_id], state, s.level)

    def _all_sources(self) -> Iterator[SourceRow]:
        origins = defaultdict(set)
        for each in self._all(models.SourceDerivation):
            origins[each.source_id].add(self._source.get(each.derived_from_id) or each.token)
        for number, row in self._sources.items():
            words = self._words("source", row)
            yield SourceRow(
                public_id=row.public_id,
                key=row.key,
                title=words.get("title", ""),
                author=words.get("author", ""),
                publisher=words.get("publisher", ""),
                url=words.get("url", ""),
                publisher_key=row.publisher_key,
                type=row.type,
                language=row.language,
                published=row.published,
                reliability=row.reliability or "",
                information_basis=row.information_basis or "",
                derives_from=frozenset(origins[number]),
                level=row.level,
            )

    def _claims(self) -> Iterator[ClaimRow]:
        rulings = {each.claim_id: (each.level, Standing(each.standing)) for each in self._all(models.ClaimRuling)}
        wanted = select(CLAIM, CLAIM_VALUE.c.body).join(CLAIM_VALUE).where(CLAIM_VALUE.c.body.is_not(None))
        for row in self._session.execute(wanted.order_by(CLAIM.c.id).execution_options(yield_per=5000)):
            body = open_body(self._ring, context("claim_value", row.id, "body", row.level), row.body)
            level, standing = rulings.get(row.id, (row.level, Standing.ACTIVE))
            source = self._sources[row.source_id]
            yield ClaimRow(
                row.id,
                self._name[row.subject_id],
                row.field,
                read_value(orjson.dumps(body["value"]).decode()),
                source.public_id,
                body.get("wording", ""),
                body.get("locator", ""),
                body.get("quote", ""),
                row.information_basis or source.information_basis or "",
                row.credibility,
                row.certainty or "",
                row.polarity,
                level,
                standing,
                row.coded_from_id,
                body.get("coding", ""),
            )

    def _decisions(self) -> Iterator[DecisionRow]:
        evidence = defaultdict(list)
        for each in self._all(models.DecisionEvidence):
            evidence[each.decision_id].append(self._source[each.source_id])
        for row in self._all(models.PublicationDecision):
            purposes = frozenset(Purpose(code) for code in row.purposes)
            yield DecisionRow(
                self._name[row.subject_id],
                Form(row.form),
                purposes,
                row.basis,
                row.consent_status,
                row.effect,
                row.decided_on,
                row.review_on,
                row.expires_on,
                row.embargo_until,
                tuple(evidence[row.id]),
            )

    def _withdrawals(self) -> Iterator[WithdrawalRow]:
        closed = {each.withdrawal_id: each.closed_on for each in self._all(models.WithdrawalClosing)}
        for row in self._all(models.Withdrawal):
            yield WithdrawalRow(
                self._name[row.subject_id], row.ground, row.interim_action, row.opened_on, closed.get(row.id)
            )
