"""One load of the vault: the names of subjects and sources by row id, then everything that refers to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import orjson
from sqlalchemy import Row, Select, Table, select
from sqlalchemy.orm import Session

from app.codebook.levels import Form, Level, Purpose, Standing
from app.codebook.values import read_value
from app.disclosure.forms import PUBLISHED_STATES
from app.storage.sealed import Ring, Sealed, context
from app.vault import models
from app.vault.bodies import open_body
from app.vault.history import CHAIN_HEAD
from app.vault.knowing import Knowing, unknown_of
from app.vault.moment import Moment, moment
from app.vault.rows import (
    UNPUBLISHED,
    CaseEventRow,
    CaseRow,
    ClaimRow,
    DecisionRow,
    EventRow,
    IndividualRow,
    LimitRow,
    RelationRow,
    SourceRow,
    VaultRows,
    WithdrawalRow,
    claim_ref,
)
from app.vault.scope import Scope
from app.vault.statements import statement, table_of
from app.vault.stood import apart
from app.vault.ways import StandingMerge

DUPLICATE, RETRACTED = "duplicate", "retracted"
NOT_TAKEN_OUT = PUBLISHED_STATES | {"merged", "unknown"}


def _reasons(given: Iterable[tuple[int, str | None]]) -> defaultdict[int, frozenset[str]]:
    """All reasons that were given, by what for."""
    found: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
    for key, reason in given:
        if reason:
            found[key] |= {reason}
    return found


def _taken_out(standings: Iterable[Row[Any]]) -> dict[int, bool]:
    """Whether each case (row id) was taken out, and not as a duplicate, since it was last published: of what is published, or, where
    nobody had published it yet, by a word that says why or takes the case back.
    """
    found: dict[int, bool] = {}
    published: set[int] = set()
    for said in standings:
        if said.state in PUBLISHED_STATES:
            published.add(said.case_id)
            found[said.case_id] = False
        elif said.state not in NOT_TAKEN_OUT and said.reason != DUPLICATE:
            why = said.case_id in published or said.state == RETRACTED or said.reason is not None
            found[said.case_id] = why or found.get(said.case_id, False)
    return found


class Load:
    """One load: the names of subjects and sources by row id, then everything that refers to them."""

    def __init__(
        self,
        session: Session,
        ring: Ring,
        upto: int | None,
        scope: Scope | Callable[[], Scope] | None,
        *,
        ever: bool,
    ) -> None:
        self._session, self._ring = session, ring
        self._number = self._head()
        self._scope = scope() if callable(scope) else scope
        now = Moment(upto, frozenset()) if ever else moment(session, upto)
        self._connection = session.connection()
        self._given: dict[str, Any] = {} if self._scope is None else dict(self._scope.parameters())
        self._given |= {} if upto is None else {"upto": upto}
        self._given |= {"undone": sorted(now.undone)} if now.undone else {}
        self._subjects = {row.id: row for row in self._all(models.Subject)}
        self._name = {number: row.public_id for number, row in self._subjects.items()}
        rulings = list(self._all(models.SubjectRuling))
        self._levels = {row.subject_id: row.level for row in rulings}
        self._reasons = _reasons((row.subject_id, row.level_reason) for row in rulings)
        self._sources = {row.id: row for row in self._all(models.Source)}
        self._source = {number: row.public_id for number, row in self._sources.items()}

    def everything(self) -> VaultRows:
        return replace(
            self.bare(),
            events=tuple(self._events()),
            case_events=tuple(self._case_events()),
            relations=tuple(self._relations()),
            sources=tuple(self._all_sources()),
            claims=tuple(self._claims()),
        )

    def bare(self) -> VaultRows:
        """Without what was said of anybody, and the sources of it: who there is, and what of them may be told."""
        return VaultRows(
            number=self._number,
            individuals=tuple(self._individuals()),
            events=(),
            cases=tuple(self._cases()),
            case_events=(),
            relations=(),
            sources=(),
            claims=(),
            decisions=tuple(self._decisions()),
            withdrawals=tuple(self._withdrawals()),
        )

    def is_of_one_moment(self) -> bool:
        """Whether nobody has written since the first query."""
        return self._head() == self._number

    def _head(self) -> int:
        number: int = self._session.execute(select(CHAIN_HEAD.c.number)).scalar_one()
        return number

    def _all(self, model: type, *, ever: bool = False) -> Iterator[Row[Any]]:
        """Rows of a table that count, in the order of entry. `ever`: those that were taken back, too."""
        yield from self._connection.execute(self._wanted(table_of(model), ever=ever), self._given)

    def _wanted(self, table: Table, *, ever: bool = False) -> Select[Any]:
        return statement(table, self._scope is not None, "upto" in self._given, "undone" in self._given and not ever)

    def _each(self, model: type) -> Iterator[tuple[Row[Any], Row[Any], Level]]:
        """Subjects of one kind: the row they share with all, their own, and their level by the last ruling."""
        for own in self._all(model):
            if own.id in self._subjects:
                yield self._subjects[own.id], own, self._levels.get(own.id, self._subjects[own.id].level)

    def merges(self) -> list[StandingMerge]:
        """The merges that stand."""
        ended = {row.merge_id for row in self._all(models.MergeEnd)}
        stand = [row for row in self._all(models.Merge) if row.id not in ended]
        if not stand:
            return []
        reversals = [(row.changeset_number, row.added_in) for row in self._all(models.Reversal, ever=True)]
        ends, unknown = defaultdict[int, list[int]](list), self._unknown(stand, {target for target, _ in reversals})
        for row in self._all(models.MergeEnd, ever=True):
            ends[row.merge_id].append(row.added_in)
        return [
            StandingMerge(
                self._name[m.kept_id],
                self._name[m.merged_id],
                m.added_in,
                m.redirect_at,
                apart(m.added_in, ends[m.id], reversals),
                frozenset(self._name[one] for one in unknown[m.id]),
            )
            for m in stand
        ]

    def _unknown(self, merges: Sequence[Row[Any]], taken_back: set[int]) -> dict[int, set[int]]:
        entered = {number: row.level for number, row in self._subjects.items()}
        return unknown_of(merges, Knowing(entered, self._all(models.SubjectRuling, ever=True), taken_back))

    def _words(self, table: str, row: Row[Any]) -> dict[str, Any]:
        text: Sealed | None = row.text
        return open_body(self._ring, context(table, row.id, "text", row.level), text) if text else {}

    def _individuals(self) -> Iterator[IndividualRow]:
        for s, own, level in self._each(models.Individual):
            yield IndividualRow(s.public_id, own.individual_kind, level, self._reasons[s.id])

    def _events(self) -> Iterator[EventRow]:
        for s, _, level in self._each(models.ReturnEvent):
            yield EventRow(s.public_id, self._words("subject", s).get("label", ""), level, self._reasons[s.id])

    def _case_events(self) -> Iterator[CaseEventRow]:
        for s, own, level in self._each(models.CaseEvent):
            yield CaseEventRow(s.public_id, self._name[own.case_id], own.event_type, level, self._reasons[s.id])

    def _relations(self) -> Iterator[RelationRow]:
        for s, own, level in self._each(models.Relationship):
            a, b, source = self._name[own.a_id], self._name[own.b_id], self._source.get(own.source_id, "")
            yield RelationRow(s.public_id, a, b, own.type, own.certainty, source, level, self._reasons[s.id])

    def _cases(self) -> Iterator[CaseRow]:
        standings = list(self._all(models.CaseStanding))
        states = {each.case_id: (each.state, each.added_in) for each in standings}
        why = _reasons((each.case_id, each.reason) for each in standings)
        out = _taken_out(standings)
        limits = {r.case_id: (LimitRow(r.verification, r.added_in),) for r in self._all(models.VerificationRuling)}
        for s, own, level in self._each(models.Case):
            person, event = self._name[own.individual_id], self._name[own.return_event_id]
            (state, said_in), most = states.get(own.id, (UNPUBLISHED, 0)), limits.get(own.id, ())
            reasons, taken_out = (self._reasons[s.id], why[own.id]), out.get(own.id, False)
            yield CaseRow(s.public_id, person, event, state, level, most, *reasons, taken_out, said_in)

    def _all_sources(self) -> Iterator[SourceRow]:
        rulings = list(self._all(models.SourceRuling))
        levels = {row.source_id: row.level for row in rulings}
        reasons = _reasons((row.source_id, row.level_reason) for row in rulings)
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
                level=levels.get(number, row.level),
                level_reasons=reasons[number],
            )

    def _claims(self) -> Iterator[ClaimRow]:
        ruled = list(self._all(models.ClaimRuling))
        rulings = {each.claim_id: (each.level, Standing(each.standing)) for each in ruled}
        reasons = _reasons((each.claim_id, each.level_reason) for each in ruled)
        for row in self._all(models.Claim):
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
                claim_ref(row.commitment),
                reasons[row.id],
                row.added_in,
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
                row.added_in,
                id=row.id,
            )

    def _withdrawals(self) -> Iterator[WithdrawalRow]:
        closed = {each.withdrawal_id: each.closed_on for each in self._all(models.WithdrawalClosing)}
        for row in self._all(models.Withdrawal):
            yield WithdrawalRow(
                self._name[row.subject_id], row.ground, row.interim_action, row.opened_on, closed.get(row.id)
            )
