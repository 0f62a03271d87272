"""What was written before and comes to count again, or to be told lower, by a change that somebody else wrote: of it nobody is the
approver who wrote it, by whatever route it comes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.orm import Session

from app.codebook.levels import SPOKEN_FOR, Level, Standing
from app.editing.history.merging import standing_merges
from app.editing.views import levels_of
from app.storage.batches import batches
from app.vault.above import with_what_is_theirs
from app.vault.levels import CLAIM, RULED, SOURCE, SUBJECT, own_levels
from app.vault.models import (
    CaseStanding,
    Claim,
    ClaimRuling,
    Merge,
    MergeEnd,
    Source,
    SourceRuling,
    Subject,
    SubjectRuling,
    VerificationRuling,
    Withdrawal,
    WithdrawalClosing,
)
from app.vault.moment import Moment, moment
from app.vault.rows import ClaimRow, VaultRows
from app.vault.statements import table_of

ABOVE_ALL = max(Level) + 1
OF_SUBJECTS = (
    (SubjectRuling, "subject_id", Subject),
    (VerificationRuling, "case_id", Subject),
    (CaseStanding, "case_id", Subject),
)
THE_LAST_HOLDS = (*OF_SUBJECTS, (ClaimRuling, "claim_id", Claim), (SourceRuling, "source_id", Source))
"""Of these tables the last row about each thing holds: where one is taken back, the one before it holds again."""
ENDS = ((MergeEnd, "merge_id", Merge), (WithdrawalClosing, "withdrawal_id", Withdrawal))
"""Where an end is taken back, what it ended holds again."""


def numbers_back(session: Session, before: VaultRows, after: VaultRows, number: int) -> set[int]:
    """Numbers of the changesets, before this one, with which claims, subjects and decisions came that are told lower now or came back."""
    found = set(_claims_back(before, after)) | _of_subjects(session, set(_subjects_back(before, after)))
    found |= {d.added_in for d in after.decisions} - {d.added_in for d in before.decisions}
    return {each for each in found if each < number}


def ruled_again(session: Session, number: int) -> set[int]:
    """Numbers of the changesets, before this one, whose rulings, states, merges and withdrawals hold again: what stood above them, or
    ended them, is taken back, or what they are about comes back.
    """
    before, after = moment(session, number - 1), Moment(number - 1, moment(session, number).undone)
    if not (gone := sorted(after.undone - before.undone)):
        return set()
    found: set[int] = set()
    for model, about, of in THE_LAST_HOLDS:
        table, target = table_of(model), table_of(of)
        said = table.c[about].in_(select(table.c[about]).where(table.c.added_in.in_(gone)))
        was, now = (_last(session, table, about, said, at) for at in (before, after))
        found |= {made_in for row, made_in in now.items() if row not in was}
        back = select(target.c.id).where(target.c.added_in.in_(before.undone - after.undone))
        found |= set(_last(session, table, about, table.c[about].in_(back), after).values())
    for end, about, ended in ENDS:
        wanted = select(table_of(ended).c.added_in).join(table_of(end), table_of(end).c[about] == table_of(ended).c.id)
        found |= set(session.scalars(wanted.where(table_of(end).c.added_in.in_(gone), after.counts(table_of(ended)))))
    return found


@dataclass(frozen=True, slots=True)
class Lowered:
    """`made_in`: numbers of changesets, before the one that is asked about, with which sources came that are told lower now, and what
    counts no more of these and of subjects that are: history tells that. `of`: the subjects (row ids) of which it tells.
    """

    made_in: frozenset[int] = frozenset()
    of: frozenset[int] = frozenset()


def lowered(session: Session, number: int) -> Lowered:
    """By the changeset of this number, which stands."""
    before, after = moment(session, number - 1), moment(session, number)
    sources, subjects = (_ruled_lower(session, of, before, after, number) for of in (SOURCE, SUBJECT))
    if not sources | subjects:
        return Lowered()
    theirs, gone = with_what_is_theirs(session, subjects, sources), after.undone
    found, told = set(session.scalars(select(SOURCE.c.added_in).where(SOURCE.c.id.in_(sources)))), set[int]()
    for column, ids in ((CLAIM.c.source_id, sources), (CLAIM.c.subject_id, theirs), (SUBJECT.c.id, theirs)):
        own = column.table.c
        about = own.subject_id if column.table is CLAIM else own.id
        for some in batches(ids):
            rows = session.execute(select(own.added_in, about).where(column.in_(some), own.added_in.in_(gone)))
            for made_in, subject in rows:
                found.add(made_in)
                told.add(subject)
    return Lowered(frozenset(each for each in found if each < number), frozenset(told))


def _ruled_lower(session: Session, of: Table, before: Moment, after: Moment, number: int) -> set[int]:
    """Of sources or subjects those (row ids) that a ruling of this changeset, or that one does not count any more, tells lower."""
    ruling, about = RULED[of]
    moved = [number, *(after.undone - before.undone)]
    ruled = set(session.scalars(select(ruling.c[about]).where(ruling.c.added_in.in_(moved))))
    was, now = (own_levels(session, of, ruled, at) for at in (before, after))
    return {key for key, level in now.items() if level < was.get(key, ABOVE_ALL)}


def alone_again(session: Session, number: int, subjects: Collection[int]) -> set[int]:
    """Numbers of the changesets, before this one, whose rulings and states hold alone again of those of the subjects (row ids: people
    and their cases) that were read as one with another, and are not any more.
    """
    before, after = moment(session, number - 1), moment(session)
    still = {merge.id for merge in standing_merges(session, after)}
    ended = [merge for merge in standing_merges(session, before) if merge.id not in still]
    parted = {each for merge in ended for each in (merge.merged_id, merge.kept_id)} & {*subjects}
    found: set[int] = set()
    for model, about, _ in OF_SUBJECTS:
        table = table_of(model)
        rows = _last(session, table, about, table.c[about].in_(parted), Moment(number - 1, after.undone))
        found |= set(rows.values())
    return found


def _last(session: Session, table: Table, about: str, asked: ColumnElement[bool], at: Moment) -> Mapping[int, int]:
    """The row that holds, about each thing that is asked for, with the changeset that it came with."""
    last = select(func.max(table.c.id)).where(asked, at.counts(table)).group_by(table.c[about])
    return dict(iter(session.execute(select(table.c.id, table.c.added_in).where(table.c.id.in_(last)))))


def whispered(before: VaultRows, after: VaultRows, number: int) -> set[str]:
    """The subjects (public ids) of claims of before that speak no more and are told lower: no edition tells these, history does."""
    fell = _told_lower(before, after, frozenset(Standing))
    return {claim.subject for claim in fell if claim.standing not in SPOKEN_FOR and claim.added_in < number}


def _claims_back(before: VaultRows, after: VaultRows) -> Iterator[int]:
    """By whatever is told lower, be it rejected, and by what speaks again."""
    for standings in (SPOKEN_FOR, frozenset(Standing)):
        yield from (claim.added_in for claim in _told_lower(before, after, standings))


def _told_lower(before: VaultRows, after: VaultRows, standings: Collection[Standing]) -> Iterator[ClaimRow]:
    """The claims of these standings that are told lower than before, or came back."""
    was, now = _levels_told(before, standings), _levels_told(after, standings)
    yield from (claim for claim in after.claims if now.get(claim.id, ABOVE_ALL) < was.get(claim.id, ABOVE_ALL))


def _levels_told(rows: VaultRows, standings: Collection[Standing]) -> dict[int, int]:
    """The level at which each claim of these standings is told: its own, that of its source, and that of what it is about."""
    sources, subjects = {source.public_id: source.level for source in rows.sources}, levels_of(rows)
    return {
        claim.id: max(claim.level, sources[claim.source], subjects.get(claim.subject, ABOVE_ALL))
        for claim in rows.claims
        if claim.standing in standings
    }


def _subjects_back(before: VaultRows, after: VaultRows) -> Iterator[str]:
    was = levels_of(before)
    return (key for key, level in levels_of(after).items() if level < was.get(key, ABOVE_ALL))


def _of_subjects(session: Session, keys: set[str]) -> set[int]:
    wanted = (select(Subject.added_in).where(Subject.public_id.in_(some)) for some in batches(sorted(keys)))
    return {number for each in wanted for number in session.scalars(each)}
