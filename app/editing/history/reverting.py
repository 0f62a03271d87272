"""Reverting a changeset: from then on its rows do not count. Nothing is deleted, so a revert can be reverted.

Where that would lower a level, the lower level is ruled in words in the same changeset: no level falls without a ruling.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, literal, or_, select, union_all
from sqlalchemy.orm import Session

from app.codebook.levels import Level, Standing
from app.editing.errors import CannotRevert, NotThere, RestsOnGone, StillNeeded
from app.editing.history.joining import Joined, side_by_side
from app.editing.history.merging import StandingRow, check_each_once, into_at, standing_merges
from app.editing.history.parting import keep_hidden
from app.editing.history.said_meanwhile import keep_what_was_said
from app.storage.sealed import Ring
from app.vault import models
from app.vault.history import HISTORY
from app.vault.levels import CLAIM, RULED, SOURCE, SUBJECT, last_words
from app.vault.moment import Moment, moment, moment_without
from app.vault.recording import Recorder

LASTING = frozenset({"founding", "withdrawal", "batch_received"})
"""Kinds that no revert undoes: a withdrawal is closed, a received file stays received."""
OPINIONS = frozenset(
    {
        "claim_ruling",
        "subject_ruling",
        "source_ruling",
        "verification_ruling",
        "case_standing",
        "erasure",
        "duplicate_decision",
        "withdrawal_confirmation",
    }
)
"""Later rows that may stay behind: without what they are about they say nothing."""
When = Callable[[ColumnElement[int]], Any]
"""A condition on the changeset that a row came with."""


def revert(session: Session, ring: Ring, recorder: Recorder, changeset: str, reason: str, on: date) -> None:
    """Leave out the changeset with this hash (hexadecimal). StillNeeded if anything rests on what does not count any more by that: on
    it, or on what it brought back. RestsOnGone if what comes back by it would rest on what does not count.
    """
    number = number_of(session, changeset)
    row = session.get_one(models.Changeset, number)
    now = moment(session)
    if row.kind in LASTING or number in now.undone:
        raise CannotRevert
    without = moment_without(session, number)
    if _any(session, _resting_on(session, now, without)):
        raise StillNeeded
    if _any(session, _references(session, _among(now.undone - without.undone), without.undone)):
        raise RestsOnGone
    stood, then = standing_merges(session), standing_merges(session, without)
    check_each_once(session, stood, then)
    into, parted = into_at(session, without), {merge.id for merge in stood} - {merge.id for merge in then}
    recorder.reverse(number)
    for kept, merged, level in _to_join(session, ring, stood, then, on):
        recorder.merge(kept, merged, redirect_at=level, reason=reason)
    keep_hidden(session, recorder, into, without)
    _rule_what_falls(session, recorder, now, without, f"A revert: {reason}")
    keep_what_was_said(session, recorder, stood, parted, without)  # after that, since of two rulings the last holds


def _to_join(
    session: Session, ring: Ring, stood: Sequence[StandingRow], then: Sequence[StandingRow], on: date
) -> list[Joined]:
    """Cases that were entered of two while they were two, in one return, and that are joined where they are one again: as by a merge."""
    anew: dict[int, int] = {row.merged_id: row.kept_id for row in then if row not in stood}
    merged = session.scalars(select(models.Individual.id).where(models.Individual.id.in_(anew))).all()
    people = {each for one in merged for each in (one, anew[one])}
    into: dict[int, int] = {row.merged_id: row.kept_id for row in then}
    return list(side_by_side(session, ring, people, into, on)) if people else []


def _rule_what_falls(session: Session, recorder: Recorder, now: Moment, without: Moment, reason: str) -> None:
    for claim, standing, level in _claims_that_fall(session, now, without):
        recorder.rule(claim, standing, level, reason=reason)
    for subject, level in _subjects_that_fall(session, now, without):
        recorder.rule_subject(subject, level, reason=reason)
    for source, level in _sources_that_fall(session, now, without):
        recorder.rule_source(source, level, reason=reason)


def number_of(session: Session, changeset: str) -> int:
    """The number of the changeset with this hash."""
    try:
        wanted = bytes.fromhex(changeset)
    except ValueError:
        raise NotThere from None
    number = session.scalar(select(models.Changeset.number).where(models.Changeset.hash == wanted))
    if number is None:
        raise NotThere
    return number


def resting_on(session: Session, number: int) -> set[int]:
    """Numbers of the changesets for which this one is still needed."""
    wanted = _resting_on(session, moment(session), moment_without(session, number))
    return set().union(*(session.scalars(each.distinct()) for each in wanted))


def _resting_on(session: Session, now: Moment, without: Moment) -> Iterator[Select[int]]:
    return _references(session, _counting(without), without.undone - now.undone)


def _any(session: Session, wanted: Iterable[Select[int]]) -> bool:
    return any(session.execute(each.limit(1)).first() for each in wanted)


def _references(session: Session, when: When, made_in: Collection[int]) -> Iterator[Select[int]]:
    """Table by table, the changesets of the rows that came `when` and refer to a row of these changesets."""
    if not made_in:
        return
    gone = _among(made_in)
    made = _tables_of(session, gone)
    for kept in HISTORY:
        if kept.name in OPINIONS:
            continue
        for reference in kept.table.foreign_key_constraints:
            target = reference.elements[0].column.table
            if target.name not in made:
                continue
            there = _dated(target, select(target.c.id), gone)
            yield _dated(kept.table, select(_came(kept.table)), when).where(reference.columns[0].in_(there))


def _tables_of(session: Session, made: When) -> set[str]:
    """The tables that have such rows: most changesets have few, and only what refers to those is looked for."""
    rows = ((kept.name, _dated(kept.table, select(kept.table.c.id), made)) for kept in HISTORY)
    return set(session.scalars(union_all(*(select(literal(name)).where(found.exists()) for name, found in rows))))


def _dated(table: Table, wanted: Select[Any], condition: When) -> Select[Any]:
    """The rows whose changeset meets the condition."""
    if "added_in" not in table.c:
        wanted = wanted.join_from(table, SUBJECT, SUBJECT.c.id == table.c.id)
    return wanted.where(condition(_came(table)))


def _came(table: Table) -> ColumnElement[int]:
    """The changeset that a row came with; a subject's second row comes with its first."""
    return table.c.added_in if "added_in" in table.c else SUBJECT.c.added_in


def _counting(then: Moment) -> When:
    """In a changeset that counts at that moment."""
    return lambda when: when.not_in(sorted(then.undone))


def _among(numbers: Collection[int]) -> When:
    return lambda when: when.in_(sorted(numbers))


def _claims_that_fall(session: Session, now: Moment, without: Moment) -> list[tuple[int, Standing, Level]]:
    """Claims that are told lower afterwards than by the last word on them: their last ruling is another one, or counts again, or they
    come back themselves, lower than they were entered. What does not count is ruled when it comes back: only then can it be seen what
    that would tell.
    """
    ruling = models.ClaimRuling
    which = _concerned(CLAIM, now, without)
    rows = session.execute(select(CLAIM.c.id, CLAIM.c.level, CLAIM.c.added_in).where(which)).all()
    after = {row.id: (Standing.ACTIVE, row.level) for row in rows}
    said = select(ruling.claim_id, ruling.standing, ruling.level).where(
        ruling.claim_id.in_(select(CLAIM.c.id).where(which))
    )
    for row in session.execute(said.where(without.counts(RULED[CLAIM][0])).order_by(ruling.id)):
        after[row.claim_id] = Standing(row.standing), row.level
    before = last_words(session, CLAIM, after)
    before |= {row.id: max(before[row.id], row.level) for row in rows if row.added_in in now.undone}
    return [(key, *after[key]) for key in sorted(after) if after[key][1] < before[key]]


def _subjects_that_fall(session: Session, now: Moment, without: Moment) -> list[tuple[int, Level]]:
    """The same of people, cases and events."""
    return _that_fall(session, now, without, SUBJECT)


def _sources_that_fall(session: Session, now: Moment, without: Moment) -> list[tuple[int, Level]]:
    """The same of sources."""
    return _that_fall(session, now, without, SOURCE)


def _that_fall(session: Session, now: Moment, without: Moment, of: Table) -> list[tuple[int, Level]]:
    ruling, column = RULED[of]
    about = ruling.c[column]
    which = _concerned(of, now, without)
    entered: dict[int, Level] = dict(iter(session.execute(select(of.c.id, of.c.level).where(which))))
    said = select(about, ruling.c.level).where(about.in_(select(of.c.id).where(which)), without.counts(ruling))
    said = said.order_by(ruling.c.id)
    before, after = last_words(session, of, entered), entered | dict(iter(session.execute(said)))
    return [(key, after[key]) for key in sorted(entered) if after[key] < before[key]]


def _concerned(of: Table, now: Moment, without: Moment) -> ColumnElement[bool]:
    """What counts afterwards and was ruled on in any changeset that counts in one of the two moments alone, or comes back itself."""
    ruling, about = RULED[of]
    moved, back = sorted(now.undone ^ without.undone), sorted(now.undone - without.undone)
    ruled = of.c.id.in_(select(ruling.c[about]).where(ruling.c.added_in.in_(moved)))
    return or_(ruled, of.c.added_in.in_(back)) & without.counts(of)
