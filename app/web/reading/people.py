"""The people of a query as pages show them: a page of headlines, and why each was found where somebody searched for a name."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from app.editions.read.cases import page_bytes
from app.editions.read.opening import Edition
from app.editions.read.query import CaseQuery
from app.web.reading.headline import Headline, headline_of
from app.web.reading.matched import matched


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The headlines of one page; how many cases and individuals there are in all; where the next page begins.

    `matches`: those found by their name, with the reason in English, to be translated.
    """

    people: tuple[Headline, ...]
    matches: tuple[tuple[Headline, str], ...]
    cases: int
    individuals: int
    next_after: str | None


def people_page(edition: Edition, query: CaseQuery, language: str) -> PeoplePage:
    """Made from the short documents, each of them read once. A page shows the same of a case whatever `fields` asks."""
    found = page_bytes(edition, replace(query, fields=()), whole=False)
    people = tuple(headline_of(document, language) for document in found.documents)
    reasons = [matched(json.loads(document)) for document in found.documents] if query.name else []
    matches = tuple((line, why) for line, why in zip(people, reasons, strict=False) if why)
    return PeoplePage(people, matches, found.cases, found.individuals, found.next_after)
