"""Any sequence of drafts, edits, approvals, changing roles, reverts and merges: nobody approves what they wrote, what is approved
is what was seen, reverts and ends of merges restore every byte, and no level falls without a ruling.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.codebook.levels import Form, Level, Standing
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import open_draft, save, start
from app.editing.errors import DecidedByAuthor, Refused
from app.editing.people import Person, Role
from app.editing.review.handing_in import submit, take_back
from app.editing.review.verdicts import approve, ask_for_changes, content_seen, reject
from app.storage.engines import for_writing
from app.vault.errors import MergedInACircle
from app.vault.errors import Refused as RefusedByVault
from app.vault.models import Changeset, Claim, ClaimRuling, Proposal, Source, SourceRuling
from app.vault.moment import moment
from app.vault.reading import standing_merges
from app.vault.verify import verify
from tests.conftest import examples
from tests.editing.desk import AT, BEN, BOTH, CLEO, DORA, Desk, fact, shown
from tests.editing.house import NAMES, entered, filled_anew, ring
from tests.noninterference.difference import same

PLANTED = os.environ.get("CASEBOOK_PROFILE") == "planted"
SEQUENCES = 80 if PLANTED else examples(125, 5_000)
"""Of each of four tests, which can run side by side: 500 on every change, 20,000 at night (issue 6)."""
STEPS, TAKEN_BACK = examples(7, 10), examples(1, 3)
"""In one sequence: steps, and how often at most something is recorded, reverted and tried again: that takes longer than all else."""
PEOPLE = ("ann", "ben", "cleo", "dora")
who = st.sampled_from(PEOPLE)
whom = st.sampled_from(NAMES)
any_level = st.sampled_from(list(Level))


class DeskMachine(RuleBasedStateMachine):
    """The model knows, by itself, who wrote in what and what each reviewer looked at."""

    @initialize(taken_back=st.integers(0, TAKEN_BACK))
    def begin(self, taken_back: int) -> None:
        self.entered = entered()
        self.session = Session(for_writing(filled_anew()))
        self.desk = Desk(self.session, ring())
        self.roles = dict.fromkeys(PEOPLE, BOTH)
        self.wrote: dict[str, set[str]] = {}
        self.seen: dict[tuple[str, str], tuple[str, str]] = {}
        self.taken_back = taken_back
        self.approved: set[str] = set()
        self.levels, self.sources = self.claim_levels(), self.source_levels()
        self.changesets = len(self.session.scalars(select(Changeset.number)).all())

    def teardown(self) -> None:
        if hasattr(self, "session"):
            if self.approved:
                same(verify(self.session, ring()), [], "the record")
            self.session.close()

    def person(self, name: str) -> Person:
        return Person(name, self.roles[name], Level.SEALED)

    def roster(self, name: str) -> Person | None:
        return self.person(name) if name in self.roles else None

    def tried(self, act: Callable[[], Any]) -> Any:
        """What the act gives, or None where the desk refuses; then nothing of it stays, as at the edge of a request."""
        point, held = self.session.begin_nested(), (self.levels, self.sources, self.changesets)
        try:
            result = act()
        except (Refused, RefusedByVault):  # the ledger is a second wall
            point.rollback()
            self.levels, self.sources, self.changesets = held
            return None
        except MergedInACircle:
            same(True, False, "whether merges came to lead in a circle")
        point.commit()
        return result if result is not None else True

    def claim_levels(self) -> dict[int, Level]:
        levels = dict(iter(self.session.execute(select(Claim.id, Claim.level))))
        ruled = select(ClaimRuling.claim_id, ClaimRuling.level).where(
            moment(self.session).counts(ClaimRuling.__table__)
        )
        return levels | dict(iter(self.session.execute(ruled.order_by(ClaimRuling.id))))

    def source_levels(self) -> dict[str, Level]:
        return {source.public_id: Level(source.level) for source in self.desk.rows().sources}

    def keys(self, name: str) -> str:
        """The id under which the person was entered, which stays theirs whatever is merged."""
        return next(row.subject for row in self.entered if row.field == "name" and row.value.text == name)

    def put(self, author: str, *changes: c.Change, hand_in: bool = True) -> str | None:
        draft = Draft(title="t", why="w", changes=changes)

        def act() -> str:
            person = self.person(author)
            key = start(self.session, ring(), person, self.desk.with_base(draft, person), AT)
            if hand_in:
                submit(self.session, ring(), person, key, AT)
            return key

        key: str | None = self.tried(act)
        if key:
            self.wrote[key] = {author}
        return key

    def a_proposal(self, number: int) -> str | None:
        keys = sorted(self.wrote)
        return keys[number % len(keys)] if keys else None

    @rule(author=who, name=whom, words=st.sampled_from(["weaver", "miner"]), hand_in=st.booleans())
    def propose_a_fact(self, author: str, name: str, words: str, hand_in: bool) -> None:
        key = self.keys(name)
        self.put(author, fact(key, words, self.desk.source()), hand_in=hand_in)

    @rule(author=who, number=st.integers(0, 30), level=any_level, standing=st.sampled_from(list(Standing)))
    def propose_a_ruling(self, author: str, number: int, level: Level, standing: Standing) -> None:
        ref = self.entered[number % len(self.entered)].ref
        self.put(author, c.RuleClaim(ref="r", claim=ref, standing=standing, level=level, reason="because"))

    @rule(author=who, number=st.integers(0, 9), level=any_level)
    def propose_a_ruling_of_a_source(self, author: str, number: int, level: Level) -> None:
        sources = self.desk.rows().sources
        one = sources[number % len(sources)]
        was = Level(one.level)
        self.put(author, c.RuleSource(ref="o", source=one.public_id, was=was, level=level, reason="because"))

    @rule(author=who, name=whom, form=st.sampled_from(list(Form)))
    def propose_a_decision(self, author: str, name: str, form: Form) -> None:
        self.put(author, shown(self.keys(name), form))

    @rule(author=who, kept=whom, merged=whom)
    def propose_a_merge(self, author: str, kept: str, merged: str) -> None:
        self.put(author, c.MergeSubjects(ref="m", kept=self.keys(kept), merged=self.keys(merged), reason="one"))

    @rule(author=who, number=st.integers(0, 9))
    def propose_a_revert(self, author: str, number: int) -> None:
        hashes = self.session.scalars(select(Changeset.hash).order_by(Changeset.number)).all()
        self.put(author, c.Revert(ref="v", changeset=hashes[number % len(hashes)].hex(), reason="back"))

    @rule(author=who, number=st.integers(0, 9))
    def write_in_it(self, author: str, number: int) -> None:
        key = self.a_proposal(number)
        if key is None:
            return

        def act() -> None:
            opened = open_draft(self.session, ring(), self.person(author), key)
            draft = opened.draft.model_copy(update={"title": opened.draft.title + "."})
            save(self.session, ring(), self.person(author), key, draft, opened.revision, AT)

        if self.tried(act):
            self.wrote[key].add(author)

    @rule(author=who, number=st.integers(0, 9), back=st.booleans())
    def hand_in_or_take_back(self, author: str, number: int, back: bool) -> None:
        key = self.a_proposal(number)
        if key is not None:
            person = self.person(author)
            self.tried(
                lambda: (
                    take_back(self.session, ring(), person, key)
                    if back
                    else submit(self.session, ring(), person, key, AT)
                )
            )

    @rule(reviewer=who, number=st.integers(0, 9))
    def look(self, reviewer: str, number: int) -> None:
        key = self.a_proposal(number)
        content = key and self.tried(lambda: content_seen(self.session, ring(), self.person(reviewer), key))
        if content:
            self.seen[reviewer, key] = (content, open_draft(self.session, ring(), DORA, key).draft.canonical())

    @rule(reviewer=who, number=st.integers(0, 9), fresh=st.booleans())
    def approve(self, reviewer: str, number: int, fresh: bool) -> None:
        key = self.a_proposal(number)
        if key is None:
            return
        if fresh or (reviewer, key) not in self.seen:
            self.look(reviewer, number)
        if (reviewer, key) not in self.seen:
            return
        content, draft = self.seen[reviewer, key]
        now = open_draft(self.session, ring(), DORA, key).draft.canonical()
        outcome = self.tried(
            lambda: approve(self.session, ring(), self.person(reviewer), key, content, AT, self.roster)
        )
        if outcome is not None:
            same(reviewer in self.wrote[key], False, "whether an approver wrote in it")
            same(Role.REVIEWER in self.roles[reviewer], True, "whether an approver is a reviewer")
            same(key in self.approved, False, "whether it was approved before")
            same(draft, now, "what was seen and what was approved")
        if outcome is not None and outcome.changeset:
            self.approved.add(key)

    @rule(author=who, second=who, reviewer=who)
    def write_together_and_approve(self, author: str, second: str, reviewer: str) -> None:
        """The shortest way to an approval by somebody who wrote a part of it."""
        key = self.put(author, fact(self.keys(NAMES[2]), "tailor", self.desk.source()), hand_in=False)
        if key is not None:
            number = sorted(self.wrote).index(key)
            self.write_in_it(second, number)
            self.hand_in_or_take_back(author, number, back=False)
            self.approve(reviewer, number, fresh=True)

    @rule(author=who, reviewer=who)
    def change_it_after_it_was_seen_and_approve(self, author: str, reviewer: str) -> None:
        key = self.put(author, fact(self.keys(NAMES[1]), "cook", self.desk.source()))
        if key is not None:
            number = sorted(self.wrote).index(key)
            self.look(reviewer, number)
            self.hand_in_or_take_back(author, number, back=True)
            self.write_in_it(author, number)
            self.hand_in_or_take_back(author, number, back=False)
            self.approve(reviewer, number, fresh=False)

    @rule(author=who, reviewer=who, kept=st.frozensets(st.sampled_from(list(Role))))
    def change_the_role_of_who_looked_and_approve(self, author: str, reviewer: str, kept: frozenset[Role]) -> None:
        key = self.put(author, fact(self.keys(NAMES[0]), "baker", self.desk.source()))
        if key is not None:
            number = sorted(self.wrote).index(key)
            self.look(reviewer, number)
            self.roles[reviewer] = kept
            self.approve(reviewer, number, fresh=False)

    @rule(reviewer=who, number=st.integers(0, 9), end=st.booleans())
    def send_back_or_reject(self, reviewer: str, number: int, end: bool) -> None:
        key = self.a_proposal(number)
        if key is not None:
            person = self.person(reviewer)
            done = self.tried(
                lambda: (
                    reject(self.session, ring(), person, key, {"": "no"}, AT)
                    if end
                    else ask_for_changes(self.session, ring(), person, key, {"": "how?"}, AT)
                )
            )
            same(bool(done) and reviewer in self.wrote[key], False, "whether an author reviewed")

    @rule(name=who, reviewer=st.booleans(), editor=st.booleans())
    def change_a_role(self, name: str, reviewer: bool, editor: bool) -> None:
        kept = ({Role.REVIEWER} if reviewer else set()) | ({Role.EDITOR} if editor else set())
        self.roles[name] = frozenset(kept)

    @precondition(lambda self: len(self.wrote) < 12)
    @rule(kept=whom, merged=whom, by_revert=st.booleans())
    def merge_and_take_it_apart(self, kept: str, merged: str, by_revert: bool) -> None:
        one, other = self.keys(kept), self.keys(merged)
        before, rows = self.desk.contents(), self.desk.rows()
        self.roles = dict.fromkeys(PEOPLE, BOTH)

        def act() -> None:
            made = self.desk.record(c.MergeSubjects(ref="m", kept=one, merged=other, reason="one"))
            undo = (
                c.Revert(ref="v", changeset=made, reason="two")
                if by_revert
                else c.EndMerge(ref="e", kept=one, merged=other, reason="two")
            )
            self.recorded(undo)

        if self.tried(act):
            same(self.desk.contents(), before, "what every level sees after a merge was taken apart")
            same(replace(self.desk.rows(), number=rows.number), rows, "the rows after a merge was taken apart")

    def recorded(self, change: c.Change) -> str:
        """The changeset of it, approved by the first who wrote nothing of whom it shows."""
        key = self.desk.propose(change)
        for reviewer in (BEN, CLEO, DORA):
            try:
                made = self.desk.approve(key, reviewer).changeset
            except DecidedByAuthor:
                continue
            return made.hash.hex() if made else ""
        raise DecidedByAuthor

    @precondition(lambda self: self.taken_back < TAKEN_BACK and len(self.wrote) < 12)
    @rule(kept=whom, merged=whom, third=whom, undone=st.booleans())
    def end_a_merge_then_merge_otherwise_and_revert(self, kept: str, merged: str, third: str, undone: bool) -> None:
        """What was ended cannot stand again beside what came since: the other way round, or with somebody else."""
        one, other, new = (self.keys(name) for name in (kept, merged, third))
        self.taken_back += 1
        self.roles = dict.fromkeys(PEOPLE, BOTH)

        def act() -> tuple[str, str]:
            self.desk.record(c.MergeSubjects(ref="m", kept=one, merged=other, reason="one"))
            end = self.recorded(c.EndMerge(ref="e", kept=one, merged=other, reason="two"))
            pair = (other, one) if new in (one, other) else (new, other)
            return end, self.desk.record(c.MergeSubjects(ref="m", kept=pair[0], merged=pair[1], reason="one"))

        made = self.tried(act)
        if made:
            if undone:
                self.tried(lambda: self.recorded(c.Revert(ref="v", changeset=made[1], reason="two")))
            self.tried(lambda: self.recorded(c.Revert(ref="v", changeset=made[0], reason="one")))

    @invariant()
    def each_is_merged_at_most_once_and_there_is_no_circle(self) -> None:
        if not hasattr(self, "changesets"):
            return
        pairs = [(row.merged, row.kept) for row in standing_merges(self.session)]
        same(len({merged for merged, _ in pairs}), len(pairs), "how many are merged and how many merges stand")
        left = dict(pairs)
        while ends := [merged for merged, kept in left.items() if kept not in left]:
            for merged in ends:
                del left[merged]
        same(left, {}, "merges that lead nowhere but to themselves")

    @precondition(lambda self: self.taken_back < TAKEN_BACK and len(self.wrote) < 12)
    @rule(number=st.integers(0, 30), level=any_level, words=st.sampled_from(["weaver", "miner"]), again=st.booleans())
    def change_and_revert(self, number: int, level: Level, words: str, again: bool) -> None:
        claim, before = self.entered[number % len(self.entered)], self.desk.contents()
        self.taken_back += 1
        self.roles = dict.fromkeys(PEOPLE, BOTH)
        changes = (
            c.RuleClaim(ref="r", claim=claim.ref, standing=Standing.PREFERRED, level=level, reason="because"),
            fact(self.keys(NAMES[0]), words, self.desk.source()),
        )

        def reverted(changeset: str) -> str:
            self.no_level_falls_without_a_ruling()
            return self.desk.record(c.Revert(ref="v", changeset=changeset, reason="back"))

        def act() -> None:
            made = self.desk.record(*changes)
            changed = self.desk.contents()
            last = reverted(made)
            same(self.desk.contents(), before, "what every level sees after a revert")
            if again:
                reverted(last)
                same(self.desk.contents(), changed, "what every level sees after a revert was reverted")

        self.tried(act)

    @invariant()
    def no_level_falls_without_a_ruling(self) -> None:
        if not hasattr(self, "changesets"):
            return
        last = self.session.scalar(select(func.max(Changeset.number))) or 0
        if last == self.changesets:
            return  # levels are rows of history, which is written in changesets alone
        of_claims, of_sources = self.claim_levels(), self.source_levels()
        self.held_or_ruled(of_claims, self.levels, select(ClaimRuling.claim_id).where(self.since(ClaimRuling)))
        ruled = select(Source.public_id).join(SourceRuling).where(self.since(SourceRuling))
        self.held_or_ruled(of_sources, self.sources, ruled)
        self.levels, self.sources, self.changesets = of_claims, of_sources, last

    def since(self, ruling: type[ClaimRuling | SourceRuling]) -> ColumnElement[bool]:
        return ruling.added_in > self.changesets

    def held_or_ruled(self, now: dict[Any, Level], before: dict[Any, Level], ruled: Select[Any]) -> None:
        fell = {key for key, level in before.items() if now.get(key, level) < level}
        if fell:
            same(fell - set(self.session.scalars(ruled)), set(), "what lies lower than before without a ruling")

    @invariant()
    def nothing_was_approved_by_its_author(self) -> None:
        if not hasattr(self, "wrote"):
            return
        rows = self.session.execute(
            select(Proposal.id, Changeset.approved_by, Changeset.author).join(
                Changeset, Changeset.number == Proposal.changeset_number
            )
        )
        wrong = [key for key, approver, _ in rows if approver in self.wrote.get(key, set())]
        same(wrong, [], "proposals approved by an author")


def _case(name: str) -> type:
    """A test of the machine under a name of its own, from which Hypothesis takes where it begins."""
    machine = type(name, (DeskMachine,), {})
    machine.TestCase.settings = settings(max_examples=SEQUENCES, stateful_step_count=STEPS, deadline=None)
    return machine.TestCase


TestDesk, TestDeskAgain, TestDeskOnceMore, TestDeskAtLast = map(_case, ("First", "Second", "Third", "Fourth"))
