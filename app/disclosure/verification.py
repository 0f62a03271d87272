"""The ceiling of verification that the visible sources allow (domain.md, verification and rule 11). A reviewer may set lower.

Two sources are independent if they have different publishers and neither derives from the other or from the same third.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from app.disclosure.dossier import SourceRecord, Statement

IDENTITY = frozenset({"name", "known_as"})
RETURN = frozenset({"return_date", "returning_state", "receiving_state", "returned_by", "returned_to"})
DIRECT = frozenset(
    {"victim_testimony", "family_testimony", "witness_testimony", "official_document", "court_document", "un_document"}
)

STEPS = ("not_assessed", "reported", "corroborated", "documented")
WANTED = {"second_source_on_identity": IDENTITY, "second_source_on_return": RETURN}
NEEDS = {
    "a_source": "a source",
    "second_source_on_identity": "a second, independent source on who the person is",
    "second_source_on_return": "a second, independent source on the return",
    "direct_source": "a primary document or direct testimony",
}
"""What may be missing, in words for the desk."""


def ceiling(statements: Iterable[Statement], sources: Mapping[str, SourceRecord]) -> str:
    """not_assessed, reported, corroborated or documented."""
    cited = [(s.field, sources[s.source]) for s in statements if s.source in sources and not s.denies]
    if not cited:
        return "not_assessed"
    if not (_two_independent(cited, IDENTITY) and _two_independent(cited, RETURN)):
        return "reported"
    return "documented" if any(source.type in DIRECT for _, source in cited) else "corroborated"


def capped(found: str, limits: Iterable[str]) -> str:
    """The lowest of what the sources allow and what reviewers allow. A limit never raises."""
    return strictest((found, *limits))


def strictest(limits: Iterable[str]) -> str:
    """The lowest of some steps, each empty where there is none."""
    return min((limit for limit in limits if limit in STEPS), key=STEPS.index, default="")


def missing(statements: Iterable[Statement], sources: Mapping[str, SourceRecord]) -> tuple[str, ...]:
    """What the next step of verification still needs, as codes of `NEEDS`; empty when nothing is higher."""
    cited = [(s.field, sources[s.source]) for s in statements if s.source in sources and not s.denies]
    if not cited:
        return ("a_source",)
    lacking = [code for code, fields in WANTED.items() if not _two_independent(cited, fields)]
    if lacking:
        return tuple(lacking)
    return () if any(source.type in DIRECT for _, source in cited) else ("direct_source",)


def independent(one: SourceRecord, other: SourceRecord) -> bool:
    """Whether the two may corroborate each other."""
    return one.publisher_key != other.publisher_key and not _lineage(one) & _lineage(other)


def _two_independent(cited: list[tuple[str, SourceRecord]], fields: frozenset[str]) -> bool:
    found = {source.public_id: source for code, source in cited if code in fields}
    return any(independent(a, b) for a, b in combinations(found.values(), 2))


def _lineage(source: SourceRecord) -> frozenset[str]:
    return source.derives_from | {source.public_id}
