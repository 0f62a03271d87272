"""A desk for tests: synthetic people, a few editors and reviewers, and the path from a draft to history in one call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import EDITION_LEVELS, Form, Level, Purpose
from app.codebook.values import DateValue, NameValue, TermValue, TextValue
from app.disclosure.assemble import content_of
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import open_draft, start
from app.editing.drafts.targets import with_base
from app.editing.people import Person, Role
from app.editing.review.handing_in import submit
from app.editing.review.verdicts import Outcome, approve, content_seen
from app.keys.ring import KeyRing
from app.publishing.load import record_of
from app.vault.models import Changeset, Source, Subject
from app.vault.reading import load
from app.vault.rows import VaultRows
from tests.databases import KINDS

both = pytest.mark.parametrize("desk", KINDS, indirect=True)
"""Marks a test that runs on SQLite and on PostgreSQL."""
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = date(2026, 11, 24)
BOTH = frozenset({Role.EDITOR, Role.REVIEWER})


def person(name: str, clearance: Level = Level.SEALED, roles: frozenset[Role] = BOTH) -> Person:
    return Person(name, roles, clearance)


ANN, BEN, CLEO, DORA = (person(name) for name in ("ann", "ben", "cleo", "dora"))
EVERYBODY = {one.id: one for one in (ANN, BEN, CLEO, DORA)}


def named(ref: str, name: str, level: Level = Level.PUBLIC, born: str = "1970") -> list[c.Change]:
    """A synthetic person with a published case in the event `@e`, told of by the source `@s`."""
    return [
        c.NewIndividual(ref=ref, level=level),
        c.NewCase(ref=f"{ref}-case", individual=f"@{ref}", event="@e", level=level),
        c.NewClaim(
            ref=f"{ref}-name", subject=f"@{ref}", field="name", value=NameValue(text=name), source="@s", level=level
        ),
        c.NewClaim(
            ref=f"{ref}-birth", subject=f"@{ref}", field="birth", value=DateValue(text=born), source="@s", level=level
        ),
        c.NewClaim(
            ref=f"{ref}-category",
            subject=f"@{ref}-case",
            field="case_category",
            value=TermValue(term="forced_return"),
            source="@s",
            level=level,
        ),
        c.SetCaseState(ref=f"{ref}-state", case=f"@{ref}-case", state="published"),
    ]


def grounds(label: str = "A synthetic return") -> list[c.Change]:
    return [
        c.NewSource(
            ref="s", title="A synthetic report", publisher_key="synthetic", type="ngo_report", level=Level.PUBLIC
        ),
        c.NewEvent(ref="e", label=label, level=Level.PUBLIC),
    ]


def shown(subject: str, form: Form = Form.FULL, ref: str = "decision") -> c.Decide:
    return c.Decide(
        ref=ref, subject=subject, form=form, purposes=tuple(Purpose), basis="explicit_consent_family",
        consent_status="given", effect="protective", reason="their family asked",
    )  # fmt: skip


def fact(
    subject: str, words: str, source: str, ref: str = "fact", field: str = "occupation", level: Level = Level.PUBLIC
) -> c.NewClaim:
    return c.NewClaim(ref=ref, subject=subject, field=field, value=TextValue(text=words), source=source, level=level)


@dataclass
class Desk:
    session: Session
    ring: KeyRing

    def propose(self, *changes: c.Change, by: Person = ANN, base: bool = True) -> str:
        """A draft of these changes, submitted."""
        draft = Draft(title="synthetic", why="a synthetic reason", changes=changes)
        key = start(self.session, self.ring, by, self.with_base(draft, by) if base else draft, AT)
        submit(self.session, self.ring, by, key, AT)
        return key

    def with_base(self, draft: Draft, by: Person) -> Draft:
        return with_base(self.session, self.ring, draft, by.clearance)

    def approve(self, key: str, by: Person = BEN, content: str | None = None) -> Outcome:
        seen = content or content_seen(self.session, self.ring, by, key)
        return approve(self.session, self.ring, by, key, seen, AT, EVERYBODY.get)

    def record(self, *changes: c.Change, by: Person = ANN, approved_by: tuple[Person, ...] = (BEN,)) -> str:
        """The whole path; returns the changeset's hash."""
        key = self.propose(*changes, by=by)
        outcome = [self.approve(key, one) for one in approved_by][-1]
        assert outcome.changeset is not None
        return outcome.changeset.hash.hex()

    def state(self, key: str) -> str:
        return open_draft(self.session, self.ring, DORA, key).state

    def rows(self, upto: int | None = None) -> VaultRows:
        return load(self.session, self.ring, upto)

    def by_name(self, text: str) -> str:
        """The public id of whoever has the name."""
        (found,) = {r.subject for r in self.rows().claims if r.field == "name" and r.value.text == text}
        return found

    def case_of(self, key: str) -> str:
        return next(x.public_id for x in self.rows().cases if x.individual == key)

    def source(self) -> str:
        """The first source that is there."""
        return self.session.scalars(select(Source.public_id).order_by(Source.id)).first() or ""

    def contents(self) -> list[object]:
        """What disclosure gives each level."""
        record = record_of(self.rows())
        return [content_of(record, level, DAY, lambda key: "z" + key[1:]) for level in EDITION_LEVELS]

    def changesets(self) -> int:
        return len(self.session.scalars(select(Changeset.number)).all())

    def subjects(self) -> int:
        return len(self.session.scalars(select(Subject.id)).all())


def entered_in(desk: Desk, event: str, ref: str, name: str, born: str = "1970") -> list[c.Change]:
    """The same as `named`, in a return and by a source that are there."""
    there = {"source": desk.source(), "event": event}
    return [
        one.model_copy(update={key: value for key, value in there.items() if hasattr(one, key)})
        for one in named(ref, name, born=born)
    ]
