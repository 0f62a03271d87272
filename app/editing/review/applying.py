"""From a draft to rows of one changeset: every change is written through the recorder, in an order in which nothing is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.codebook.vocabularies import UnknownTerm
from app.editing.drafts import changes as c
from app.editing.drafts.touching import claim_rows
from app.editing.errors import BadDraft, Fault
from app.editing.history.anew import check_merges
from app.editing.history.merging import StandingRow, standing_merges
from app.editing.review.rows import write
from app.editing.review.under_way import Applying, Deciders, Lost, ids_of, kinds_of
from app.storage.sealed import Ring
from app.vault.errors import DoesNotFit
from app.vault.models import Source, Subject
from app.vault.recording import Recorder

ORDER: tuple[type, ...] = (
    c.Revert, c.EndMerge, c.NewSource, c.NewIndividual, c.NewEvent, c.NewCase, c.NewCaseEvent, c.NewRelation,
    c.NewClaim, c.RuleClaim, c.RuleSubject, c.RuleSource, c.RuleVerification, c.SetCaseState, c.MergeSubjects, c.Decide, c.CloseWithdrawal,
)  # fmt: skip
"""Kinds in the order in which they are written."""
ALONE = "What takes something back is proposed by itself. Propose the rest once it is recorded."
MOVE_MERGES = (c.Revert, c.EndMerge, c.MergeSubjects, c.RuleSubject)


def apply(
    session: Session,
    ring: Ring,
    recorder: Recorder,
    changes: Iterable[c.Change],
    by: Deciders,
    *,
    merges_checked: bool = True,
) -> Applying:
    """Write the changes into the open changeset. BadDraft lists those that do not fit; then the caller rolls back.

    `merges_checked`: whether what stands as one then is asked whether it may. That may hang on what lies above whoever looks.
    """
    kept = sorted(changes, key=lambda change: ORDER.index(type(change)))
    check_alone(kept)
    going = Applying(session, ring, recorder, by)
    going.subjects |= ids_of(session, Subject, (n for change in kept for n in c.subjects_of(change)))
    going.kinds |= kinds_of(session, going.subjects.values())
    going.sources |= ids_of(session, Source, (n for change in kept for n in c.sources_of(change)))
    refs = {change.claim for change in kept if isinstance(change, c.RuleClaim)}
    going.claims |= {ref: row[0] for ref, row in claim_rows(session, refs).items()}
    stood = standing_merges(session)
    faults = []
    for change in kept:
        try:
            write(going, change)
        except (DoesNotFit, Lost, UnknownTerm, ValueError) as problem:
            faults.append(Fault(change.ref, str(problem)))
    if faults:
        raise BadDraft(faults)
    try:
        recorder.seal()
    except IntegrityError:
        raise BadDraft([Fault("draft", "Something it makes is there already.")]) from None
    if merges_checked and any(isinstance(change, MOVE_MERGES) for change in kept):
        _check_merges(going, stood)
    return going


def check_alone(changes: Sequence[c.Change]) -> None:
    """BadDraft where anything stands beside what takes history back."""
    if len(changes) > 1:
        faults = [Fault(change.ref, ALONE) for change in changes if isinstance(change, c.TAKES_BACK)]
        if faults:
            raise BadDraft(faults)


def _check_merges(going: Applying, stood: Sequence[StandingRow]) -> None:
    """Of all together: each may have been checked before it, but none knows of the others in the same draft."""
    try:
        check_merges(going.session, going.ring, stood, going.recorder.number)
    except DoesNotFit as problem:
        raise BadDraft([Fault("draft", str(problem))]) from None
