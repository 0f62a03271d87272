"""How high subjects and claims lie now: by the last ruling on each and on all that it belongs to. Opens no body.

The same levels as a load gives (`reading`, `folding`), for questions about levels alone, which would else open thousands of
claims. Says what lies where and drops nothing: for whoever drops what is above somebody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, bindparam, func, select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.storage.batches import batches
from app.vault import models
from app.vault.history import CLAIM_VALUE
from app.vault.moment import Moment, moment
from app.vault.reading import standing_merges
from app.vault.statements import table_of
from app.vault.ways import root_of

SUBJECT, SOURCE, CLAIM = (table_of(model) for model in (models.Subject, models.Source, models.Claim))
SUBJECT_RULING, SOURCE_RULING, CLAIM_RULING = (
    table_of(model) for model in (models.SubjectRuling, models.SourceRuling, models.ClaimRuling)
)
RULED = {SUBJECT: (SUBJECT_RULING, "subject_id"), SOURCE: (SOURCE_RULING, "source_id")}
RULED |= {CLAIM: (CLAIM_RULING, "claim_id")}
BELONGS = (
    (table_of(models.CaseEvent), ("case_id",)),
    (table_of(models.Case), ("individual_id",)),
    (table_of(models.Relationship), ("a_id", "b_id")),
)
"""Subjects that lie no lower than others, which these columns name."""


def own_levels(session: Session, table: Table, ids: Iterable[int], at: Moment | None = None) -> dict[int, Level]:
    """The level of each of these subjects, sources or claims by its own last ruling. Those that do not count are left out.

    `at`: the moment (None: now).
    """
    (rulings, about), now = RULED[table], at or moment(session)
    found: dict[int, Level] = {}
    for some in batches(ids):
        entered = select(table.c.id, table.c.level).where(table.c.id.in_(some), now.counts(table))
        found |= dict(iter(session.execute(entered)))
        ruled = select(rulings.c[about], rulings.c.level).where(rulings.c[about].in_(some), now.counts(rulings))
        found |= {key: level for key, level in session.execute(ruled.order_by(rulings.c.id)) if key in found}
    return found


def own_level(of: Table, rows: FromClause, now: Moment) -> ColumnElement[Any]:
    """The same within a query, of the rows that it asks for: the table itself or another name of it."""
    rulings, about = RULED[of]
    last = select(rulings.c.level).where(rulings.c[about] == rows.c.id, now.counts(rulings))
    return func.coalesce(last.order_by(rulings.c.id.desc()).limit(1).scalar_subquery(), rows.c.level)


def last_words(session: Session, table: Table, ids: Iterable[int]) -> dict[int, Level]:
    """The level of each of these subjects, sources or claims, whether or not it counts. Of what counts no more: as it was entered, and
    by the rulings since then, of which those that do not count lower nothing: neither a slip that was taken back, nor that a raise was.
    """
    asked, undone = set(ids), moment(session).undone
    found = own_levels(session, table, asked)
    for some in batches(asked - found.keys()):
        found |= _of_what_counts_no_more(session, table, some, undone)
    return found


def _of_what_counts_no_more(
    session: Session, table: Table, ids: Sequence[int], undone: Collection[int]
) -> dict[int, Level]:
    rulings, about = RULED[table]
    rows = session.execute(select(table.c.id, table.c.level, table.c.added_in).where(table.c.id.in_(ids))).all()
    found, came = {row.id: row.level for row in rows}, {row.id: row.added_in for row in rows}
    ruled = select(rulings.c[about], rulings.c.level, rulings.c.added_in).where(rulings.c[about].in_(ids))
    for key, level, made_in in session.execute(ruled.order_by(rulings.c.id)):
        if made_in == came[key] or made_in not in undone:
            found[key] = level
        found[key] = max(level, found[key])
    return found


def subject_levels(session: Session, ids: Iterable[int]) -> dict[int, Level]:
    """How high each of the subjects lies, with everybody whom it belongs to or is read as part of. The rest do not count."""
    reached = _reached(session, set(ids))
    own = own_levels(session, SUBJECT, {each for among in reached.values() for each in among})
    found = {key: max(own[each] for each in among) for key, among in reached.items() if among <= own.keys()}
    for key, level in _levels_of_tellers(session, found).items():
        found[key] = max(found[key], level)
    return found


def claim_levels(session: Session, ids: Iterable[int]) -> dict[int, Level]:
    """How high each of the claims lies, with its source and its subject."""
    own = own_levels(session, CLAIM, ids)
    rows = [row for some in batches(own) for row in session.execute(_OF_CLAIM.where(CLAIM.c.id.in_(some)))]
    subjects = subject_levels(session, {row.subject_id for row in rows})
    sources = own_levels(session, SOURCE, {row.source_id for row in rows})
    return {
        row.id: max(own[row.id], subjects[row.subject_id], sources[row.source_id])
        for row in rows
        if row.subject_id in subjects and row.source_id in sources
    }


def told_of(session: Session, source: str, clearance: Level) -> set[int]:
    """The subjects at or below the clearance of whom it sees a claim of the source (public id); whoever is merged, as who was kept.

    The level of the source itself is the caller's to ask.
    """
    now = moment(session)
    level = own_level(CLAIM, CLAIM, now)
    said = select(CLAIM.c.subject_id).join(CLAIM_VALUE).join(SOURCE, SOURCE.c.id == CLAIM.c.source_id).distinct()
    said = said.where(SOURCE.c.public_id == source, now.counts(CLAIM), CLAIM_VALUE.c.body.is_not(None))
    about = subject_levels(session, session.scalars(said.where(level <= clearance)))
    at = merged_at(session)
    return {root_of(at, key) for key, lies in about.items() if lies <= clearance}


_OF_CLAIM = select(CLAIM.c.id, CLAIM.c.subject_id, CLAIM.c.source_id)


def _reached(session: Session, ids: set[int]) -> dict[int, set[int]]:
    """For each subject all whose levels hold for it: itself, whom it belongs to, who they are read as part of, and so on."""
    steps: dict[int, set[int]] = {}
    at, new = merged_at(session), ids
    while new:
        owners = _owners(session, new)
        steps |= {key: owners[key] | ({at[key]} if key in at else set()) for key in new}
        new = {each for key in new for each in steps[key]} - steps.keys()
    return {key: _all_from(key, steps) for key in ids}


def _all_from(key: int, steps: Mapping[int, set[int]]) -> set[int]:
    found, new = {key}, {key}
    while new:
        new = {each for one in new for each in steps[one]} - found
        found |= new
    return found


def _owners(session: Session, ids: set[int]) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for some in batches(ids):
        for wanted in _OWNERS:
            for key, *owners in session.execute(wanted, {"ids": some}):
                found[key] |= set(owners)
    return found


_OWNERS = tuple(
    select(table.c.id, *(table.c[name] for name in columns)).where(table.c.id.in_(bindparam("ids", expanding=True)))
    for table, columns in BELONGS
)


def _levels_of_tellers(session: Session, ids: Iterable[int]) -> dict[int, Level]:
    """The level of the source that tells of a tie, for those of the subjects that are ties and have one."""
    tie = table_of(models.Relationship)
    wanted = select(tie.c.id, tie.c.source_id).where(tie.c.source_id.is_not(None))
    told = {key: source for some in batches(ids) for key, source in session.execute(wanted.where(tie.c.id.in_(some)))}
    levels = own_levels(session, SOURCE, told.values())
    return {key: levels[source] for key, source in told.items() if source in levels}


def merged_at(session: Session) -> dict[int, int]:
    """For each merged subject the one that it was merged into, by row ids."""
    merges = standing_merges(session)
    names = {name for merge in merges for name in (merge.kept, merge.merged)}
    wanted = select(SUBJECT.c.public_id, SUBJECT.c.id)
    ids = {
        key: number
        for some in batches(names)
        for key, number in session.execute(wanted.where(SUBJECT.c.public_id.in_(some)))
    }
    return {ids[merge.merged]: ids[merge.kept] for merge in merges}
