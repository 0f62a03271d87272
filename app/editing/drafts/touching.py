"""What a draft names and changes of what is there already: subjects, their parts, and the claims that it rules on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editing.drafts.changes import (
    Change,
    CloseWithdrawal,
    Decide,
    EndMerge,
    MergeSubjects,
    NewCase,
    NewCaseEvent,
    NewClaim,
    NewRelation,
    RuleClaim,
    RuleSubject,
    RuleVerification,
    SetCaseState,
    subjects_of,
)
from app.editing.drafts.document import Draft
from app.editing.history.merging import roots_of
from app.vault.models import Claim, Subject
from app.vault.rows import claim_ref

PART: dict[type, str] = {
    SetCaseState: "state",
    Decide: "decisions",
    RuleVerification: "verification_cap",
    RuleSubject: "level",
    CloseWithdrawal: "withdrawals",
}
ADDING = (NewCase, NewCaseEvent, NewRelation)
"""Kinds that name what is there without changing a word of it."""
WHOLE = "*"


def named_in(draft: Draft, claims: Mapping[str, tuple[str, str]]) -> set[str]:
    """The existing subjects that a draft names; `claims`: subject and field of each claim that it rules on."""
    named = {key for change in draft.changes for key in subjects_of(change) if not key.startswith("@")}
    named |= {claims[c.claim][0] for c in draft.changes if isinstance(c, RuleClaim) and c.claim in claims}
    return named


def touched(draft: Draft, claims: Mapping[str, tuple[str, str]]) -> dict[str, set[str]]:
    """The parts of each existing subject that a draft changes."""
    found: dict[str, set[str]] = {}
    for change in draft.changes:
        for key, part in _touches(change, claims):
            if not key.startswith("@"):
                found.setdefault(key, set()).add(part)
    return found


def _touches(change: Change, claims: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    if isinstance(change, NewClaim):
        return [(change.subject, f"claims.{change.field}")]
    if isinstance(change, RuleClaim):
        subject, field = claims.get(change.claim, ("@", ""))
        return [(subject, f"claims.{field}")]
    if isinstance(change, MergeSubjects):
        return [(change.kept, WHOLE), (change.merged, WHOLE)]
    if isinstance(change, EndMerge):
        return [(change.kept, WHOLE)] if change.kept else []
    if isinstance(change, ADDING):
        return []
    return [(key, PART[type(change)]) for key in subjects_of(change) if type(change) in PART]


def claims_named(session: Session, draft: Draft) -> dict[str, tuple[str, str]]:
    """Subject (public id) and field of each existing claim that the draft rules on."""
    refs = {c.claim for c in draft.changes if isinstance(c, RuleClaim) and not c.claim.startswith("@")}
    found = claim_rows(session, refs)
    roots = roots_of(session) if found else {}  # a claim of somebody who was merged is read as one of who was kept
    return {ref: (roots.get(subject, subject), field) for ref, (_, subject, field) in found.items()}


def claim_rows(session: Session, refs: Iterable[str]) -> dict[str, tuple[int, str, str]]:
    """Row id, subject and field of claims by their ref."""
    found: dict[str, tuple[int, str, str]] = {}
    for ref in sorted(set(refs)):
        low = _prefix(ref)
        if low is None:
            continue
        wanted = select(Claim.id, Claim.commitment, Claim.field, Subject.public_id).join(
            Subject, Subject.id == Claim.subject_id
        )
        near = wanted.where(Claim.commitment >= low, Claim.commitment < low + b"\xff" * (32 - len(low)))
        for row in session.execute(near):
            if claim_ref(row.commitment) == ref:
                found[ref] = (row.id, row.public_id, row.field)
    return found


def _prefix(ref: str) -> bytes | None:
    try:
        return bytes.fromhex(ref) if len(ref) == 16 else None  # noqa: PLR2004 - see claim_ref
    except ValueError:
        return None
