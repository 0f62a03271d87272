"""Any sequence of entries, rulings, decisions, merges, their ends and reverts: whoever is cleared for less is told nothing that lies above
them, by no page of now or of the past and by no proposal; and whatever counts rests on what counts.

What is told is looked for by words and ids of its own; how high each lies, this test reckons by itself (`lies`).
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Level, Standing
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import open_draft, start
from app.editing.errors import NotThere, Refused
from app.editing.history.moments import changed_by, history_of
from app.editing.history.reasons import reasons_of
from app.editing.people import Person
from app.editing.review.handing_in import submit
from app.editing.review.verdicts import approve, content_seen
from app.editing.review.waiting import proposals_seen, waits_for
from app.editing.views import look_at
from app.storage.engines import for_writing
from app.vault import models as m
from app.vault.errors import Refused as RefusedByVault
from app.vault.reading import load_apart
from app.vault.rows import claim_ref
from tests.conftest import examples
from tests.editing.desk import AT, Desk, fact, person, shown
from tests.editing.house import NAMES, filled_anew, ring
from tests.editing.lies import Lies, rests_on_gone
from tests.noninterference.difference import same

SEQUENCES = 150 if os.environ.get("CASEBOOK_PROFILE") == "planted" else examples(18, 1_000)
STEPS = 14
EDITORS = tuple(person(name) for name in ("ann", "ben", "cleo", "dora", "emil", "fay", "gus", "hal"))
"""So many that somebody is left to approve."""
ROSTER = {one.id: one for one in EDITORS}
READERS = (person("rita", Level.RESEARCHER), person("vic", Level.VETTED))
"""They write nothing."""
who = st.sampled_from(sorted(ROSTER))
number = st.integers(0, 5)
level = st.sampled_from([Level.PUBLIC, Level.PUBLIC, Level.RESEARCHER, Level.VETTED, Level.SEALED, Level.SEALED])
last = st.integers(0, 3)


class ToldMachine(RuleBasedStateMachine):
    """Whatever is written has words of its own: `words-7-`, and `why-7-` for why it was. `keys` are ids of people, the first of house."""

    @initialize()
    def begin(self) -> None:
        self.session = Session(for_writing(filled_anew()))
        self.desk = Desk(self.session, ring())
        self.number = 0
        self.drafts: list[str] = []
        self.made: list[str] = []
        self.keys = [self.desk.by_name(name) for name in NAMES[:2]]
        other = c.NewSource(ref="s", title="Another", publisher_key="other", type="ngo_report", level=Level.PUBLIC)
        self.record("ann", other)
        self.sources = [source.public_id for source in self.desk.rows().sources]

    def teardown(self) -> None:
        if hasattr(self, "session"):
            with self.session:
                self.nothing_above_is_told()

    def record(self, by: str, *changes: c.Change) -> None:
        """Propose, and have it approved by whoever may."""
        point, author = self.session.begin_nested(), ROSTER[by]
        self.number += 1
        try:
            draft = Draft(title="t", why=f"why-{self.number}-", changes=changes)
            key = start(self.session, ring(), author, self.desk.with_base(draft, author), AT)
            submit(self.session, ring(), author, key, AT)
        except (Refused, RefusedByVault):
            point.rollback()
            return
        point.commit()
        self.drafts.append(key)
        for reviewer in EDITORS:
            within = self.session.begin_nested()
            try:
                seen = content_seen(self.session, ring(), reviewer, key)
                outcome = approve(self.session, ring(), reviewer, key, seen, AT, ROSTER.get)
            except (Refused, RefusedByVault):
                within.rollback()
                continue
            except KeyError as lost:
                same(repr(lost), "", "a row that others name and that cannot be read")
            within.commit()
            if outcome.changeset:
                self.made.append(outcome.changeset.hash.hex())
                same(rests_on_gone(self.session, Lies(self.session)), [], "what counts and rests on what does not")
                return

    @property
    def words(self) -> str:
        return f"words-{self.number}-"

    def key(self, n: int) -> str:
        return self.keys[n % len(self.keys)]

    def claim(self, back: int) -> str:
        claims = self.desk.rows().claims[::-1]
        return claims[back % len(claims)].ref

    @rule(author=who, of=number, source=number, low=level)
    def say(self, author: str, of: int, source: int, low: Level) -> None:
        self.record(author, fact(self.key(of), self.words, self.sources[source % len(self.sources)], level=low))

    @rule(author=who, low=level, source=number)
    def enter(self, author: str, low: Level, source: int) -> None:
        """Somebody, with words about them and about somebody else."""
        told = self.sources[source % len(self.sources)]
        others = fact(self.keys[0], self.words, told, ref="f2", level=low)
        self.record(author, c.NewIndividual(ref="p", level=low), fact("@p", self.words, told), others)
        entered = select(m.Individual.public_id).order_by(m.Individual.id.desc()).limit(1)
        self.keys = list(dict.fromkeys((*self.keys, *self.session.scalars(entered))))

    @rule(author=who, level=level)
    def enter_a_source(self, author: str, level: Level) -> None:
        self.record(author, c.NewSource(ref="s", title="A", publisher_key="o", type="ngo_report", level=level))
        self.sources = list(self.session.scalars(select(m.Source.public_id).order_by(m.Source.id.desc())))

    @rule(author=who, of=number, other=number, low=level, source=number)
    def tie(self, author: str, of: int, other: int, low: Level, source: int) -> None:
        ends = {"a": self.key(of), "b": self.key(other), "source": self.sources[source % len(self.sources)]}
        if ends["a"] != ends["b"]:
            self.record(author, c.NewRelation(ref="t", type="sibling", certainty="certain", level=low, **ends))

    @rule(author=who, of=number, source=number)
    def decide(self, author: str, of: int, source: int) -> None:
        evidence = (self.sources[source % len(self.sources)],)
        self.record(author, shown(self.key(of)).model_copy(update={"evidence": evidence}))

    @rule(author=who, back=last, low=level, standing=st.sampled_from(list(Standing)), two=st.booleans())
    def rule_a_claim(self, author: str, back: int, low: Level, standing: Standing, two: bool) -> None:
        """One, or with it another, of which everybody may know."""
        ref, other = self.claim(back), self.claim(back + 1)
        ruled = c.RuleClaim(ref="r", claim=ref, standing=standing, level=low, reason="because")
        again = c.RuleClaim(ref="q", claim=other, standing=Standing.PREFERRED, level=Level.PUBLIC, reason="because")
        self.record(author, ruled, *([again] if two and other != ref else []))

    @rule(author=who, back=last, low=level)
    def rule_a_subject(self, author: str, back: int, low: Level) -> None:
        """The newest are people, and ties."""
        newest = self.session.scalars(select(m.Subject.public_id).order_by(m.Subject.id.desc())).all()
        self.record(author, c.RuleSubject(ref="l", subject=newest[back], level=low, reason="because"))

    @rule(author=who, of=number, low=level)
    def rule_a_source(self, author: str, of: int, low: Level) -> None:
        sources = {source.public_id: Level(source.level) for source in self.desk.rows().sources}
        if was := sources.get(key := self.sources[of % len(self.sources)]):
            self.record(author, c.RuleSource(ref="o", source=key, was=was, level=low, reason="because"))

    @rule(author=who, kept=number, merged=number)
    def merge(self, author: str, kept: int, merged: int) -> None:
        self.record(author, c.MergeSubjects(ref="m", kept=self.key(kept), merged=self.key(merged), reason="one"))

    @rule(author=who)
    def end_the_last_merge(self, author: str) -> None:
        merge = self.session.scalars(select(m.Merge).order_by(m.Merge.id.desc()).limit(1)).first()
        if merge:
            kept, merged = (self.session.get_one(m.Subject, one).public_id for one in (merge.kept_id, merge.merged_id))
            self.record(author, c.EndMerge(ref="m", kept=kept, merged=merged, reason="two"))

    @precondition(lambda self: self.made)
    @rule(author=who, back=last)
    def revert(self, author: str, back: int) -> None:
        self.record(author, c.Revert(ref="v", changeset=self.made[-1 - back % len(self.made)], reason="back"))

    @precondition(lambda self: self.made)
    @rule(author=who, back=last)
    def revert_and_revert_that(self, author: str, back: int) -> None:
        self.revert(author, back)
        self.revert(author, 0)

    @rule(author=who, of=number, source=number, low=level, by_source=st.booleans())
    def say_raise_and_leave_out(self, author: str, of: int, source: int, low: Level, by_source: bool) -> None:
        """What the past would tell as it lay then."""
        made = len(self.made)
        self.say(author, of, source, Level.PUBLIC)
        if len(self.made) > made:
            if by_source:
                self.rule_a_source(author, source, low)
            else:
                self.rule_a_claim(author, 0, low, Standing.ACTIVE, two=False)
            self.record(author, c.Revert(ref="v", changeset=self.made[made], reason="back"))

    @rule(author=who, of=number, back=st.integers(0, 1))
    def bring_back_use_and_take_back(self, author: str, of: int, back: int) -> None:
        """A source of which something is said once it counts again: by a claim that goes then, or stays."""
        made = len(self.made)
        self.enter_a_source(author, Level.PUBLIC)
        self.revert(author, 0)
        self.revert(author, 0)
        self.say(author, of, 0, Level.PUBLIC)
        if len(self.made) == made + 4:
            self.revert(author, back)

    @rule(author=who, low=level, kept=number)
    def merge_somebody_and_raise_who_was_kept(self, author: str, low: Level, kept: int) -> None:
        self.enter(author, Level.PUBLIC, 0)
        self.merge(author, kept, len(self.keys) - 1)
        self.record(author, c.RuleSubject(ref="l", subject=self.key(kept), level=low, reason="because"))

    def nothing_above_is_told(self) -> None:
        lies = Lies(self.session)
        things = dict(self._things(lies))
        for reader in READERS:
            told = "\n".join(self._told(reader))
            above = {
                thing: lowest.name for thing, lowest in things.items() if lowest > reader.clearance and thing in told
            }
            same(above, {}, f"what is told to {reader.clearance.name} and lies above them")

    def _things(self, lies: Lies) -> Iterator[tuple[str, Level]]:
        """All that may be told: words of claims, ids of subjects and sources, and why something was written."""
        claims = {row.id: row for row in self.session.scalars(select(m.Claim))}
        words: defaultdict[str, list[Level]] = defaultdict(list)
        for claim in load_apart(self.session, ring(), ever=True)[0].claims:
            words[str(getattr(claim.value, "text", ""))].append(lies.claim(claims[claim.id]))
        yield from ((text, min(levels)) for text, levels in words.items() if text.startswith("words-"))
        yield from ((claim_ref(row.commitment), lies.claim(row)) for row in claims.values())
        for row in self.session.scalars(select(m.Subject)):
            yield row.public_id, lies.tie(row) if isinstance(row, m.Relationship) else lies.subject(row.id)
        yield from ((row.public_id, lies.source(row.id)) for row in self.session.scalars(select(m.Source)))
        changesets = lies.changesets()
        for proposal in self.session.scalars(select(m.Proposal).where(m.Proposal.id.in_(self.drafts))):
            if proposal.changeset_number is not None:
                lowest = max(Level.VETTED, changesets[proposal.changeset_number])
                yield open_draft(self.session, ring(), EDITORS[0], proposal.id).draft.why, lowest

    def _told(self, reader: Person) -> Iterator[str]:
        subjects = self.session.scalars(select(m.Subject.public_id)).all()
        yield repr(look_at(self.session, ring(), subjects, reader.clearance))
        for key in subjects:
            with suppress(NotThere):
                yield repr(history_of(self.session, ring(), reader, key))
                yield repr(reasons_of(self.session, ring(), reader, key))
        for changeset in self.session.scalars(select(m.Changeset.hash)):
            yield repr(changed_by(self.session, ring(), reader, changeset.hex()))
        yield repr(replace(waits_for(self.session, ring(), reader, AT), to_review=()))
        for line in proposals_seen(self.session, ring(), reader, everything=True):
            if line.state == "approved":  # one that waits lies as high as what it named lay when it was saved
                yield repr((line, open_draft(self.session, ring(), reader, line.id).draft))


TestTold = ToldMachine.TestCase
TestTold.settings = settings(max_examples=SEQUENCES, stateful_step_count=STEPS, deadline=None)
