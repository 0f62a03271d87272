"""Files of the API that are sent in pieces: nothing of them is held in memory, and the edition stays open until the end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import astuple

from starlette.responses import Response, StreamingResponse

from app.editions.bits import as_blob
from app.editions.read.cases import csv_chunks
from app.editions.read.pages import in_order
from app.editions.read.query import CaseQuery
from app.editions.read.selection import present
from app.web.answers import REVALIDATE, has
from app.web.reading.visit import Visit

CSV = "text/csv"


def case_file(seen: Visit, query: CaseQuery, most: int | None) -> Response:
    """The query's cases as CSV. A wrong `after` is found before the first byte is sent."""
    in_order(seen.edition, 0, query.sort, query.after)
    headers = {
        "ETag": _tag(seen, query, most),
        "Cache-Control": REVALIDATE,
        "Content-Disposition": 'attachment; filename="casebook-cases.csv"',
    }
    if has(seen.request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return StreamingResponse(_pieces(seen, query, most), 200, headers, CSV)


async def _pieces(seen: Visit, query: CaseQuery, most: int | None) -> AsyncIterator[bytes]:
    with seen.edition.streaming():
        pieces: Iterator[bytes] = csv_chunks(seen.edition, query, most)
        for piece in pieces:
            yield piece


def _tag(seen: Visit, query: CaseQuery, most: int | None) -> str:
    """The file follows from the edition, from who of it is still present, and from the question: so does its tag."""
    digest = hashlib.sha256(as_blob(present(seen.edition)))
    digest.update(json.dumps([seen.edition.content, astuple(query), most], default=str).encode())
    return f'"{digest.hexdigest()[:32]}"'
