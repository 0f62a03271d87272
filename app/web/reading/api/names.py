"""Matching a list of names against an edition: up to a thousand at once, each however it is spelled.

What is asked comes in the body, so that no name stands in an address or a log, and nothing of it is kept or repeated.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field, ValidationError
from starlette.responses import Response

from app.editions.errors import BadQuery
from app.editions.read.gone import people_gone
from app.editions.read.names import NameAnswer, find_names
from app.editions.read.opening import Edition
from app.names.evidence import Evidence
from app.web.reading.api.answers import EditionInfo
from app.web.reading.api.documents import as_json, described
from app.web.reading.api.models import NameMatch, Shape
from app.web.reading.visit import bare_visit, edition_info, visit

router = APIRouter(prefix="/api/v1", tags=["names"])
MOST_NAMES = 1_000
LARGEST_BODY = 512 * 1024
MOST_HITS = 10


class NameAsked(Shape):
    """A name in any spelling and script, with what else is known of the person."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    born: Annotated[int, Field(ge=1900, le=2100)] | None = None
    sex: Annotated[str, Field(max_length=20)] | None = None
    place: Annotated[str, Field(max_length=100)] | None = None


class NamesAsked(Shape):
    """The body of a request."""

    names: Annotated[list[NameAsked], Field(min_length=1, max_length=MOST_NAMES)]


class NameHitShape(NameMatch):
    """A person who may be meant, and why."""

    individual: str


class NameResult(Shape):
    """The hits for one name, best first. `capped`: so many forms share the sound that not all were ranked."""

    hits: list[NameHitShape]
    capped: bool


class NamesAnswer(Shape):
    """One result for each name asked, in the order asked."""

    edition: EditionInfo
    results: list[NameResult]


@router.post(
    "/names/match",
    summary="Find up to 1,000 names, however each is spelled",
    **described(NamesAnswer, body=NamesAsked),
)
async def match(request: Request) -> Response:
    bare_visit(request)
    asked = await _body(request)
    results = await _results(request, asked)
    seen = visit(request)
    return as_json(seen, {"edition": edition_info(seen.edition), "results": results})


async def _body(request: Request) -> NamesAsked:
    """The body, read no further than it may be long; BadQuery says which part is wrong and repeats none of it."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST_BODY:
            raise BadQuery("body", "It has at most 512 KiB and 1,000 names.")
    try:
        return NamesAsked.model_validate_json(bytes(read))
    except ValidationError as fault:
        place = ".".join(str(part) for part in fault.errors()[0]["loc"][:1]) or "body"
        raise BadQuery(place, "The body is not as the API page describes it.") from None


@dataclass(frozen=True, slots=True)
class _Found:
    """What one name found, and in which edition."""

    answer: NameAnswer
    content: str

    def moved(self, edition: Edition) -> bool:
        """Whether it tells of somebody who is hidden by now, or what another edition than this one says of somebody."""
        hits = self.answer.hits
        return any(hit.individual in people_gone(edition) for hit in hits) or (
            bool(hits) and self.content != edition.content
        )

    def document(self) -> dict[str, object]:
        hits = [{"individual": hit.individual, **hit.document()} for hit in self.answer.hits]
        return {"hits": hits, "capped": self.answer.capped}


async def _results(request: Request, asked: NamesAsked) -> list[dict[str, object]]:
    """One for each name, in order. A long list takes its time: what moved until its end is asked once more, since whoever was hidden
    meanwhile may also have kept others from being found.
    """
    found: dict[int, _Found] = {}
    ahead = list(range(len(asked.names)))
    while ahead:
        for n in ahead:
            found[n] = _find(visit(request).edition, asked.names[n])
            await asyncio.sleep(0)  # a list of a thousand must not keep other readers waiting
        edition = visit(request).edition
        ahead = [n for n, one in found.items() if one.moved(edition)]
    return [one.document() for one in found.values()]


def _find(edition: Edition, asked: NameAsked) -> _Found:
    evidence = Evidence(asked.born, asked.sex, asked.place)
    return _Found(find_names(edition, asked.name, evidence, limit=MOST_HITS), edition.content)
