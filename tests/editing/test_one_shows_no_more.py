"""Any sequence of decisions, states, levels, withdrawals, merges, their ends and reverts: nobody is named to a level as part of somebody else
whom something of their own keeps back, unless it was decided of both since by people who could know of them (decision record 19).

Whether they would be told alone disclosure says itself, of everybody by themselves; the rest this test reckons from the rows.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import EDITION_LEVELS, Form, Level
from app.disclosure.assemble import content_of
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import start
from app.editing.errors import Refused
from app.editing.review.handing_in import submit
from app.editing.review.seen_more import then
from app.editing.review.verdicts import approve, content_seen
from app.editing.withdrawal.hiding import hide_now
from app.publishing.load import record_of
from app.storage.engines import for_writing
from app.vault import models as m
from app.vault.errors import Refused as RefusedByVault
from app.vault.levels import SUBJECT, own_levels
from app.vault.moment import Moment, moment
from app.vault.narrowed import narrowed
from app.vault.reading import load_apart
from app.vault.rows import VaultRows
from tests.conftest import examples
from tests.editing.desk import AT, DAY, Desk, entered_in, person, shown
from tests.editing.house import filled_anew, ring
from tests.editing.test_reasons_stay import refused
from tests.noninterference.difference import same

PLANTED = os.environ.get("CASEBOOK_PROFILE") == "planted"
SEQUENCES = 200 if PLANTED else examples(6, 1_500)
STEPS = 12
EDITORS = tuple(person(name) for name in ("ann", "ben", "cleo", "dora", "emil", "fay", "gus", "hal"))
ROSTER = {one.id: one for one in EDITORS}
who = st.sampled_from(sorted(ROSTER))
number = st.integers(0, 5)
level = st.sampled_from([Level.PUBLIC, Level.PUBLIC, Level.VETTED, Level.SEALED])
ways = st.sampled_from(["full", "full", "hold", "refused"])
OUT = {"safety", "consent_withdrawn", None}


class OneMachine(RuleBasedStateMachine):
    """Everybody has a name that nobody else has: `Synthetic 7-`."""

    @initialize()
    def begin(self) -> None:
        self.session = Session(for_writing(filled_anew()))
        self.desk = Desk(self.session, ring())
        self.made: list[str] = []
        self.event = self.desk.rows().events[0].public_id
        self.record("dora", c.NewEvent(ref="e", label="Another synthetic return", level=Level.PUBLIC))
        self.events = [event.public_id for event in self.desk.rows().events]
        self.names: dict[str, str] = {}
        for _ in range(3):
            self.enter("ann", 0)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()

    def record(self, by: str, *changes: c.Change) -> bool:
        """Propose, and have it approved by whoever may."""
        point, author = self.session.begin_nested(), ROSTER[by]
        try:
            draft = self.desk.with_base(Draft(title="t", why="w", changes=changes), author)
            key = start(self.session, ring(), author, draft, AT)
            submit(self.session, ring(), author, key, AT)
        except (Refused, RefusedByVault):
            point.rollback()
            return False
        point.commit()
        for reviewer in EDITORS:
            within = self.session.begin_nested()
            try:
                seen = content_seen(self.session, ring(), reviewer, key)
                outcome = approve(self.session, ring(), reviewer, key, seen, AT, ROSTER.get)
            except (Refused, RefusedByVault):
                within.rollback()
                continue
            within.commit()
            if outcome.changeset:
                self.made.append(outcome.changeset.hash.hex())
                self.nobody_is_named_whom_something_keeps_back()
                return True
        return False

    def key(self, n: int) -> str:
        return list(self.names)[n % len(self.names)]

    def case(self, n: int) -> str:
        """Their own, whoever they are read as part of."""
        subject, case = m.Subject.__table__.c, m.Case.__table__.c
        owner = self.session.scalars(select(subject.id).where(subject.public_id == self.key(n))).first()
        wanted = select(subject.public_id).where(subject.id.in_(select(case.id).where(case.individual_id == owner)))
        return self.session.scalars(wanted.order_by(subject.id)).first() or ""

    def _return_of(self, n: int) -> str:
        case, event = m.Case.__table__.c, m.Subject.__table__.c
        own = select(case.return_event_id).join(m.Subject, case.id == m.Subject.id)
        wanted = own.where(m.Subject.public_id == self.case(n)).scalar_subquery()
        return self.session.scalars(select(event.public_id).where(event.id == wanted)).one()

    @rule(author=who, event=st.integers(0, 1))
    def enter(self, author: str, event: int) -> None:
        if len(self.names) < 5:
            name = f"Synthetic {len(self.names)}-"
            if self.record(author, *entered_in(self.desk, self.events[event], "p", name)):
                self.names[self.desk.by_name(name)] = name

    @rule(author=who, of=number, how=ways)
    def decide(self, author: str, of: int, how: str) -> None:
        self._decide(author, self.key(of), how)

    @rule(author=who, event=st.integers(0, 1), how=ways)
    def decide_about_a_return(self, author: str, event: int, how: str) -> None:
        self._decide(author, self.events[event], how)

    def _decide(self, author: str, key: str, how: str) -> None:
        self.record(author, refused(key) if how == "refused" else shown(key, Form(how)))

    @rule(
        author=who,
        of=number,
        state=st.sampled_from(["published", "unpublished"]),
        reason=st.sampled_from(["safety", "duplicate", None]),
    )
    def set_a_state(self, author: str, of: int, state: str, reason: str | None) -> None:
        self.record(author, c.SetCaseState(ref="x", case=self.case(of), state=state, reason=reason))

    @rule(author=who, of=number, low=level, of_case=st.booleans())
    def rule_a_level(self, author: str, of: int, low: Level, of_case: bool) -> None:
        self.record(
            author, c.RuleSubject(ref="l", subject=self.case(of) if of_case else self.key(of), level=low, reason="w")
        )

    @rule(author=who, of=number, a_return=st.booleans())
    def hide(self, author: str, of: int, a_return: bool) -> None:
        key = self.events[of % 2] if a_return else self.key(of)
        with suppress(Refused), self.session.begin_nested():
            hide_now(self.session, ring(), ROSTER[author], key, "safety", "hidden_now", AT)
        self.nobody_is_named_whom_something_keeps_back()

    @rule(author=who, of=number)
    def end_a_withdrawal(self, author: str, of: int) -> None:
        self.record(author, c.CloseWithdrawal(ref="w", subject=self.key(of), reason="w"))

    @rule(author=who, kept=number, merged=number, decided=st.booleans())
    def merge(self, author: str, kept: int, merged: int, decided: bool) -> None:
        if self.record(author, self._merge(kept, merged)) and decided:
            self.decide(author, kept, "full")

    def _merge(self, kept: int, merged: int) -> c.Change:
        return c.MergeSubjects(ref="m", kept=self.key(kept), merged=self.key(merged), reason="one")

    @rule(author=who)
    def end_the_last_merge(self, author: str) -> None:
        merges = select(m.Merge).join(m.Individual, m.Individual.id == m.Merge.merged_id).order_by(m.Merge.id.desc())
        if merge := self.session.scalars(merges.limit(1)).first():
            kept, merged = (self.session.get_one(m.Subject, one).public_id for one in (merge.kept_id, merge.merged_id))
            self.record(author, c.EndMerge(ref="m", kept=kept, merged=merged, reason="two"))

    @precondition(lambda self: self.made)
    @rule(author=who, back=st.integers(0, 4))
    def revert(self, author: str, back: int) -> None:
        self.record(author, c.Revert(ref="v", changeset=self.made[-1 - back % len(self.made)], reason="back"))

    @rule(author=who, kept=number, merged=number, how=ways, by_revert=st.booleans())
    def part_say_and_join_again(self, author: str, kept: int, merged: int, how: str, by_revert: bool) -> None:
        """What was said of one while they were two."""
        made = len(self.made)
        self.merge(author, kept, merged, decided=True)
        if len(self.made) == made + 2:
            parted = self.made[made] if by_revert else None
            going = c.Revert(ref="v", changeset=parted, reason="w") if parted else c.EndMerge(
                ref="m", kept=self.key(kept), merged=self.key(merged), reason="two"
            )  # fmt: skip
            if self.record(author, going):
                gone = self.made[-1]
                self.decide(author, merged, how)
                self.record(author, c.Revert(ref="v", changeset=gone, reason="back"))

    @rule(
        author=who,
        held=number,
        other=number,
        kept=st.booleans(),
        by=st.sampled_from(["case", "level", "return", "withdrawal"]),
    )
    def merge_whom_something_keeps_back(self, author: str, held: int, other: int, kept: bool, by: str) -> None:
        """Of both it was decided by themselves, unless it is their return that keeps them back."""
        for one in (other, held) if by in {"case", "level"} else (other,):
            self.decide(author, one, "full")
        match by:
            case "case":
                self.set_a_state(author, held, "unpublished", "safety")
            case "level":
                self.rule_a_level(author, held, Level.SEALED, of_case=True)
            case "return":
                self._decide(author, self._return_of(held), "hold")
            case _:
                with suppress(Refused), self.session.begin_nested():
                    hide_now(self.session, ring(), ROSTER[author], self._return_of(held), "safety", "hidden_now", AT)
        first, second = (held, other) if kept else (other, held)
        self.merge(author, first, second, decided=False)

    @rule(author=who, kept=number, merged=number, low=level, how=ways)
    def merge_from_above_and_come_down(self, author: str, kept: int, merged: int, low: Level, how: str) -> None:
        """What was said of the one who is kept while the other one lay higher."""
        self.rule_a_level(author, merged, low, of_case=False)
        raised = self.made[-1]
        for one in (merged, kept):
            self.decide(author, one, how)
        if self.record(author, self._merge(kept, merged)):
            self.decide(author, kept, "full")
            self.record(author, c.Revert(ref="v", changeset=raised, reason="back"))

    def nobody_is_named_whom_something_keeps_back(self) -> None:
        """Neither who is merged nor who is kept, at any level at which disclosure tells them neither alone."""
        apart, _ = load_apart(self.session, ring())
        told, alone = (self._named(rows) for rows in (self.desk.rows(), apart))
        now, at = moment(self.session), {merge.merged_id: merge for merge in self._standing()}
        for one in {*at, *(merge.kept_id for merge in at.values())}:
            if name := self.names.get(self.session.get_one(m.Subject, one).public_id):
                for low in EDITION_LEVELS:
                    named_alone = any(name in alone[below] for below in EDITION_LEVELS if below <= low)
                    why = self._kept_back(one, at, now, low, alone=named_alone) if name in told[low] else ""
                    same(why, "", f"{name} is named to {low.name}, whom something keeps back")

        self.each_reads_the_same_by_themselves()

    def each_reads_the_same_by_themselves(self) -> None:
        """Whoever is read as one with others is so out of the whole record, and out of what is about them."""
        every = then(self.session, ring(), self.session.scalars(select(m.Individual.id)))
        for root in every.parts.keys() & every.own.keys():
            part = every.read_by_themselves(root)
            same(narrowed(part, {root}), narrowed(every.rows, {root}), "who is read as one, out of a part")

    @staticmethod
    def _named(rows: VaultRows) -> list[str]:
        record = record_of(rows)
        return [repr(content_of(record, low, DAY, lambda key: key)) for low in EDITION_LEVELS]

    def _standing(self) -> list[m.Merge]:
        now = moment(self.session)
        ended = select(m.MergeEnd.merge_id).where(now.counts(m.MergeEnd.__table__))
        return list(
            self.session.scalars(select(m.Merge).where(now.counts(m.Merge.__table__), m.Merge.id.not_in(ended)))
        )

    @staticmethod
    def _way(subject: int, at: dict[int, m.Merge]) -> list[m.Merge]:
        found = []
        while subject in at:
            found.append(at[subject])
            subject = at[subject].kept_id
        return found

    def _kept_back(self, one: int, at: dict[int, m.Merge], now: Moment, low: Level, *, alone: bool) -> str:
        """By what; empty where by nothing, or it was said of both since."""
        way = self._way(one, at)
        root = way[-1].kept_id if way else one
        if self._level(one, now) > low or self._withdrawn(one, now):
            return "their level, or a withdrawal of theirs"
        for each in {one, root}:
            if why := self._by_cases(self._cases(each), at, now, low):
                return why
        covering = self._covering(one, way, at, now, low) if self._decision(root, now) else []
        if covering:
            return "what was decided of them" if _bars(covering[-1], low) else ""
        return "" if alone else "that they are not told alone"

    def _covering(self, one: int, way: list[m.Merge], at: dict[int, m.Merge], now: Moment, low: Level) -> list[Any]:
        """The decisions that are of them as well, the last one last, where one of whom they are has a case that is told."""
        found = []
        for n, decided in enumerate([one, *(merge.kept_id for merge in way)]):
            decision = self._decision(decided, now)
            if decision and self._knew(way[:n], decision.added_in):
                of_all = [each for each in {decided, *at} if self._is_of(decided, each, at, decision.added_in)]
                cases = [case for each in of_all for case in self._cases(each)]
                if any(self._told(case.id, self._way(case.id, at), now, low) for case in cases):
                    found.append(decision)
        return sorted(found, key=lambda decision: decision.added_in)

    def _is_of(self, decided: int, each: int, at: dict[int, m.Merge], number: int) -> bool:
        """Whether what was said then of the first was said of the second."""
        steps: list[m.Merge] = []
        for merge in self._way(each, at) if each != decided else ():
            steps.append(merge)
            if merge.kept_id == decided:
                break
        return (each == decided or (bool(steps) and steps[-1].kept_id == decided)) and self._knew(steps, number)

    def _decision(self, subject: int, now: Moment) -> Any:
        return self._last(m.PublicationDecision, m.PublicationDecision.subject_id == subject, now)

    def _cases(self, one: int) -> list[Any]:
        wanted = select(m.Case.id, m.Case.return_event_id).where(m.Case.individual_id == one)
        return list(self.session.execute(wanted))

    def _by_cases(self, cases: list[Any], at: dict[int, m.Merge], now: Moment, low: Level) -> str:
        ways = [(case.id, self._way(case.id, at)) for case in cases]
        above = [
            any(self._level(x, now) > low for x in (case, *(merge.kept_id for merge in way))) for case, way in ways
        ]
        if cases and all(above):
            return "the level of their case"
        if cases and all(self._taken_out(case, way, now) for case, way in ways):
            return "the state of their case"
        return ""

    def _told(self, case: int, way: list[m.Merge], now: Moment, low: Level) -> bool:
        """Published, with all that it is read as part of, or of all since."""
        each = (case, *(merge.kept_id for merge in way))
        states = [self._state(one, now) for one in each]
        published = all(state is not None and state.state == "published" for state in states)
        return all(self._level(one, now) <= low for one in each) and (published or self._of_both(way, states[-1]))

    def _taken_out(self, case: int, way: list[m.Merge], now: Moment) -> bool:
        """It, or one that it is read as part of; unless that was published of both since."""
        states = [self._state(one, now) for one in (case, *(merge.kept_id for merge in way))]
        out = any(state and state.state == "unpublished" and state.reason in OUT for state in states)
        return out and not self._of_both(way, states[-1])

    def _of_both(self, way: list[m.Merge], last: Any) -> bool:
        later = last is not None and all(last.added_in > merge.added_in for merge in way)
        return bool(way) and later and last.state == "published" and self._knew(way, last.added_in)

    def _state(self, case: int, now: Moment) -> Any:
        return self._last(m.CaseStanding, m.CaseStanding.case_id == case, now)

    def _knew(self, way: list[m.Merge], number: int) -> bool:
        """Whether it was said since they are one, and nobody on the way lay higher then than whom it was said of."""
        if not way:
            return True
        then, top = moment(self.session, number), way[-1].kept_id
        levels = [self._level(merge.merged_id, then) for merge in way]
        return all(number >= merge.added_in for merge in way) and max(levels) <= self._level(top, then)

    def _level(self, subject: int, at: Moment) -> Level:
        return own_levels(self.session, SUBJECT, (subject,), at).get(subject, Level.SEALED)

    def _withdrawn(self, subject: int, now: Moment) -> bool:
        closed = select(m.WithdrawalClosing.withdrawal_id).where(now.counts(m.WithdrawalClosing.__table__))
        wanted = select(m.Withdrawal.id).where(m.Withdrawal.subject_id == subject, m.Withdrawal.id.not_in(closed))
        return self.session.scalars(wanted).first() is not None

    def _last(self, model: type, about: Any, now: Moment) -> Any:
        wanted = select(model).where(about, now.counts(model.__table__)).order_by(model.id.desc()).limit(1)
        return self.session.scalars(wanted).first()


def _bars(decision: m.PublicationDecision, low: Level) -> bool:
    """Whoever is on hold is shown to the vetted (`disclosure.forms`)."""
    return low < Level.VETTED and (decision.form == Form.HOLD or decision.consent_status == "refused")


TestOne = OneMachine.TestCase
TestOne.settings = settings(max_examples=SEQUENCES, stateful_step_count=STEPS, deadline=None)
