"""The tables that are history, in the order in which rows may refer to each other, and what of each row the chain covers.

`covered` is written out, not read off the models: the hash of an old changeset must not move when a table gains a column.
A new nullable column is added at the end of `covered`; empty ends are left out of an entry, so old entries stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import orjson
from sqlalchemy import Table

from app.vault import models


@dataclass(frozen=True, slots=True)
class HistoryTable:
    """`covered`: the columns of an entry, in order. `sealed`: the column that holds words, which its commitment stands for."""

    table: Table
    covered: tuple[str, ...]
    sealed: str | None = None

    @property
    def name(self) -> str:
        return self.table.name


def _kept(model: type, covered: str, sealed: str | None = None) -> HistoryTable:
    return HistoryTable(cast("Table", model.__table__), tuple(covered.split()), sealed)  # type: ignore[attr-defined]  # every model has one


HISTORY = (
    _kept(models.ImportBatch, "id file_hash kind imported_at rows"),
    _kept(models.Subject, "id kind public_id level commitment", "text"),
    _kept(models.Individual, "id individual_kind"),
    _kept(models.ReturnEvent, "id"),
    _kept(models.Case, "id individual_id return_event_id"),
    _kept(models.CaseEvent, "id case_id event_type"),
    _kept(
        models.Source,
        "id public_id key publisher_key type language published level commitment reliability information_basis",
        "text",
    ),
    _kept(models.SourceCopy, "id source_id captured_at media_type size sha256 role level"),
    _kept(models.SourceDerivation, "id source_id token derived_from_id"),
    _kept(models.Relationship, "id a_id b_id type certainty source_id"),
    _kept(
        models.Claim,
        "id kind subject_id field source_id polarity level commitment"
        " information_basis credibility certainty coded_from_id",
    ),
    _kept(models.ClaimRuling, "id claim_id standing level level_reason commitment", "text"),
    _kept(models.Erasure, "id claim_id ground"),
    _kept(models.CaseStanding, "id case_id state reason"),
    _kept(
        models.PublicationDecision,
        "id subject_id form purposes basis consent_status effect decided_by decided_on commitment"
        " second_by review_on expires_on embargo_until",
        "text",
    ),
    _kept(models.DecisionEvidence, "id decision_id source_id"),
    _kept(models.Withdrawal, "id subject_id ground interim_action opened_on opened_by"),
    _kept(models.WithdrawalClosing, "id withdrawal_id closed_on closed_by"),
    _kept(models.WithdrawalConfirmation, "id withdrawal_id confirmed_by"),
    _kept(models.SubjectRuling, "id subject_id level level_reason commitment", "text"),
    _kept(models.SourceRuling, "id source_id level level_reason commitment", "text"),
    _kept(models.VerificationRuling, "id case_id verification commitment", "text"),
    _kept(models.Merge, "id kept_id merged_id redirect_at commitment", "text"),
    _kept(models.MergeEnd, "id merge_id"),
    _kept(models.DuplicateDecision, "id a_id b_id decision decided_by commitment", "text"),
    _kept(models.Reversal, "id changeset_number"),
)

CLAIM_VALUE = cast("Table", models.ClaimValue.__table__)
CHANGESET = cast("Table", models.Changeset.__table__)
CHAIN_HEAD = cast("Table", models.ChainHead.__table__)


def _hex(value: object) -> str:
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} has no canonical text")


def entry(values: Sequence[Any]) -> bytes:
    """The canonical text of a row: its covered values as a JSON list without empty ends, and a line's end.

    Bytes are hexadecimal, days and moments (always UTC) are ISO 8601, levels are numbers.
    """
    last = len(values)
    while last and values[last - 1] is None:
        last -= 1
    return orjson.dumps(values[:last], default=_hex, option=orjson.OPT_APPEND_NEWLINE)


def contents_text(contents: Sequence[tuple[str, int, str]]) -> str:
    """What a changeset says it holds: table, number of entries, digest; in the order of HISTORY."""
    return orjson.dumps(contents).decode()
