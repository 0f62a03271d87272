"""`casebook list`: names to read aloud, from the public edition."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.home import open_home
from app.cli.options import DEFAULT_HOME, HomeOption
from app.cli.sentences import Refused
from app.cli.terminal import say
from app.codebook.levels import Level
from app.editions.manifest import VERIFY_KEY
from app.editions.read.list_query import read_list_query
from app.editions.read.lists import chosen_lines
from app.editions.read.shelf import Shelf
from app.keys.verify import Verifier
from app.sharing.labels import LANGUAGES
from app.sharing.lists import FORMATS, render
from app.web.reading.list_query import list_info


def list_names(
    home: HomeOption = DEFAULT_HOME,
    edition: Annotated[
        Path | None, typer.Option("--edition", help="Another public edition than the home's.", show_default=False)
    ] = None,
    form: Annotated[str, typer.Option("--format", help="csv or txt.")] = "txt",
    receiving_state: Annotated[
        str, typer.Option("--to", help="State they were returned to (ISO 3166); 'any' for all.")
    ] = "KP",
    returning_state: Annotated[str, typer.Option("--from", help="State that returned them.", show_default=False)] = "",
    year: Annotated[str, typer.Option("--year", help="Year of return.", show_default=False)] = "",
    year_from: Annotated[str, typer.Option("--year-from", help="First year.", show_default=False)] = "",
    year_to: Annotated[str, typer.Option("--year-to", help="Last year.", show_default=False)] = "",
    sex: Annotated[str, typer.Option("--sex", help="female or male.", show_default=False)] = "",
    outcome: Annotated[str, typer.Option("--outcome", help="Coded fate, such as imprisoned.", show_default=False)] = "",
    section: Annotated[
        list[str] | None,
        typer.Option("--section", help="Part of the list; may be given several times.", show_default=False),
    ] = None,
    language: Annotated[str, typer.Option("--lang", help="en or ko.")] = "en",
    excel: Annotated[bool, typer.Option("--excel", help="Mark CSV so that Excel reads its letters.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write; the terminal unless given.", show_default=False)
    ] = None,
) -> None:
    """The list that is read aloud: name, age at return, place and date, number of sources.

    By default everybody returned to North Korea whom a decision allows to be read aloud; reported cases are marked so.
    Survivors, and people in custody whose return is feared, stand in sections of their own.
    """
    if form not in FORMATS or language not in LANGUAGES:
        raise Refused(f"A list is {' or '.join(FORMATS)}, in {' or '.join(LANGUAGES)}.", code=2)
    asked = [
        ("receiving_state", "" if receiving_state == "any" else receiving_state),
        ("returning_state", returning_state),
        ("year", year),
        ("year_from", year_from),
        ("year_to", year_to),
        ("sex", sex),
        ("outcome", outcome),
    ]
    query = read_list_query([*asked, *(("section", one) for one in section or [])])
    shown = _shelf(home, edition).current()
    body = render(list_info(shown, query), chosen_lines(shown, query), form, language, excel=excel)
    if out is None:
        sys.stdout.buffer.write(body)
    else:
        out.write_bytes(body)
        say(f"Written to {out}.")


def _shelf(home: Path, edition: Path | None) -> Shelf:
    place = edition or open_home(home).shelves.manifest(Level.PUBLIC)
    key = place.with_name(VERIFY_KEY)
    return Shelf(place, Verifier.from_file(key) if key.is_file() else None)
