"""A vault that changes at random, as editors change it: whoever follows it must come to what a fresh look gives. All synthetic."""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.codebook.levels import Form, Level, Purpose, Standing
from app.codebook.values import NameValue, TermValue, TextValue
from app.editing.drafts import changes as c
from app.editing.errors import Refused
from app.publishing.withdraw import withdraw
from app.vault.errors import Refused as RefusedByVault
from tests.editing.desk import ANN, BEN, CLEO, DAY, Desk, named
from tests.homes import NOW

NAMES = ("김가나", "김가나", "Synthetic Alpha", "Kim Kana", "박다라", "Concealed Omega", "은닉하타")
"""Some share their spellings, so that who is shown decides what may be said of another."""
PLANTED = os.environ.get("CASEBOOK_PROFILE") == "planted"
"""A fault may show in one script out of many; the first that shows it ends the run."""
LEVELS = (Level.PUBLIC, Level.PUBLIC, Level.PUBLIC, Level.RESEARCHER, Level.VETTED)
WORDS = ("weaver", "a neighbour of 김가나", "told by Concealed Omega", "met Kim Gana in a cell", "은닉하타 said so")
NAMED = ((0, 1), (3, 3), (5, 2), (6, 4))
"""A name, and the words that have it in them."""
FIELDS = ("occupation", "known_as", "fate")
TERMS = {"sex": ("female", "male"), "receiving_state": ("KP", "CN"), "outcome": ("imprisoned", "re_escaped")}
CROWD = 5
"""Hidden people who look alike, just enough of them: whatever becomes of one concerns the others."""
FAMILY = ("박다라", "박다나", "Synthetic Omicron")
"""Shown by name from the beginning, and tied to each other in a row."""


@dataclass
class Changing:
    """A desk, and what was entered at it, by public id."""

    session: Session
    ring: Any
    desk: Desk = field(init=False)
    made: list[str] = field(default_factory=list)
    numbers: Any = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.desk = Desk(self.session, self.ring)
        sources = [
            c.NewSource(ref=ref, title=title, publisher_key=ref, type="ngo_report", level=level)
            for ref, title, level in (
                ("s", "A synthetic report", Level.PUBLIC),
                ("s2", "A report on 김가나 and others", Level.PUBLIC),
                ("s3", "Another report", Level.RESEARCHER),
            )
        ]
        events = [c.NewEvent(ref="e", label="A synthetic return", level=Level.PUBLIC)]
        events += [c.NewEvent(ref="f", label="The return of Concealed Omega", level=Level.PUBLIC)]
        events += [c.NewEvent(ref="g", label="A return nobody knows of", level=Level.PUBLIC)]
        people = [change for n in range(CROWD) for change in named(f"h{n}", f"합성{'가나다라마'[n]}")]
        people += named("x", NAMES[0])
        states = [_term(f"r{n}", f"@h{n}-case", "receiving_state", "KP") for n in range(CROWD)]
        family = [change for n, name in enumerate(FAMILY) for change in named(f"f{n}", name)]
        family += [_words("w", "@f0", WORDS[1], "@s"), _words("w2", "@f1", WORDS[0], "@s2")]
        ties = [
            c.NewRelation(
                ref=f"t{n}",
                a=f"@f{n}",
                b=f"@f{n + 1}",
                type="sibling",
                certainty="certain",
                source="@s2",  # whoever is told of by the first source is not tied by it as well
                level=Level.PUBLIC,
            )
            for n in range(len(FAMILY) - 1)
        ]
        made = [*sources, *events, *family, *ties, *people, *states]
        self.desk.record(*(_placed(change) for change in made))
        rows = self.desk.rows()
        self.sources, self.events = [s.public_id for s in rows.sources], [e.public_id for e in rows.events]
        forms = [Form.FULL] * len(FAMILY) + [Form.COUNT_ONLY] * CROWD + [Form.HOLD]
        decided = [
            decide(i.public_id, form, f"d{n}") for n, (i, form) in enumerate(zip(rows.individuals, forms, strict=True))
        ]
        decided += [decide(key, (Form.FULL, Form.FULL, Form.HOLD)[n], f"v{n}") for n, key in enumerate(self.events)]
        self.desk.record(*decided, by=BEN, approved_by=(CLEO,))

    def act(self, what: str, numbers: tuple[int, ...]) -> None:
        """One change, approved; or nothing, where the desk refuses it."""
        point = self.session.begin_nested()
        try:
            getattr(self, what)(*numbers)
        except (Refused, RefusedByVault):
            point.rollback()
        else:
            point.commit()

    def person(self, n: int) -> str:
        people = self.desk.rows().individuals
        return people[n % len(people)].public_id

    def case(self, n: int) -> str:
        cases = self.desk.rows().cases
        return cases[n % len(cases)].public_id

    def record(self, *changes: c.Change) -> None:
        self.made.append(self.desk.record(*changes))

    def somebody(self, name: int, level: int, event: int, form: int) -> None:
        ref = f"n{next(self.numbers)}"
        text, own = NAMES[name % len(NAMES)], LEVELS[level % len(LEVELS)]
        changes = [self._at(x, event) for x in named(ref, text, own)]
        changes.append(_term(f"{ref}-state", f"@{ref}-case", "receiving_state", "KP", self.sources[0]))
        self.record(*changes)
        key = self.desk.rows().individuals[-1].public_id
        self.decision(len(self.desk.rows().individuals) - 1, form, 0, 0) if key else None

    def _at(self, change: c.Change, event: int) -> c.Change:
        if isinstance(change, c.NewCase):
            return change.model_copy(update={"event": self.events[event % len(self.events)]})
        if isinstance(change, c.NewClaim):
            return change.model_copy(update={"source": self.sources[event % 2]})
        return change

    def decision(self, who: int, form: int, purposes: int, _: int) -> None:
        chosen = tuple(Purpose) if purposes % 3 else tuple(Purpose)[:2]
        made = decide(self.person(who), tuple(Form)[form % len(Form)], "d", chosen, evidence=(self.sources[who % 2],))
        self.made.append(self.desk.record(made, by=BEN, approved_by=(CLEO,)))

    def words(self, who: int, what: int, level: int, source: int) -> None:
        code = FIELDS[what % len(FIELDS)]
        subject = self.case(who) if code == "fate" else self.person(who)
        text = WORDS[what % len(WORDS)]
        self.record(
            c.NewClaim(
                ref="w", subject=subject, field=code, value=TextValue(text=text), quote=WORDS[source % len(WORDS)],
                source=self.sources[source % len(self.sources)], level=LEVELS[level % len(LEVELS)],
            )
        )  # fmt: skip

    def code(self, who: int, what: int, value: int, level: int) -> None:
        field_ = tuple(TERMS)[what % len(TERMS)]
        subject = self.person(who) if field_ == "sex" else self.case(who)
        self.record(_term("t", subject, field_, TERMS[field_][value % 2], self.sources[0], LEVELS[level % len(LEVELS)]))

    def name(self, who: int, name: int, level: int, source: int) -> None:
        value = NameValue(text=NAMES[name % len(NAMES)])
        own = LEVELS[level % len(LEVELS)]
        self.record(
            c.NewClaim(
                ref="n", subject=self.person(who), field="name", value=value, source=self.sources[source % 2], level=own
            )
        )

    def hidden_name(self, who: int, name: int, other: int, source: int) -> None:
        """Somebody who is not shown is found to have another name as well, and a text about somebody who is has it in it."""
        known, told = NAMED[name % len(NAMED)]
        self.name(len(FAMILY) + who % (CROWD + 1), known, 0, source)
        self.words(other % len(FAMILY), told, 0, source)

    def ruling(self, number: int, standing: int, level: int, _: int) -> None:
        claims = self.desk.rows().claims
        claim = claims[number % len(claims)].ref
        kept = tuple(Standing)[standing % len(Standing)]
        self.record(
            c.RuleClaim(ref="r", claim=claim, standing=kept, level=LEVELS[level % len(LEVELS)], reason="because")
        )

    def level(self, who: int, level: int, kind: int, _: int) -> None:
        subject = (self.person(who), self.case(who), self.events[who % len(self.events)])[kind % 3]
        self.record(c.RuleSubject(ref="l", subject=subject, level=LEVELS[level % len(LEVELS)], reason="because"))

    def source_level(self, which: int, level: int, _: int, __: int) -> None:
        rows = self.desk.rows()
        source = rows.sources[which % len(rows.sources)]
        ruled = LEVELS[level % len(LEVELS)]
        self.record(
            c.RuleSource(ref="o", source=source.public_id, was=Level(source.level), level=ruled, reason="because")
        )

    def event(self, which: int, form: int, _: int, __: int) -> None:
        made = decide(self.events[which % len(self.events)], (Form.FULL, Form.HOLD)[form % 2], "v")
        self.made.append(self.desk.record(made, by=BEN, approved_by=(CLEO,)))

    def state(self, who: int, state: int, _: int, __: int) -> None:
        self.record(c.SetCaseState(ref="s", case=self.case(who), state=("published", "under_review")[state % 2]))

    def tie(self, one: int, other: int, level: int, _: int) -> None:
        self.record(
            c.NewRelation(
                ref="k", a=self.person(one), b=self.person(other), type="sibling", certainty="certain",
                source=self.sources[0], level=LEVELS[level % len(LEVELS)],
            )
        )  # fmt: skip

    def another_return(self, who: int, event: int, _: int, __: int) -> None:
        key = self.person(who)
        self.record(
            c.NewCase(ref="c", individual=key, event=self.events[event % 2], level=Level.PUBLIC),
            c.SetCaseState(ref="s", case="@c", state="published"),
        )

    def merge(self, kept: int, merged: int, _: int, __: int) -> None:
        self.record(c.MergeSubjects(ref="m", kept=self.person(kept), merged=self.person(merged), reason="one"))

    def withdraw(self, who: int, kind: int, action: int, _: int) -> None:
        keys = (self.person, self.case, lambda n: self.events[n % len(self.events)])
        withdraw(
            self.session, self.ring, keys[kind % 3](who), ground="safety", by=ANN.id, at=NOW, on=DAY,
            action=("hidden_now", "masked")[action % 2],
        )  # fmt: skip

    def end(self, who: int, event: int, _: int, __: int) -> None:
        subject = self.person(who) if event % 3 else self.events[who % len(self.events)]
        self.record(c.CloseWithdrawal(ref="w", subject=subject, reason="they came back"))

    def revert(self, which: int, oldest: int, _: int, __: int) -> None:
        """Mostly one of the last, since others rest on what is older."""
        if self.made:
            found = self.made if oldest % 3 == 0 else self.made[-2:]
            self.record(c.Revert(ref="v", changeset=found[which % len(found)], reason="back"))


ACTIONS = (
    "somebody", "somebody", "decision", "decision", "words", "code", "name", "ruling", "level", "source_level",
    "source_level", "event", "event", "event", "state",
    "tie", "another_return", "merge", "withdraw", "end", "hidden_name", "hidden_name", "revert", "revert", "revert",
)  # fmt: skip
steps = st.tuples(st.sampled_from(ACTIONS), st.tuples(*(st.integers(0, 40) for _ in range(4))))


def _placed(change: c.Change) -> c.Change:
    """The last of the family in a return that is not told of, and some of the crowd in another than the others."""
    elsewhere = {"f2-case": "@g", "h1-case": "@f", "h3-case": "@f"}
    return change.model_copy(update={"event": elsewhere[change.ref]}) if change.ref in elsewhere else change


def _words(ref: str, subject: str, text: str, source: str) -> c.NewClaim:
    value = TextValue(text=text)
    return c.NewClaim(ref=ref, subject=subject, field="known_as", value=value, source=source, level=Level.PUBLIC)


def decide(
    subject: str, form: Form, ref: str, purposes: tuple[Purpose, ...] = tuple(Purpose), evidence: tuple[str, ...] = ()
) -> c.Decide:
    return c.Decide(
        ref=ref, subject=subject, form=form, purposes=purposes, basis="explicit_consent_family",
        consent_status="given", effect="protective", reason="their family asked", evidence=evidence,
    )  # fmt: skip


def _term(ref: str, subject: str, code: str, term: str, source: str = "@s", level: Level = Level.PUBLIC) -> c.NewClaim:
    return c.NewClaim(ref=ref, subject=subject, field=code, value=TermValue(term=term), source=source, level=level)
