"""The tables of the record. Import from here; each file holds one idea."""

from __future__ import annotations

from app.vault.models.case import Case, CaseEvent, Relationship
from app.vault.models.changeset import ChainHead, Changeset
from app.vault.models.claim import (
    AgeClaim,
    Claim,
    CountClaim,
    DateClaim,
    NameClaim,
    PlaceClaim,
    TermClaim,
    TextClaim,
)
from app.vault.models.claim_value import ClaimValue, Erasure
from app.vault.models.decision import DecisionEvidence, PublicationDecision
from app.vault.models.merging import DuplicateDecision, Merge, MergeEnd
from app.vault.models.note import Note, NoteDone
from app.vault.models.proposal import ImportBatch, Proposal, ProposalAuthor, Review
from app.vault.models.reversal import Reversal
from app.vault.models.ruling import CaseStanding, ClaimRuling, SourceRuling, SubjectRuling, VerificationRuling
from app.vault.models.source import Source, SourceCopy, SourceDerivation
from app.vault.models.subject import Individual, ReturnEvent, Subject
from app.vault.models.withdrawal import Withdrawal, WithdrawalClosing, WithdrawalConfirmation

__all__ = [
    "AgeClaim",
    "Case",
    "CaseEvent",
    "CaseStanding",
    "ChainHead",
    "Changeset",
    "Claim",
    "ClaimRuling",
    "ClaimValue",
    "CountClaim",
    "DateClaim",
    "DecisionEvidence",
    "DuplicateDecision",
    "Erasure",
    "ImportBatch",
    "Individual",
    "Merge",
    "MergeEnd",
    "NameClaim",
    "Note",
    "NoteDone",
    "PlaceClaim",
    "Proposal",
    "ProposalAuthor",
    "PublicationDecision",
    "Relationship",
    "ReturnEvent",
    "Reversal",
    "Review",
    "Source",
    "SourceCopy",
    "SourceDerivation",
    "SourceRuling",
    "Subject",
    "SubjectRuling",
    "TermClaim",
    "TextClaim",
    "VerificationRuling",
    "Withdrawal",
    "WithdrawalClosing",
    "WithdrawalConfirmation",
]
