"""How to cite what a reader has before them: the same citation in every form, to copy."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.sharing.citations import FORMATS, citation
from app.web.answers import moved
from app.web.reading.asked import address
from app.web.reading.cited import citation_asked, continued
from app.web.reading.visit import visit

router = APIRouter(include_in_schema=False)
NAMES = {"text": "Text", "bibtex": "BibTeX", "csl": "CSL-JSON"}


@router.get("/cite")
async def cite(request: Request) -> Response:
    seen = visit(request)
    if anew := continued(seen):
        return moved(address("/cite", seen.language, anew))
    asked = citation_asked(seen)
    pairs = [(name, value) for name, value in seen.parameters if name != "format"]
    forms = [
        (NAMES[form], citation(asked.cited, form), address("/api/v1/citation", "en", [*pairs, ("format", form)]))
        for form in FORMATS
    ]
    return seen.page("cite", title="", forms=forms, part=asked.cited.part)
