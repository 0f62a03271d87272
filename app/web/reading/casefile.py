"""A case as its page tells it: the person, the return, what is said to have happened after, who they came with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.codebook.fields import FIELDS, SubjectKind
from app.sharing.labels import field_label
from app.web.reading.said import Fact, Teller

AFTER = ("fate", "outcome", "violation", "facility_type", "account")
"""Fields of what happened after the return; the other fields of a case are the return itself."""
CODED = tuple(code for code, f in FIELDS.items() if f.vocabulary and f.subject is not SubjectKind.RETURN_EVENT)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Facts by chapter, labels of what is withheld here, labels of what nobody has coded yet, and the numbered
    sources.
    """

    person: tuple[Fact, ...]
    returned: tuple[Fact, ...]
    after: tuple[Fact, ...]
    withheld: tuple[str, ...]
    not_assessed: tuple[str, ...]
    sources: list[dict[str, Any]]


def case_file(document: Mapping[str, Any], language: str) -> CaseFile:
    """The chapters of a case."""
    teller = Teller(document, language)
    told = teller.facts
    mine = {code for code in told if FIELDS[code].subject is SubjectKind.INDIVIDUAL}
    missing = [c for c in CODED if c not in told and c not in document["withheld"] and _expected(c, told)]
    return CaseFile(
        person=tuple(f for code, f in told.items() if code in mine),
        returned=tuple(f for code, f in told.items() if code not in mine and code not in AFTER),
        after=tuple(told[code] for code in AFTER if code in told),
        withheld=tuple(field_label(code, language) for code in document["withheld"]),
        not_assessed=tuple(field_label(code, language) for code in missing),
        sources=teller.sources(),
    )


def _expected(code: str, told: Mapping[str, Fact]) -> bool:
    """Alternatives are not gaps: a band where years are known, a feared return where there was one."""
    if code == "age_band":
        return "age_at_return" not in told
    return not (code == "feared_state" and "receiving_state" in told)
