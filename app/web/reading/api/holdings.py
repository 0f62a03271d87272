"""Return events, sources, the edition itself, the codebook and lists as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.codebook.fields import FIELDS, Field
from app.codebook.vocabularies import Term, Vocabulary, vocabularies, vocabulary
from app.editions.read.bibliography import source_page
from app.editions.read.holdings import event, events, source, totals
from app.editions.read.list_query import NOT_FOR_LISTS
from app.editions.read.lists import chosen_lines
from app.noticeboard.frozen import find_list
from app.sharing.filters import filters_in_words
from app.sharing.tally import tally
from app.web.errors import NotHere
from app.web.language import catalogue
from app.web.reading.api.answers import (
    CodebookAnswer,
    EditionAnswer,
    EventDocument,
    EventsAnswer,
    SourceAnswer,
    SourcesAnswer,
)
from app.web.reading.api.documents import as_json, described, query_of
from app.web.reading.api.list_shapes import FrozenAnswer, ListAnswer
from app.web.reading.api.parameters import list_parameters_described, query_parameters, shaping_parameters
from app.web.reading.asked import address
from app.web.reading.frozen_list import shown
from app.web.reading.list_query import asked_of, list_info
from app.web.reading.visit import bare_visit, edition_info, visit

router = APIRouter(prefix="/api/v1", tags=["holdings"])


@router.get("/edition", summary="Which edition this is, and what it holds", **described(EditionAnswer))
async def the_edition(request: Request) -> Response:
    seen = bare_visit(request)
    return as_json(seen, {**edition_info(seen.edition), **totals(seen.edition)})


@router.get("/returns", summary="All return events", **described(EventsAnswer))
async def all_returns(request: Request) -> Response:
    seen = bare_visit(request)
    return as_json(seen, {"edition": edition_info(seen.edition), "items": events(seen.edition)})


@router.get("/returns/{event_id}", summary="One return event with its people", **described(EventDocument, by_id=True))
async def one_return(request: Request, event_id: str) -> Response:
    seen = bare_visit(request)
    return as_json(seen, _there(event(seen.edition, event_id)))


@router.get("/sources", summary="Sources, in pages", **described(SourcesAnswer, shaping_parameters(("after", "limit"))))
async def all_sources(request: Request) -> Response:
    seen = visit(request)
    query = query_of(seen, [name for name, _ in seen.parameters if name not in ("after", "limit")])
    number, items, after = source_page(seen.edition, query.after, query.limit)
    following = [("limit", str(query.limit)), ("after", after or "")]
    return as_json(
        seen,
        {
            "edition": edition_info(seen.edition),
            "sources": number,
            "next": address("/api/v1/sources", "en", following) if after else None,
            "items": items,
        },
    )


@router.get("/sources/{source_id}", summary="One source with what it supports", **described(SourceAnswer, by_id=True))
async def one_source(request: Request, source_id: str) -> Response:
    seen = bare_visit(request)
    return as_json(seen, _there(source(seen.edition, source_id)))


@router.get(
    "/lists",
    summary="The lines of a list to read aloud",
    **described(ListAnswer, [*query_parameters(NOT_FOR_LISTS), *list_parameters_described()]),
)
async def a_list(request: Request) -> Response:
    """Without `receiving_state`, returns to North Korea; an empty one asks for every state."""
    seen, query = asked_of(request)
    found, info = chosen_lines(seen.edition, query), list_info(seen.edition, query)
    said = filters_in_words(info.terms, info.years, info.sections, "en", info.own)
    return as_json(
        seen,
        {
            "edition": edition_info(seen.edition),
            "filters": said,
            "tally": asdict(tally(found)),
            "lines": found,
        },
    )


@router.get("/lists/{key}", summary="Whether a frozen list still holds", **described(FrozenAnswer, by_id=True))
async def one_frozen(request: Request, key: str) -> Response:
    """`struck`: numbers of lines that may not be read as they were printed; `changed`: of others that say something else now.

    Without the reason, which is not known here.
    """
    seen = bare_visit(request)
    board = request.app.state.noticeboard
    found = find_list(board, key) if board is not None else None
    if found is None:
        raise NotHere
    now = shown(found, seen.edition, request.app.state.address)
    return as_json(
        seen,
        {
            "number": found.number,
            "sha256": found.sha256,
            "address": now.paper.mark.address,
            "frozen_on": found.frozen_on,
            "edition": {"number": found.edition_number, "date": found.edition_date, "content": found.edition},
            "asked": [{"name": name, "value": value} for name, value in found.asked],
            "lines": len(found.lines),
            "current": now.now.current,
            "struck": list(now.now.struck),
            "changed": list(now.now.changed),
        },
    )


@router.get("/codebook", summary="Fields and vocabularies", **described(CodebookAnswer))
async def codebook(request: Request) -> Response:
    lists = [*vocabularies().values(), vocabulary("state")]
    return as_json(
        bare_visit(request),
        {
            "fields": [_field(f) for f in FIELDS.values()],
            "vocabularies": [_vocabulary(v) for v in lists],
        },
    )


def _there(document: dict[str, Any] | None) -> dict[str, Any]:
    if document is None:
        raise NotHere
    return document


def _field(f: Field) -> dict[str, Any]:
    return {
        "code": f.code,
        "subject": f.subject.value,
        "kind": f.kind,
        "en": f.label.en,
        "ko": f.label.ko,
        "definition": f.definition,
        "definition_ko": catalogue("ko").gettext(f.definition),
        "vocabulary": f.vocabulary,
        "filter": f.filter,
        "facet": f.facet,
        "several": f.many,
    }


def _vocabulary(v: Vocabulary) -> dict[str, Any]:
    return {**_explained(v), "terms": [_explained(t) for t in v.terms.values()]}


def _explained(named: Vocabulary | Term) -> dict[str, str]:
    label, definition = named.label, named.definition
    return {
        "code": named.code, "en": label.en, "ko": label.ko, "definition": definition.en, "definition_ko": definition.ko,
    }  # fmt: skip
