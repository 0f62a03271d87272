"""Which part of a list a case belongs to, from its coded kind and fate (domain.md, rules 5, 6 and 10). Data, walked by code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.codebook.values import TermValue
from app.disclosure.views import FactView

SECTION_OF_CATEGORY: Mapping[str, str] = MappingProxyType(
    {
        "forced_return": "returned",
        "abduction": "abducted",
        "return_under_order": "under_order",
        "custody_return_feared": "custody",
        "onward_return_feared": "onward_feared",
        "return_unconfirmed": "unconfirmed",
        "not_returned": "not_returned",
        "helper": "helper",
    }
)

UNASSESSED = "unknown"

ESCAPED = frozenset({"re_escaped", "resettled"})
"""Fates of survivors: they are not among the missing."""

RETURNED_SECTIONS = frozenset({"returned", "abducted", "under_order"})

SECTIONS = (
    "returned", "abducted", "under_order", "helper", "onward_feared", "unconfirmed", "custody", "escaped", "not_returned", "unknown",
)  # fmt: skip
"""All sections in the order of a list."""


def section_of(facts: tuple[FactView, ...]) -> str:
    """The section of a case; `unknown` while its kind is not coded or differs."""
    category = _terms(facts, "case_category")
    section = SECTION_OF_CATEGORY.get(category.pop(), UNASSESSED) if len(category) == 1 else UNASSESSED
    if section in RETURNED_SECTIONS and _terms(facts, "outcome") & ESCAPED:
        return "escaped"
    return section


def is_disputed(facts: tuple[FactView, ...]) -> bool:
    """A denial of a fact, or fates that cannot all be true, side by side."""
    denied = any(stated.is_denied for fact in facts for stated in fact.values)
    return denied or any(f.field == "outcome" and f.differs for f in facts)


def _terms(facts: tuple[FactView, ...], code: str) -> set[str]:
    return {value.term for fact in facts if fact.field == code for value in fact.said if isinstance(value, TermValue)}
