"""A file of a frozen list: of the lines that are there when its turn at the press has come, which may be minutes after it was asked for."""

from __future__ import annotations

from fastapi import Request

from app.editions.read.gone import gone
from app.noticeboard.frozen import FrozenList
from app.sharing.printing.job import PLAIN, Job, plain_file
from app.sharing.printing.press import Press
from app.web.reading.frozen_list import shown
from app.web.reading.sharing import FileAsked, job_of
from app.web.reading.visit import visit


async def file_of(request: Request, frozen: FrozenList, asked: FileAsked) -> bytes:
    """Each look is a visit of its own: while a file waits for the press, an edition may end and somebody be hidden."""

    def job() -> Job:
        edition = visit(request).edition
        return job_of(asked, edition, shown(frozen, edition, request.app.state.address).paper)

    def chosen_from() -> tuple[str, frozenset[str]]:
        edition = visit(request).edition
        return edition.content, gone(edition)

    if asked.kind in PLAIN:
        return plain_file(job())
    press: Press = request.app.state.press
    return await press.make(job, chosen_from)
