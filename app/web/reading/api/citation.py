"""How to cite the data set, a query of it or a case: text, BibTeX, CSL-JSON."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.editions.read.query import SHAPING
from app.sharing.citations import FORMATS, citation
from app.web.answers import answer, moved
from app.web.reading.api.documents import described
from app.web.reading.api.parameters import parameter, query_parameters
from app.web.reading.asked import address
from app.web.reading.cited import KINDS, citation_asked, continued
from app.web.reading.visit import visit

router = APIRouter(prefix="/api/v1", tags=["citations"])
MEDIA_TYPES = {"text": "text/plain", "bibtex": "application/x-bibtex", "csl": "application/vnd.citationstyles.csl+json"}
_ASKED = [
    parameter("of", "What is cited: the edition, a query of it with its parameters, or one case.",
              {"type": "string", "enum": list(KINDS), "default": KINDS[0]}, "edition"),
    parameter("id", "The case that is cited.", {"type": "string"}),
    parameter("format", "Plain text, BibTeX, or CSL-JSON for Zotero and others.",
              {"type": "string", "enum": list(FORMATS), "default": FORMATS[0]}, "bibtex"),
    *query_parameters(SHAPING),
]  # fmt: skip


@router.get(
    "/citation",
    summary="How to cite the data set at this edition, a query, or a case",
    **described(tuple(MEDIA_TYPES.values()), _ASKED, by_id=True, moves=True),
)
async def the_citation(request: Request) -> Response:
    """Filters belong to `of=query`, and `id` to `of=case`."""
    seen = visit(request)
    if anew := continued(seen):
        return moved(address("/api/v1/citation", "en", anew))
    asked = citation_asked(seen)
    return answer(request, citation(asked.cited, asked.form).encode(), MEDIA_TYPES[asked.form])
