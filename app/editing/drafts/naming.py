"""What people, returns and sources are called in a list or a sentence, as far as somebody sees them; else nothing but their id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.fields import FIELDS
from app.codebook.levels import SPOKEN_FOR, Level, Standing
from app.codebook.values import NameValue
from app.disclosure.clear import claim_within
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.touching import claims_named
from app.editing.history.merging import entered_of, merged_at
from app.editing.views import levels_of, rows_about, sources_within, views_of
from app.editing.words import value_exactly, value_in_words
from app.storage.sealed import Ring, context
from app.vault.bodies import open_body
from app.vault.models import Case, Source, Subject
from app.vault.public_ids import public_ids_in
from app.vault.rows import ClaimRow
from app.vault.ways import root_of

CASE = Case.__table__.c


def called(session: Session, ring: Ring, keys: Iterable[str], clearance: Level) -> dict[str, str]:
    """Words for those of the ids (subjects and sources) that this clearance sees and has words for.

    Whoever is read as part of another is called by what is seen there and was entered of them.
    """
    asked = {key for key in keys if not key.startswith("@")}
    rows = rows_about(session, ring, asked | _belonging(session, asked))
    views = views_of(
        rows, {p.public_id for p in rows.individuals} | asked | {e.public_id for e in rows.events}, clearance
    )
    parts: dict[str, Mapping[str, Any]] = {key: view.parts for key, view in views.items()}
    found = {key: words for key in asked & parts.keys() if (words := _words(parts, key))}
    return found | _merged(session, parts, asked - parts.keys()) | _sources(session, ring, asked, clearance)


def calling(session: Session, ring: Ring, texts: Iterable[str], clearance: Level) -> dict[str, str]:
    """The texts, each with what this clearance sees called instead of named by public id.

    The title that a proposal is given by code names by id: what is kept of it calls nobody by a name that is sealed later.
    """
    ids = {text: public_ids_in(text) for text in texts}
    names = called(session, ring, {key for keys in ids.values() for key in keys}, clearance)
    return {text: _instead(text, {key: names[key] for key in keys if key in names}) for text, keys in ids.items()}


def _instead(text: str, names: Mapping[str, str]) -> str:
    for key, name in names.items():
        text = text.replace(key, name)
    return text


def called_in(draft: Draft) -> dict[str, str]:
    """Words for what the draft itself makes, by `@` and its ref."""
    found: dict[str, str] = {}
    for change in draft.changes:
        if isinstance(change, c.NewEvent):
            found[f"@{change.ref}"] = change.label
        if isinstance(change, c.NewSource):
            found[f"@{change.ref}"] = change.title
        if isinstance(change, c.NewClaim) and isinstance(change.value, NameValue):
            found.setdefault(change.subject, change.value.text)
    cases = [change for change in draft.changes if isinstance(change, c.NewCase)]
    return found | {
        f"@{case.ref}": f"the return of {found[case.individual]}" for case in cases if case.individual in found
    }


@dataclass(frozen=True, slots=True)
class ClaimCalled:
    """A claim that a draft rules on: whose it is (public id), and what it says in words."""

    subject: str
    words: str


def claims_called(session: Session, ring: Ring, draft: Draft, clearance: Level) -> dict[str, ClaimCalled]:
    """Those of the claims that the draft rules on which this clearance sees, by their refs."""
    subjects = {subject for subject, _ in claims_named(session, draft).values()}
    rows = rows_about(session, ring, subjects)
    levels, sources = levels_of(rows), {source.public_id: source.level for source in rows.sources}
    wanted = {change.claim for change in draft.changes if isinstance(change, c.RuleClaim)}
    return {
        claim.ref: ClaimCalled(claim.subject, _claim_in_words(claim))
        for claim in rows.claims
        if claim.ref in wanted
        and levels.get(claim.subject, Level.SEALED + 1) <= clearance
        and claim_within(clearance, claim.level, sources[claim.source])
    }


def _claim_in_words(claim: ClaimRow) -> str:
    field = FIELDS[claim.field].label.en if claim.field in FIELDS else claim.field
    exactly = value_exactly(claim.value)
    return f"{field}: {value_in_words(claim.field, claim.value)}{f' ({exactly})' if exactly else ''}"


def ids_in(draft: Draft) -> set[str]:
    """All ids of subjects and sources that the draft's changes name."""
    return {key for change in draft.changes for key in (*c.subjects_of(change), *c.sources_of(change)) if key[0] != "@"}


def _belonging(session: Session, keys: set[str]) -> set[str]:
    """The people and returns of the cases among the keys, since a case is called by them."""
    cases = select(CASE.individual_id, CASE.return_event_id).join(Subject, Subject.id == CASE.id)
    ids = {number for row in session.execute(cases.where(Subject.public_id.in_(keys))) for number in row}
    return set(session.scalars(select(Subject.public_id).where(Subject.id.in_(ids)))) if ids else set()


def _words(parts: Mapping[str, Mapping[str, Any]], key: str) -> str:
    own = parts[key]
    if "individual" in own:
        person, event = parts.get(own["individual"], {}), parts.get(own["event"], {})
        return ", ".join(filter(None, (f"the return of {_name(person)}" if _name(person) else "", event.get("label"))))
    return str(own.get("label") or _name(own))


def _merged(session: Session, parts: Mapping[str, Mapping[str, Any]], keys: set[str]) -> dict[str, str]:
    """Those of the ids that are read as part of somebody who is seen: named by claims of that one's page, and by no others."""
    at = merged_at(session)
    found = {}
    for key in sorted(keys & at.keys()):
        own, kept = entered_of(session, [key]), parts.get(root_of(at, key), {})
        found[key] = _name({"claims.name": [row for row in kept.get("claims.name", ()) if row[0] in own]})
    return {key: name for key, name in found.items() if name}


def _name(parts: Mapping[str, Any]) -> str:
    """The preferred name, else the first that somebody stands for."""
    names = [row for row in parts.get("claims.name", ()) if Standing(row[4]) in SPOKEN_FOR]
    names.sort(key=lambda row: row[4] != Standing.PREFERRED)
    return str(names[0][1]["text"]) if names else ""


def _sources(session: Session, ring: Ring, keys: set[str], clearance: Level) -> dict[str, str]:
    found = session.scalars(select(Source).where(Source.public_id.in_(sources_within(session, keys, clearance))))
    words = {
        s.public_id: open_body(ring, context("source", s.id, "text", s.level), s.text) if s.text else {} for s in found
    }
    return {key: title for key, said in words.items() if (title := said.get("title") or said.get("publisher"))}
