"""A preview as the pages of an edition would tell it: the same documents, the same words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.editing.review.hindered import Hindered
from app.editing.review.previewing import Preview
from app.editions.build.documents import Shelfmarks, case_document, event_document
from app.web.reading.casefile import CaseFile, case_file
from app.web.reading.headline import Headline, headline


@dataclass(frozen=True, slots=True)
class CasePage:
    """What the page of a case is drawn from."""

    case: dict[str, Any]
    line: Headline
    file: CaseFile
    relations: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Previewed:
    """`cases`: those that have a page. `events`: each return with how many would be named, described or counted in it.
    `hindered`: of whom there is none, or nothing on it, and why.
    """

    cases: tuple[CasePage, ...]
    events: tuple[dict[str, Any], ...]
    hindered: tuple[Hindered, ...]


def previewed(found: Preview) -> Previewed:
    """The pages that an edition with just this content would have."""
    content = found.content
    marks = Shelfmarks.of(content)
    documents = [case_document(case, marks) for case in content.cases]
    pages = tuple(CasePage(d, headline(d, "en"), case_file(d, "en"), d["relations"]) for d in documents)
    events = tuple(event_document(event, marks) for event in content.events)
    return Previewed(pages, events, found.hindered)
