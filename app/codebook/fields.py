"""Every field of a case, declared once. Validator, edition columns, API schema, exports, forms and codebook page follow.

Adding a field is one line here and one test; it needs no migration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app.codebook.levels import Purpose
from app.codebook.vocabularies import Label


class SubjectKind(StrEnum):
    INDIVIDUAL = "individual"
    CASE = "case"
    RETURN_EVENT = "return_event"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: whose it is, what kind of value it holds, and how it may be used.

    `needs`: the purpose a decision must give before the public sees it. `coded`: may survive where the name is hidden.
    `filter`: a query parameter of pages and API. `facet`: counted beside results. `many`: several values are no conflict.
    """

    code: str
    subject: SubjectKind
    kind: str
    label: Label
    definition: str
    vocabulary: str | None = None
    needs: Purpose = Purpose.PUBLIC_DETAIL
    coded: bool = False
    filter: bool = False
    facet: bool = False
    many: bool = False


_I, _C, _E = SubjectKind.INDIVIDUAL, SubjectKind.CASE, SubjectKind.RETURN_EVENT
_NAMED = Purpose.PUBLIC_NAME

_DECLARED = (
    Field(
        "name",
        _I,
        "name",
        Label("Name", "이름"),
        "Every attested form of the person's name, as each source prints it.",
        needs=_NAMED,
        many=True,
    ),
    Field(
        "known_as",
        _I,
        "text",
        Label("Known through", "관계로 알려짐"),
        "What a source calls the person in place of a name, such as 'wife of ...'.",
        many=True,
    ),
    Field(
        "sex",
        _I,
        "term",
        Label("Sex", "성별"),
        "Sex as the sources state it.",
        "sex",
        needs=_NAMED,
        coded=True,
        filter=True,
        facet=True,
    ),
    Field("birth", _I, "date", Label("Born", "출생"), "Date of birth; shipped data is cut to the year.", needs=_NAMED),
    Field("origin_place", _I, "place", Label("Home town", "고향"), "Where the person is from."),
    Field(
        "nationality", _I, "text", Label("Nationality", "국적"), "Nationality or the claims made about it.", many=True
    ),
    Field("occupation", _I, "text", Label("Occupation", "직업"), "Occupation before or during flight.", many=True),
    Field(
        "age_at_return",
        _C,
        "age",
        Label("Age at return", "송환 당시 나이"),
        "Age at or near the seizure or return, as stated, or derived from birth and return.",
        needs=_NAMED,
        coded=True,
    ),
    Field(
        "age_band",
        _C,
        "term",
        Label("Age band", "연령대"),
        "Age band where no age in years is known.",
        "age_band",
        needs=_NAMED,
        coded=True,
        filter=True,
        facet=True,
    ),
    Field(
        "seizure_date", _C, "date", Label("Seized", "체포일"), "When the person was seized or detained.", needs=_NAMED
    ),
    Field(
        "seizure_place",
        _C,
        "place",
        Label("Place of seizure", "체포 장소"),
        "Where the person was seized.",
        needs=_NAMED,
    ),
    Field(
        "return_date",
        _C,
        "date",
        Label("Returned", "송환일"),
        "When the person was returned.",
        needs=_NAMED,
        coded=True,
    ),
    Field(
        "returning_state",
        _C,
        "term",
        Label("Returned by", "송환한 국가"),
        "The state that sent the person back.",
        "state",
        needs=_NAMED,
        coded=True,
        filter=True,
        facet=True,
    ),
    Field(
        "receiving_state",
        _C,
        "term",
        Label("Returned to", "송환된 국가"),
        "The state the person was sent to.",
        "state",
        needs=_NAMED,
        coded=True,
        filter=True,
        facet=True,
    ),
    Field(
        "returned_by",
        _C,
        "text",
        Label("Returned by (as told)", "송환 주체(원문)"),
        "Who is said to have returned the person, in the source's sense.",
        needs=_NAMED,
        many=True,
    ),
    Field(
        "returned_to",
        _C,
        "text",
        Label("Returned to (as told)", "송환지(원문)"),
        "Where the person is said to have been sent.",
        needs=_NAMED,
        many=True,
    ),
    Field(
        "route",
        _C,
        "text",
        Label("Route or crossing", "경로"),
        "The way of the return, and the crossing.",
        needs=_NAMED,
        many=True,
    ),
    Field(
        "feared_state",
        _C,
        "term",
        Label("Return feared to", "송환이 우려되는 국가"),
        "The state to which a return is feared while the person is in custody elsewhere.",
        "state",
        needs=_NAMED,
        coded=True,
        filter=True,
    ),
    Field(
        "mode",
        _C,
        "term",
        Label("Manner of return", "송환 방식"),
        "The manner of return.",
        "mode",
        needs=_NAMED,
        coded=True,
        filter=True,
        facet=True,
    ),
    Field(
        "case_category",
        _C,
        "term",
        Label("Kind of case", "사건 유형"),
        "What counts as what: see the method page.",
        "case_category",
        needs=_NAMED,
        coded=True,
        filter=True,
        facet=True,
    ),
    Field(
        "protection_status",
        _C,
        "term",
        Label("Protection status", "보호 지위"),
        "Asylum or refugee status at the time.",
        "protection_status",
        coded=True,
        filter=True,
        facet=True,
    ),
    Field(
        "fate",
        _C,
        "text",
        Label("What is said to have happened after", "이후 소식(출처별)"),
        "The fate as a source tells it, always attributed.",
        many=True,
    ),
    Field(
        "outcome",
        _C,
        "term",
        Label("Outcome", "송환 이후"),
        "The fate, coded from what a source says.",
        "outcome",
        coded=True,
        filter=True,
        facet=True,
    ),
    Field(
        "violation",
        _C,
        "term",
        Label("Violation", "인권 침해"),
        "Violations reported.",
        "violation",
        filter=True,
        many=True,
    ),
    Field(
        "facility_type",
        _C,
        "term",
        Label("Place of detention", "구금 시설 유형"),
        "The kind of place of detention.",
        "facility_type",
        filter=True,
        many=True,
    ),
    Field(
        "account",
        _C,
        "text",
        Label("Accounts that differ", "상이한 진술"),
        "Other parts of the account, such as the year contact was regained.",
        many=True,
    ),
    Field("count", _E, "count", Label("People returned", "송환된 인원"), "How many people, by whom it is said."),
)

FIELDS: Mapping[str, Field] = MappingProxyType({f.code: f for f in _DECLARED})
"""All fields by code, in the order in which a case is read."""
UNNAMED_EVENT = "A return event"
"""In place of an event's label that names somebody whom the reader must not come to know."""


def field(code: str) -> Field:
    """The field called `code`; KeyError names it."""
    return FIELDS[code]


def filters() -> tuple[Field, ...]:
    """The fields that pages and API accept as filters."""
    return tuple(f for f in _DECLARED if f.filter)


def facets() -> tuple[Field, ...]:
    """The fields that are counted beside results."""
    return tuple(f for f in _DECLARED if f.facet)
