"""The researcher edition as a file: under an agreement, marked with whose it is, on record case by case.

The mark is twofold: lines at the head say it, and the order of the rows, drawn by a keyed hash of the copy's id, says it still
when those lines are cut off. `casebook whose FILE` finds the copy by the order.
"""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response

from app.accounts.access_log import EXPORT, Noted, write
from app.accounts.fingerprints import in_order_of
from app.accounts.ids import new_id
from app.accounts.models import ExportCopy
from app.codebook.levels import Level
from app.editions.cells import csv_line
from app.editions.read.cases import every_line
from app.editions.read.opening import Edition
from app.editions.summaries import columns
from app.web.account.here import Here, here
from app.web.account.pages import account_page
from app.web.errors import NotHere
from app.web.problems import N_

TITLE = N_("The researcher edition as a file")
router = APIRouter(include_in_schema=False)


@router.get("/account/export")
def agreement(request: Request) -> Response:
    seen = here(request)
    if seen.cleared < Level.RESEARCHER:
        raise NotHere
    return account_page(request, "export", title=TITLE, problem="")


@router.post("/account/export")
async def export(request: Request) -> Response:
    seen, books = here(request), here(request).house.books
    if seen.cleared < Level.RESEARCHER:
        raise NotHere
    if seen.form.get("agreed") != "yes":
        said = N_("The file is given under the agreement only.")
        return account_page(request, "export", title=TITLE, problem=said, status=422)
    edition = seen.open(Level.RESEARCHER)
    copy = new_id()
    lines = await _recorded(seen, copy, edition)
    order = in_order_of(books.keys, copy, lines)
    head = f"# Casebook, researcher edition {edition.number} of {edition.date}. Copy {copy}, given to {seen.me.id} on {seen.at.date()}.\n"
    rule = "# Given under an agreement: not to be passed on, nobody to be identified, deleted when the work is done.\n"
    body = (head + rule).encode() + csv_line(columns(())) + b"".join(lines[case] for case in order)
    name = f'attachment; filename="casebook-researcher-{copy}.csv"'
    return Response(body, headers={"Content-Disposition": name}, media_type="text/csv")


async def _recorded(seen: Here, copy: str, edition: Edition) -> dict[str, bytes]:
    """The line of each case, all of them on record. That may wait long behind others who write: whoever is hidden meanwhile is on the
    record and not in the file.
    """
    with edition.streaming():
        under, lines = edition.suppressed, every_line(edition)
        await to_thread.run_sync(_on_record, seen, copy, edition.content, sorted(lines))
        edition.follow()
        return lines if edition.suppressed is under else {k: v for k, v in every_line(edition).items() if k in lines}


def _on_record(seen: Here, copy: str, edition: str, cases: list[str]) -> None:
    """The copy and each case in it, before anything of it leaves."""
    grant = seen.grant.id if seen.grant else ""
    with seen.house.books.writing() as session:
        session.add(ExportCopy(id=copy, account_id=seen.me.id, made_at=seen.at, edition=edition, rows=len(cases)))
        write(session, seen.me.id, [Noted(EXPORT, case, "researcher", grant, edition) for case in cases], seen.at)
