"""Which changesets said something of what lies above a level, as it lies now or by the last word on it (`levels.last_words`).

For whoever keeps their words, and what takes them back, from those who do not see all of it. Asked for a level above which little
lies: everything above it is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.storage.batches import batches
from app.vault import models
from app.vault.history import HISTORY
from app.vault.levels import CLAIM, RULED, SOURCE, SUBJECT, last_words, merged_at
from app.vault.statements import table_of
from app.vault.ways import way_of

DETAILS = frozenset(
    table_of(model)
    for model in (models.Individual, models.ReturnEvent, models.Case, models.CaseEvent, models.Relationship)
)
"""What a subject is in detail: a second row with the same id."""
THEIRS = (
    (models.Case, "individual_id"),
    (models.CaseEvent, "case_id"),
    (models.Relationship, "a_id"),
    (models.Relationship, "b_id"),
)
"""Subjects that lie no lower than others, which these columns name, in an order in which each is found once its owner is."""


def changesets_above(session: Session, level: Level) -> frozenset[int]:
    """Numbers of those that wrote of anything above the level, by itself or by whom it belongs to, and of those that took them back."""
    if level >= max(Level):
        return frozenset()
    sources, subjects = _sources_and_subjects(session, level)
    told = ((CLAIM.c.source_id, sources), (CLAIM.c.subject_id, subjects))
    claims = _above(session, CLAIM, level).union(*(_found(session, select(CLAIM.c.id), *each) for each in told))
    found = _naming(session, {SOURCE: sources, SUBJECT: subjects, CLAIM: claims})
    return frozenset(found | _taking_back(session, found))


def ids_above(session: Session, level: Level) -> frozenset[str]:
    """Public ids of the subjects and sources above the level."""
    if level >= max(Level):
        return frozenset()
    sources, subjects = _sources_and_subjects(session, level)
    asked = ((SUBJECT, subjects), (SOURCE, sources))
    return frozenset().union(*(_found(session, select(of.c.public_id), of.c.id, ids) for of, ids in asked))


def _sources_and_subjects(session: Session, level: Level) -> tuple[set[int], set[int]]:
    """Those above the level (row ids), by themselves or by whom they belong to."""
    sources = _above(session, SOURCE, level)
    return sources, with_what_is_theirs(session, _above(session, SUBJECT, level), sources)


def _naming(session: Session, above: dict[Table, set[int]]) -> set[int]:
    """Numbers of the changesets with these rows, and with all that name one of them, whatever the table: a decision by its evidence, a
    case by its return. So does what names these, where they have no level of their own: the end of a merge, or of a withdrawal.
    """
    found, rows = set[int](), dict(above)
    for kept in HISTORY:
        table, named = kept.table, set[int]()
        for column, target in _references(table):
            named |= _rows_of(session, table, column, rows.get(target, ()), found)
        _rows_of(session, table, table.c.id, above.get(table, ()), found)
        rows.setdefault(table, named)
    return found


def _references(table: Table) -> Iterator[tuple[Any, Table]]:
    """The columns of a table that name a row of history, each with the table of that. What a subject is in detail has its id."""
    for reference in table.foreign_key_constraints:
        target = reference.elements[0].column.table
        yield reference.columns[0], SUBJECT if target in DETAILS else target


def _rows_of(session: Session, table: Table, column: Any, ids: Iterable[int], found: set[int]) -> set[int]:
    """The rows (ids) in which the column has one of the ids; adds to `found` the changesets that they came with."""
    came = table if "added_in" in table.c else SUBJECT
    wanted = select(table.c.id, came.c.added_in)
    wanted = wanted if came is table else wanted.join_from(table, SUBJECT, SUBJECT.c.id == table.c.id)
    rows = [row for some in batches(ids) for row in session.execute(wanted.where(column.in_(some)))]
    found.update(row.added_in for row in rows)
    return {row.id for row in rows}


def _above(session: Session, table: Table, level: Level) -> set[int]:
    rulings, about = RULED[table]
    entered = set(session.scalars(select(table.c.id).where(table.c.level > level)))
    ruled = set(session.scalars(select(rulings.c[about]).where(rulings.c.level > level)))
    return {key for key, lies in last_words(session, table, entered | ruled).items() if lies > level}


def with_what_is_theirs(session: Session, subjects: set[int], sources: set[int]) -> set[int]:
    """The subjects (row ids), whoever is read as part of them, and what lies no lower than these or than the sources that tell of it."""
    at = merged_at(session)
    found = subjects | {one for one in at if not subjects.isdisjoint(way_of(at, one))}
    found |= _found(session, select(models.Relationship.id), models.Relationship.source_id, sources)
    for model, owner in THEIRS:
        found |= _found(session, select(table_of(model).c.id), table_of(model).c[owner], found)
    return found


def _found(session: Session, wanted: Select[Any], column: Any, ids: Iterable[int]) -> set[Any]:
    return {key for some in batches(ids) for key in session.scalars(wanted.where(column.in_(some)))}


def _taking_back(session: Session, numbers: set[int]) -> set[int]:
    """Those that took one of these back, those that took these back, and so on."""
    made, found, new = models.Reversal, set[int](), numbers
    while new:
        wanted = (select(made.added_in).where(made.changeset_number.in_(some)) for some in batches(new))
        new = {number for each in wanted for number in session.scalars(each)} - found
        found |= new
    return found
