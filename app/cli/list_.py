"""`casebook list`: names to read aloud, from the public edition."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli.home import open_home
from app.cli.options import DEFAULT_HOME, AddressOption, HomeOption, base_address
from app.cli.sentences import Refused
from app.cli.terminal import say
from app.codebook.levels import Level
from app.editions.manifest import VERIFY_KEY
from app.editions.read.list_query import ListQuery, read_list_query
from app.editions.read.lists import chosen_lines
from app.editions.read.opening import Edition
from app.editions.read.shelf import Shelf
from app.keys.verify import Verifier
from app.noticeboard.opening import open_noticeboard
from app.sharing.lists import render
from app.sharing.printing.job import FORMATS, PLAIN, STYLES_OF
from app.sharing.printing.make import made
from app.sharing.tongues import LIST_LANGUAGES
from app.web.reading.frozen_list import freeze_query, shown
from app.web.reading.list_query import list_info
from app.web.reading.sharing import file_asked, job_of


def list_names(
    home: HomeOption = DEFAULT_HOME,
    edition: Annotated[
        Path | None, typer.Option("--edition", help="Another public edition than the home's.", show_default=False)
    ] = None,
    form: Annotated[str, typer.Option("--format", help="csv, txt, xlsx, docx or pdf.")] = "txt",
    style: Annotated[
        str, typer.Option("--style", help="script, list, annex or placards (pdf); script or list (docx).")
    ] = "list",
    receiving_state: Annotated[
        str, typer.Option("--to", help="State they were returned to (ISO 3166); 'any' for all.")
    ] = "KP",
    returning_state: Annotated[str, typer.Option("--from", help="State that returned them.", show_default=False)] = "",
    year: Annotated[str, typer.Option("--year", help="Year of return.", show_default=False)] = "",
    year_from: Annotated[str, typer.Option("--year-from", help="First year.", show_default=False)] = "",
    year_to: Annotated[str, typer.Option("--year-to", help="Last year.", show_default=False)] = "",
    day: Annotated[str, typer.Option("--day", help="Day of the return in any year: 10-09.", show_default=False)] = "",
    event: Annotated[str, typer.Option("--event", help="Id of a return event.", show_default=False)] = "",
    people: Annotated[
        list[str] | None, typer.Option("--people", help="children or older; may be given twice.", show_default=False)
    ] = None,
    province: Annotated[
        str, typer.Option("--province", help="Province of origin by ISO 3166-2: KP-09.", show_default=False)
    ] = "",
    origin: Annotated[
        str, typer.Option("--origin", help="Words in the place of origin or its province.", show_default=False)
    ] = "",
    floor: Annotated[
        str, typer.Option("--verified", help="reported, corroborated or documented, at least.", show_default=False)
    ] = "",
    purpose: Annotated[str, typer.Option("--purpose", help="reading_aloud or un_submission.")] = "reading_aloud",
    order: Annotated[str, typer.Option("--order", help="date, name or state.")] = "date",
    sex: Annotated[str, typer.Option("--sex", help="female or male.", show_default=False)] = "",
    outcome: Annotated[str, typer.Option("--outcome", help="Coded fate, such as imprisoned.", show_default=False)] = "",
    section: Annotated[
        list[str] | None,
        typer.Option("--section", help="Part of the list; may be given several times.", show_default=False),
    ] = None,
    readers: Annotated[
        str, typer.Option("--readers", help="Readers to share a script among.", show_default=False)
    ] = "",
    cities: Annotated[
        str, typer.Option("--cities", help="Cities that read at the same time.", show_default=False)
    ] = "",
    minutes: Annotated[str, typer.Option("--minutes", help="Minutes at most.", show_default=False)] = "",
    pace: Annotated[str, typer.Option("--pace", help="Seconds a line: 4, 8 or 12.")] = "8",
    start: Annotated[str, typer.Option("--start", help="When the reading begins: 18:30.", show_default=False)] = "",
    addressee: Annotated[str, typer.Option("--addressee", help="To whom an annex goes.", show_default=False)] = "",
    address: AddressOption = "",
    language: Annotated[str, typer.Option("--lang", help="en, ko, ja, zh-Hans, zh-Hant or es.")] = "en",
    excel: Annotated[bool, typer.Option("--excel", help="Mark CSV so that Excel reads its letters.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write; the terminal unless given.", show_default=False)
    ] = None,
) -> None:
    """The list that is read aloud: name, age at return, place and date, number of sources.

    By default everybody returned to North Korea whom a decision allows to be read aloud; reported cases are marked so.
    Survivors, and people in custody whose return is feared, stand in sections of their own. xlsx, docx and pdf are frozen in the
    home's noticeboard first, so that what is printed can be looked up.
    """
    if form not in FORMATS or language not in LIST_LANGUAGES:
        raise Refused(f"A list is {' or '.join(FORMATS)}, in {', '.join(LIST_LANGUAGES)}.", code=2)
    if style not in STYLES_OF[form] and (form not in PLAIN or style != "list"):
        raise Refused(f"As {form} a list is made in the style {' or '.join(STYLES_OF[form])}.", code=2)
    asked = [
        ("receiving_state", "" if receiving_state == "any" else receiving_state), ("returning_state", returning_state),
        ("year", year), ("year_from", year_from), ("year_to", year_to), ("sex", sex), ("outcome", outcome), ("day", day),
        ("event", event), ("province", province), ("origin", origin), ("floor", floor), ("purpose", purpose), ("order", order),
        *(("section", one) for one in section or []), *(("people", one) for one in people or []),
    ]  # fmt: skip
    query = read_list_query(asked)
    shown_edition = _shelf(home, edition).current()
    if form in PLAIN:
        found = chosen_lines(shown_edition, query)
        body = render(list_info(shown_edition, query), found, form, language, excel=excel)
    else:
        shared = [("readers", readers), ("cities", cities), ("minutes", minutes), ("start", start), ("pace", pace)]
        more = [
            ("lang", language),
            *([("addressee", addressee)] if style == "annex" else []),
            *(shared if style == "script" else []),
        ]
        body = _frozen(home, shown_edition, query, base_address(address), style, form, tuple(p for p in more if p[1]))
    if out is None:
        sys.stdout.buffer.write(body)
    else:
        out.write_bytes(body)
        say(f"Written to {out}.")


def _frozen(
    home: Path, edition: Edition, query: ListQuery, base: str, style: str, form: str, asked: tuple[tuple[str, str], ...]
) -> bytes:
    """The list frozen in the home's noticeboard, and the file of it."""
    board = open_noticeboard(open_home(home).noticeboard)
    try:
        found = freeze_query(board, edition, query, datetime.now(UTC).date().isoformat())
    finally:
        board.close()
    wanted = file_asked(style, form, asked, "en")
    assert wanted is not None  # noqa: S101  style and format were checked
    try:
        return made(job_of(wanted, edition, shown(found, edition, base).paper))
    except ValueError as fault:
        raise Refused(str(fault)) from None


def _shelf(home: Path, edition: Path | None) -> Shelf:
    place = edition or open_home(home).shelves.manifest(Level.PUBLIC)
    key = place.with_name(VERIFY_KEY)
    return Shelf(place, Verifier.from_file(key) if key.is_file() else None)
