"""Who waits for a decision how to appear: people with a case that is published, or of whose state nobody has said anything yet (as
after a sheet), of whom and of whose return nobody has decided.

Asked of each front page, also in a record of a hundred thousand cases: so of levels, states and decisions alone, and no body is
opened. Nothing above whoever asks moves a line of it: neither people and cases there nor what was decided about a return there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.disclosure.forms import PUBLISHED_STATES
from app.editing.drafts.sight import Sight, authors
from app.editing.history.merging import into_at
from app.editing.people import Person
from app.storage.batches import batches
from app.storage.sealed import Ring
from app.vault import models
from app.vault.levels import SUBJECT, own_level, subject_levels
from app.vault.lookup import open_withdrawals
from app.vault.moment import Moment, moment
from app.vault.reading import load_bare
from app.vault.scope import scope_about
from app.vault.statements import table_of
from app.vault.ways import Ways, root_of

CASE, MERGE = table_of(models.Case), table_of(models.Merge)
DECISION, STANDING = table_of(models.PublicationDecision), table_of(models.CaseStanding)
FIRST = 20
"""How many people are named at once; whoever follows comes up as these are decided."""
AT_ONCE = 200
NO_STATE_YET = ""


@dataclass(frozen=True, slots=True)
class Undecided:
    """People (public ids) of one sheet, the newest case first. `sheet`: the proposal on whose form they are decided together; empty
    where there is none for whoever asks, as for what was imported, or what they wrote themselves.
    """

    people: tuple[str, ...]
    sheet: str


def undecided(session: Session, ring: Ring, person: Person, asked: Collection[str]) -> tuple[list[Undecided], bool]:
    """The first of them whom this person sees, and whether more follow. `asked`: people and returns that a proposal decides about."""
    found: dict[str, int] = {}
    for key, came_in in _people(session, ring, person.clearance, asked):
        found.setdefault(key, came_in)
        if len(found) > FIRST:
            break
    sheets = _sheets(session, ring, person, set(found.values()))
    first = list(found.items())[:FIRST]
    grouped: dict[str, list[str]] = {}
    for key, came_in in first:
        sheet = sheets.get(came_in, "")
        grouped.setdefault(sheet or key, []).append(key)
    known = set(sheets.values())
    return [Undecided(tuple(people), at if at in known else "") for at, people in grouped.items()], len(found) > FIRST


def _sheets(session: Session, ring: Ring, person: Person, changesets: Collection[int]) -> dict[int, str]:
    """The sheets that became these changesets, as far as this person sees them and wrote in none; no batch is one."""
    wanted = select(models.Proposal).where(models.Proposal.changeset_number.in_(changesets))
    sight = Sight(session, ring, person)
    return {
        sheet.changeset_number: sheet.id
        for sheet in session.scalars(wanted.where(models.Proposal.batch_id.is_(None)))
        if sheet.changeset_number is not None and person.id not in authors(session, sheet.id) and sight.sees(sheet)
    }


def _people(session: Session, ring: Ring, clearance: Level, asked: Collection[str]) -> Iterator[tuple[str, int]]:
    """Each with the changeset that their case came with, the newest case first; somebody with two cases perhaps twice."""
    wanted, last = _wanted(moment(session), clearance), None
    while rows := session.execute(wanted.where(CASE.c.id < last if last else CASE.c.id > 0).limit(AT_ONCE)).all():
        yield from _waiting(session, ring, rows, clearance, asked)
        last = rows[-1].id


def _wanted(now: Moment, clearance: Level) -> Select[Any]:
    """Such cases that lie low enough by themselves, whose return nobody decided about who is seen, nor about whose person."""
    case, whose, event = SUBJECT.alias(), SUBJECT.alias(), SUBJECT.alias()
    last = select(STANDING.c.state).where(STANDING.c.case_id == CASE.c.id, now.counts(STANDING))
    state = last.order_by(STANDING.c.id.desc()).limit(1).scalar_subquery()
    once_merged = CASE.c.individual_id.in_(
        select(MERGE.c.merged_id)
    )  # whether so now, and who counts, is looked up after
    return (
        select(CASE.c.id, case.c.added_in, CASE.c.individual_id, event.c.public_id.label("event"))
        .join(case, case.c.id == CASE.c.id)
        .join(whose, whose.c.id == CASE.c.individual_id)
        .join(event, event.c.id == CASE.c.return_event_id)
        .where(
            now.counts(case),
            or_(once_merged, ~_is_decided(CASE.c.individual_id, now)),
            ~(_is_decided(CASE.c.return_event_id, now) & (own_level(SUBJECT, event, now) <= clearance)),
            own_level(SUBJECT, case, now) <= clearance,
            own_level(SUBJECT, whose, now) <= clearance,
            func.coalesce(state, NO_STATE_YET).in_({*PUBLISHED_STATES, NO_STATE_YET}),
        )
        .order_by(CASE.c.id.desc())
    )


def _is_decided(subject: ColumnElement[int], now: Moment) -> ColumnElement[bool]:
    return exists().where(DECISION.c.subject_id == subject, now.counts(DECISION))


def _waiting(
    session: Session, ring: Ring, rows: Sequence[Row[Any]], clearance: Level, asked: Collection[str]
) -> Iterator[tuple[str, int]]:
    """Of these cases whose person still waits, merges looked at; whoever is withdrawn waits for something else first. Somebody merged
    waits until it was decided of both (`vault.keeping_back`).
    """
    at = into_at(session)
    levels = subject_levels(session, (row.id for row in rows))
    gone = {each.subject_id for each in open_withdrawals(session)}
    seen = [
        row
        for row in rows
        if (row.id not in at or row.individual_id in at) and levels.get(row.id, Level.SEALED + 1) <= clearance
    ]
    decided = _decided_of_themselves(session, ring, {row.individual_id for row in seen}, at)
    names = _names(session, {root_of(at, row.individual_id) for row in seen})
    for row in seen:
        root = root_of(at, row.individual_id)
        waits = row.individual_id not in decided
        if waits and not gone & {root, row.individual_id} and not {names[root], row.event} & set(asked):
            yield names[root], row.added_in


def _decided_of_themselves(session: Session, ring: Ring, people: Collection[int], at: Mapping[int, int]) -> set[int]:
    """Those of the people (row ids) of whom it was decided, or who are read as part of others, of whom it was decided last as of them."""
    merged = {one for one in people if one in at}
    found = _decided(session, set(people) - merged)
    if not merged:
        return found
    rows, merges = load_bare(session, ring, lambda: scope_about(session, merged))
    ways, last = Ways(rows, merges), {decision.subject: decision.added_in for decision in rows.decisions}
    for number, name in _names(session, merged).items():
        of_both = any(one in last and ways.said_of(name, one, last[one]) for one in ways.way(name))
        if of_both and ways.root(name) in last:
            found.add(number)
    return found


def _decided(session: Session, ids: Collection[int]) -> set[int]:
    wanted = select(DECISION.c.subject_id).where(moment(session).counts(DECISION))
    return {key for some in batches(ids) for key in session.scalars(wanted.where(DECISION.c.subject_id.in_(some)))}


def _names(session: Session, ids: Collection[int]) -> dict[int, str]:
    wanted = select(SUBJECT.c.id, SUBJECT.c.public_id)
    return {key: name for some in batches(ids) for key, name in session.execute(wanted.where(SUBJECT.c.id.in_(some)))}
