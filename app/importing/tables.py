"""The files of a batch and their columns, declared once: reader, checks and the import page of the docs follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Table:
    """A file of a batch. `filled`: columns that may not be empty; `unique`: columns whose values may not come twice."""

    file: str
    columns: tuple[str, ...]
    filled: tuple[str, ...]
    unique: tuple[str, ...] = ()


_DECLARED = (
    Table("public_sources.csv",
          ("source_key", "title", "publisher", "author", "published_on", "url", "source_type", "accessed_on", "supports"),
          ("source_key", "title"), ("source_key",)),
    Table("source_codings.csv",
          ("source_key", "public_id", "source_type", "language", "publisher_key", "derives_from", "reason"),
          ("source_key", "public_id", "source_type", "publisher_key"), ("source_key", "public_id")),
    Table("public_cases.csv",
          ("case_key", "name_latin", "name_hangul", "name_other", "sex", "age_text", "birth_year", "date_of_seizure",
           "place_of_seizure", "repatriation_date", "returned_by", "returned_to", "route_or_crossing", "group_key",
           "status_after_return", "note", "source_keys"),
          ("case_key",), ("case_key",)),
    Table("public_claims.csv", ("case_key", "field", "value", "source_key", "quote_or_locator"),
          ("case_key", "field", "value", "source_key", "quote_or_locator")),
    Table("individuals.csv", ("individual_key", "public_id", "kind", "possible_duplicate_of", "reason"),
          ("individual_key", "public_id", "kind", "reason"), ("individual_key", "public_id")),
    Table("return_events.csv", ("event_key", "public_id", "label", "group_case_keys", "reason"),
          ("event_key", "public_id", "label", "reason"), ("event_key", "public_id")),
    Table("cases.csv", ("case_key", "public_id", "individual_key", "event_key", "reason"),
          ("case_key", "public_id", "individual_key", "event_key"), ("case_key", "public_id")),
    Table("relationships.csv", ("a", "b", "type", "certainty", "source_key", "locator", "reason"),
          ("a", "b", "type", "certainty", "source_key")),
    Table("codings.csv",
          ("case_key", "field", "value", "source_key", "coded_field", "coded_value", "coded_by", "coded_on", "reason"),
          ("case_key", "field", "value", "source_key", "coded_field", "coded_value", "coded_by", "coded_on", "reason")),
    Table("levels.csv", ("case_key", "field", "value", "source_key", "level", "level_reason", "reason"),
          ("case_key", "field", "value", "source_key", "level", "reason")),
    Table("standings.csv", ("case_key", "field", "value", "source_key", "standing", "reason"),
          ("case_key", "field", "value", "source_key", "standing", "reason")),
    Table("decisions.csv",
          ("subject", "key", "form", "purposes", "basis", "consent_status", "evidence", "effect_of_publicity", "reason",
           "decided_by", "second_by", "decided_on", "review_on", "expires_on"),
          ("subject", "key", "form", "basis", "consent_status", "reason", "decided_by", "decided_on", "review_on")),
)  # fmt: skip

TABLES: Mapping[str, Table] = MappingProxyType({t.file: t for t in _DECLARED})

CLAIM_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "name_latin": "name",
        "name_hangul": "name",
        "name_other": "name",
        "sex": "sex",
        "age_text": "age_at_return",
        "birth_year": "birth",
        "date_of_seizure": "seizure_date",
        "place_of_seizure": "seizure_place",
        "repatriation_date": "return_date",
        "returned_by": "returned_by",
        "returned_to": "returned_to",
        "route_or_crossing": "route",
        "status_after_return": "fate",
        "home_town": "origin_place",
        "nationality": "nationality",
        "occupation": "occupation",
        "group_size": "count",
        "in_country_since": "account",
        "age_at_first_crossing": "account",
        "family_contact_regained": "account",
        "repatriation_account": "account",
        "number_of_escapes": "account",
        "date_fled": "account",
    }
)
"""Where a claim's field of the files lands in the codebook."""
GROUP_FIELDS: Mapping[str, str] = MappingProxyType({**CLAIM_FIELDS, "age_text": "count"})
"""The same for the claims of a group row: its `age_text` says how many they were."""


def parts(cell: str) -> tuple[str, ...]:
    """The keys or codes of a cell that lists several, divided by semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())
