"""Any sequence of entries, states, decisions about people and returns, merges and reverts: whoever comes to be seen was let be seen by
somebody who wrote nothing of them, nor a decision that shows them, and by two where a child, sexual violence or a refusal was ever told
of, reverted or not.

What is seen is asked of disclosure after each change; who wrote of whom, and of whom what is told, this test knows by itself (`told`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import EDITION_LEVELS, Form, Level, Purpose
from app.codebook.values import AgeValue, DateValue, NameValue, TermValue, Value
from app.disclosure.clear import clear_sources
from app.disclosure.dossier import Dossier, EventDossier, SourceRecord
from app.disclosure.gate import gate_event
from app.disclosure.shape import project
from app.editing.drafts import changes as c
from app.editing.errors import Refused
from app.editing.history.merging import roots_of
from app.editing.people import Person
from app.editing.withdrawal.hiding import hide_now
from app.publishing.load import record_of
from app.storage.engines import for_writing
from app.vault.errors import Refused as RefusedByVault
from app.vault.models import Changeset, PublicationDecision
from app.vault.rows import VaultRows
from tests.conftest import examples
from tests.editing.desk import ANN, AT, BEN, CLEO, DAY, DORA, Desk, entered_in, shown
from tests.editing.house import NAMES, filled_anew, ring
from tests.editing.told import ADULT, CHILD, LATE, YOUNG, Told
from tests.noninterference.difference import same

SEQUENCES = examples(400, 400) if os.environ.get("CASEBOOK_PROFILE") == "planted" else examples(12, 500)
STEPS = examples(12, 20)
EDITORS = (ANN, BEN, CLEO, DORA)
who = st.sampled_from(EDITORS)
order = st.permutations(EDITORS)
number = st.integers(0, 4)
likely = st.sampled_from([True, True, False])
form = st.sampled_from([Form.FULL, Form.FULL, Form.AS_PUBLISHED, Form.DESCRIPTOR, Form.COUNT_ONLY, Form.HOLD])
level = st.sampled_from([Level.PUBLIC, Level.RESEARCHER, Level.VETTED])
THEN = DAY + timedelta(days=300)
Seen = dict[str, frozenset[str]]


class SeenMachine(RuleBasedStateMachine):
    """`told`: what was ever written of whom, and by whom; `before`: what was seen before the change that is being made; `twice`: who was
    in two returns. Of these a level may see one case and not be told of the other, so it is not asked whether that tells anything anew.
    """

    @initialize(decided=likely)
    def begin(self, decided: bool) -> None:
        self.session = Session(for_writing(filled_anew()))
        self.desk = Desk(self.session, ring())
        self.told, self.twice = Told(), set[str]()
        self.people = [self.desk.by_name(name) for name in NAMES]
        self.named = dict(zip(NAMES, self.people, strict=True))
        for person in self.people:
            self.told.by(ANN.id, person)
        (event,) = {case.event for case in self.desk.rows().cases}
        self.desk.record(c.NewEvent(ref="e", label="Another synthetic return"))
        self.events = [event, *(e.public_id for e in self.desk.rows().events if e.public_id != event)]
        if decided:
            self.desk.record(shown(event), by=BEN, approved_by=(CLEO,))
        self.stand()

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()

    def stand(self) -> None:
        """Know how it stands before the next change."""
        rows = self.desk.rows()
        self.told.know_cases(rows)
        self.before, self.days = self.seen(rows), self.told.standing(rows)
        self.two, self.roots = self.told.now(rows, self.days), roots_of(self.session)

    def seen(self, rows: VaultRows) -> Seen:
        """By person, or return: what is shown of them, at which level and on which day; and so by name, of whoever it stands."""
        record = record_of(rows)
        returns = {event.public_id: frozenset(_shown_itself(event)) for event in record.events}
        people = {each.public_id: frozenset(_shown(each, record.sources)) for each in record.dossiers}
        called = [one.rsplit(" called ", 1) for each in people.values() for one in each if " called " in one]
        return returns | people | {name: frozenset(at for at, one in called if one == name) for _, name in called}

    def record(self, change: list[c.Change], author: Person, reviewers: list[Person]) -> bool:
        """Propose and approve until it is recorded, and look whom that let be seen."""
        point = self.session.begin_nested()
        try:
            key = self.desk.propose(*change, by=author)
        except (Refused, RefusedByVault):
            point.rollback()
            return False
        approvers: set[str] = set()
        for reviewer in reviewers:
            within = self.session.begin_nested()
            try:
                outcome = self.desk.approve(key, reviewer)
            except (Refused, RefusedByVault):
                within.rollback()
                continue
            within.commit()
            approvers.add(reviewer.id)
            if outcome.changeset:
                point.commit()
                self.look(approvers)
                return True
        point.rollback()
        return False

    def look(self, approvers: set[str]) -> None:
        rows = self.desk.rows()
        self.told.know_cases(rows)
        days, roots = self.days & self.told.standing(rows), roots_of(self.session)
        now, told = self.seen(rows), self.told.now(rows, days)
        for person, shown_now in now.items():
            parts = {person, *(one for one, root in roots.items() if root == person)}
            if more := self.more(person, parts, now):
                wrote = {author for one in parts for author in self.told.wrote[one]}
                same(approvers & wrote, set(), "who wrote of somebody and let them be seen")
                before = self.before.get(self.roots.get(person, person), frozenset())
                anew = {each for each in more - before if " case " not in each}
                for approver in approvers:
                    lost = anew - self.without(rows, approver)[person]
                    if self.decided_about(rows, approver, parts):  # however they were entered (decision record 21)
                        lost = {each for each in lost if " counted " not in each}
                    same(lost, set(), "what an approver's own decision shows")
            told_anew = shown_now and person in told - self.two and self.twice.isdisjoint(parts)
            if told_anew or (more and self.told.ever(person, days)):
                same(len(approvers) > 1, True, "whether two let somebody be seen of whom two decide")
        self.names_told(rows, now, approvers)
        self.stand()

    def more(self, person: str, parts: set[str], now: Seen) -> set[str]:
        """What is seen of them and was of none of those who are read as them, nor of whom these were read as part of."""
        of_these = {self.roots.get(one, one) for one in parts} | parts
        counted = {each for one in of_these for each in self.before.get(one, ()) if " counted " in each}
        return _more(person, self.before, now) - counted

    def decided_about(self, rows: VaultRows, author: str, people: set[str]) -> bool:
        """Whether somebody ever decided about any of these by themselves."""
        theirs = self.decided_by(author)
        return any(each.subject in people and not theirs.isdisjoint(each.read_from) for each in rows.decisions)

    def decided_by(self, author: str) -> set[int]:
        decided = select(PublicationDecision.id).join(Changeset, Changeset.number == PublicationDecision.added_in)
        return set(self.session.scalars(decided.where(Changeset.author == author)))

    def names_told(self, rows: VaultRows, now: Seen, approvers: set[str]) -> None:
        """A name that was recorded before and is told now was let be told by nobody who wrote of who bears it, nor by their decision."""
        for name, person in self.named.items():
            if anew := _more(name, self.before, now):
                same(approvers & self.told.wrote[person], set(), "who wrote of somebody and let their name be told")
                for approver in approvers:
                    lost = anew - self.without(rows, approver).get(name, frozenset())
                    same(lost, set(), "by whose decision a name is told")

    def without(self, rows: VaultRows, author: str) -> Seen:
        """What would be seen had this person never decided anything."""
        theirs = self.decided_by(author)
        decisions = tuple(decision for decision in rows.decisions if theirs.isdisjoint(decision.read_from))
        return self.seen(replace(rows, decisions=decisions))

    def person(self, number: int) -> str:
        return self.people[number % len(self.people)]

    def case(self, number: int) -> str:
        return self.case_and_person(number)[0]

    @rule(author=who, reviewers=order, event=number, born=st.sampled_from([CHILD, CHILD, ADULT]), publish=likely)
    def enter(self, author: Person, reviewers: list[Person], event: int, born: str, publish: bool) -> None:
        name = f"Synthetic {len(self.people)}"
        made = entered_in(self.desk, self.events[event % len(self.events)], "n", name, born)
        changes = [one for one in made if publish or not isinstance(one, c.SetCaseState)]
        if self.record(changes, author, reviewers):
            self.people.append(self.desk.by_name(name))
            self.named[name] = self.people[-1]
            self.told.by(author.id, self.people[-1])
            self.told.two |= {self.people[-1]} if born == CHILD else set()

    @rule(author=who, reviewers=order, of=number, event=number)
    def enter_another_return(self, author: Person, reviewers: list[Person], of: int, event: int) -> None:
        case = c.NewCase(ref="c", individual=self.person(of), event=self.events[event % len(self.events)])
        stands = c.SetCaseState(ref="s", case="@c", state="published")
        if self.record([case, stands], author, reviewers):
            self.told.by(author.id, self.person(of))
            self.twice.add(self.person(of))

    def case_and_person(self, number: int) -> tuple[str, str]:
        """A case that is there or was, and as whose it was read last."""
        cases = list(self.told.cases.items())
        return cases[number % len(cases)]

    @rule(author=who, reviewers=order, of=number, state=st.sampled_from(["published", "published", "unpublished"]))
    def set_a_state(self, author: Person, reviewers: list[Person], of: int, state: str) -> None:
        self.record([c.SetCaseState(ref="s", case=self.case(of), state=state)], author, reviewers)

    @rule(author=who, reviewers=order, of=number, form=form, of_return=st.booleans(), late=st.booleans(), named=likely)
    def decide(
        self, author: Person, reviewers: list[Person], of: int, form: Form, of_return: bool, late: bool, named: bool
    ) -> None:
        subject = self.events[of % len(self.events)] if of_return else self.person(of)
        decided: dict[str, object] = {"embargo_until": THEN if late else None}
        if form is Form.AS_PUBLISHED:
            decided["evidence"] = (self.desk.source(),)
        if not named:
            decided["purposes"] = tuple(purpose for purpose in Purpose if purpose is not Purpose.PUBLIC_NAME)
        known = self.before
        if self.record([shown(subject, form).model_copy(update=decided)], author, reviewers) and late:
            today = {one for person in self.before for one in _more(person, known, self.before) if f" {DAY} " in one}
            same(today, set(), "what is seen before the day that was decided")

    @rule(author=who, reviewers=order, of=number, of_return=st.booleans())
    def refuse(self, author: Person, reviewers: list[Person], of: int, of_return: bool) -> None:
        subject = self.events[of % len(self.events)] if of_return else self.person(of)
        refused = shown(subject, Form.HOLD).model_copy(update={"consent_status": "refused"})
        if self.record([refused], author, reviewers):
            self.told.two.add(subject)

    @rule(author=who, reviewers=order, of=number, level=level)
    def rule_a_name(self, author: Person, reviewers: list[Person], of: int, level: Level) -> None:
        ref = next((c.ref for c in self.desk.rows().claims if c.subject == self.person(of) and c.field == "name"), "")
        if ref:
            ruled = c.RuleClaim(ref="n", claim=ref, standing="active", level=level, reason="because")
            self.record([ruled], author, reviewers)

    @rule(author=who, reviewers=order, of=number, level=level, case=st.booleans())
    def rule_a_level(self, author: Person, reviewers: list[Person], of: int, level: Level, case: bool) -> None:
        subject = self.case(of) if case else self.person(of)
        self.record([c.RuleSubject(ref="l", subject=subject, level=level, reason="because")], author, reviewers)

    @rule(author=who, reviewers=order, of=number, other=st.booleans())
    def deny_a_name(self, author: Person, reviewers: list[Person], of: int, other: bool) -> None:
        name = "Somebody Else" if other else next(name for name, key in self.named.items() if key == self.person(of))
        self.tell(author, reviewers, self.person(of), self.person(of), "name", NameValue(text=name), polarity="denies")

    @rule(author=who, reviewers=order, of=number)
    def tell_of_violence(self, author: Person, reviewers: list[Person], of: int) -> None:
        case, person = self.case_and_person(of)
        if self.tell(author, reviewers, person, case, "violation", TermValue(term="sexual_violence")):
            self.told.two.add(person)

    @rule(author=who, reviewers=order, of=number)
    def tell_that_they_were_a_child(self, author: Person, reviewers: list[Person], of: int) -> None:
        case, person = self.case_and_person(of)
        if self.tell(author, reviewers, person, case, "age_at_return", AgeValue(text=YOUNG)):
            self.told.young[case] = person

    @rule(author=who, reviewers=order, of=number)
    def tell_that_it_was_long_ago(self, author: Person, reviewers: list[Person], of: int) -> None:
        case, person = self.case_and_person(of)
        known = {claim.id for claim in self.desk.rows().claims}
        if self.tell(author, reviewers, person, case, "return_date", DateValue(text=LATE)):
            self.told.dated |= {claim.id: case for claim in self.desk.rows().claims if claim.id not in known}
            self.stand()

    @rule(author=who, reviewers=order, of=number)
    def reject_a_day(self, author: Person, reviewers: list[Person], of: int) -> None:
        refs = [claim.ref for claim in self.desk.rows().claims if claim.id in self.days]
        if refs:
            rejected = c.RuleClaim(
                ref="r", claim=refs[of % len(refs)], standing="rejected", level=Level.PUBLIC, reason="no"
            )
            self.record([rejected], author, reviewers)

    @rule(author=who, reviewers=order, of=number)
    def tell_that_they_are_a_child(self, author: Person, reviewers: list[Person], of: int) -> None:
        if self.tell(author, reviewers, self.person(of), self.person(of), "birth", DateValue(text=CHILD)):
            self.told.two.add(self.person(of))

    def tell(
        self,
        author: Person,
        reviewers: list[Person],
        person: str,
        subject: str,
        field: str,
        value: Value,
        polarity: Literal["asserts", "denies"] = "asserts",
    ) -> bool:
        """Have the claim recorded; its author has written of the person then."""
        source = self.desk.source()
        told = c.NewClaim(ref="t", subject=subject, field=field, value=value, source=source, polarity=polarity)
        if recorded := self.record([told], author, reviewers):
            self.told.by(author.id, person)
        return recorded

    @rule(author=who, reviewers=order, kept=number, merged=number)
    def merge(self, author: Person, reviewers: list[Person], kept: int, merged: int) -> None:
        one, other = self.person(kept), self.person(merged)
        if self.record([c.MergeSubjects(ref="m", kept=one, merged=other, reason="one")], author, reviewers):
            self.told.merged(one, other)

    @rule(author=who, reviewers=order, kept=number, merged=number)
    def end_a_merge(self, author: Person, reviewers: list[Person], kept: int, merged: int) -> None:
        one, other = self.person(kept), self.person(merged)
        self.record([c.EndMerge(ref="m", kept=one, merged=other, reason="two")], author, reviewers)

    @rule(author=who, reviewers=order, back=st.integers(0, 4))
    def revert(self, author: Person, reviewers: list[Person], back: int) -> None:
        hashes = self.session.scalars(select(Changeset.hash).order_by(Changeset.number.desc())).all()
        chosen = hashes[min(back, len(hashes) - 1)].hex()
        self.record([c.Revert(ref="v", changeset=chosen, reason="back")], author, reviewers)

    @rule(
        editor=who,
        of=number,
        ground=st.sampled_from(["safety", "self_request"]),
        how=st.sampled_from(["hidden_now", "masked"]),
    )
    def hide(self, editor: Person, of: int, ground: str, how: str) -> None:
        point = self.session.begin_nested()
        try:
            hide_now(self.session, ring(), editor, self.person(of), ground, how, AT)
        except (Refused, RefusedByVault):
            point.rollback()
            return
        point.commit()
        self.told.two |= {self.person(of)} if ground == "self_request" else set()
        self.stand()

    @rule(author=who, reviewers=order, of=number)
    def end_a_withdrawal(self, author: Person, reviewers: list[Person], of: int) -> None:
        self.record([c.CloseWithdrawal(ref="w", subject=self.person(of), reason="safe")], author, reviewers)


def _more(person: str, before: Seen, now: Seen) -> set[str]:
    """What is shown of somebody now and was not then; a case that was shown as another person's is nothing new, and names stand alone."""
    known = {shown for each in before.values() for shown in each if " case " in shown}
    more = now.get(person, frozenset()) - before.get(person, frozenset()) - known
    return {shown for shown in more if " called " not in shown}


def _shown_itself(event: EventDossier) -> Iterator[str]:
    for level in EDITION_LEVELS:
        for day in (DAY, THEN):
            if event.level <= level and gate_event(event, level, day):
                yield f"{level.code} {day} somebody"


def _shown(dossier: Dossier, sources: tuple[SourceRecord, ...]) -> Iterator[str]:
    for level in EDITION_LEVELS:
        for day in (DAY, THEN):
            view, at = project(dossier, level, day, clear_sources(sources, level)), f"{level.code} {day}"
            if view.individual is None and not view.counted_in:
                continue
            yield f"{at} somebody"
            facts = view.individual.facts if view.individual else ()
            names = [value.text for fact in facts if fact.field == "name" for value in fact.said]
            yield from [f"{at} named"] * bool(names)
            yield from (f"{at} called {name}" for name in names)
            yield from (f"{at} case {case.public_id}" for case in view.cases)
            told = view.counted_in or {case.event for case in view.cases}
            yield from (f"{at} counted {event}, if few look like them" for event in told)
            yield from (f"{at} counted {event}" for event in told if not view.generalised)


TestSeen = SeenMachine.TestCase
TestSeen.settings = settings(max_examples=SEQUENCES, stateful_step_count=STEPS, deadline=None)
