"""At night: files of the shipped cases and of hostile lines open in LibreOffice, say every line as it is, and nothing in them runs."""

from __future__ import annotations

import shutil
import unicodedata
from functools import cache
from itertools import zip_longest
from pathlib import Path

import pymupdf
import pytest

from app.codebook.levels import Level
from app.editions.read.list_query import read_list_query
from app.editions.read.lists import chosen_lines
from app.sharing.csv import COLUMNS, csv_cells
from app.sharing.lines import Row, name_of, rows_of
from app.sharing.printing.job import STYLES, Job, prepared
from app.sharing.printing.make import made
from app.sharing.printing.sheet import Frozen
from app.sharing.shares.plan import Asked
from app.sharing.tongues import LIST_LANGUAGES
from app.web.reading.list_query import list_info
from tests.homes import edition_at, look_at_shipped_home
from tests.sharing.printing.frozen import MARK, NAMES, frozen, line
from tests.sharing.printing.office import NO_LIBREOFFICE, Office, cells, formulas, pages, paragraphs
from tests.sharing.printing.test_office_files import RISKY
from tests.sharing.printing.test_pdf import PEOPLE, squeezed

pytestmark = pytest.mark.nightly
LISTS = ("shipped", "hostile")
READERS = Asked(readers=3, start="18:30")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office program; a test that needs it fails without it and is never skipped."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail(NO_LIBREOFFICE, pytrace=False)
    return Office(program, tmp_path_factory.mktemp("office"))


@cache
def list_called(which: str) -> Frozen:
    """All lines of the shipped public edition, or lines that try to run, to overflow and to be read as something else."""
    if which == "hostile":
        risky = [line("", (text, None, text)) | {"seizure_place": [text], "return_date": []} for text in RISKY]
        return frozen([{**one, "id": f"=h{n}"} for n, one in enumerate([*PEOPLE, *risky])])
    edition, query = edition_at(look_at_shipped_home(), Level.PUBLIC), read_list_query([("receiving_state", "")])
    found = chosen_lines(edition, query)
    assert len(found) > len(NAMES)
    return Frozen(list_info(edition, query), MARK, tuple(range(1, len(found) + 1)), tuple(found))


def rows(which: str, language: str) -> list[Row]:
    return rows_of(list_called(which).lines, language, list_called(which).numbers)


@pytest.mark.parametrize("which", LISTS)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_table_has_every_cell_as_text_and_no_formula(office, which, kind):
    files = {f"{lang}.{kind}": made(Job(list_called(which), kind, "list", lang, excel=lang == "ko")) for lang in LIST_LANGUAGES}  # fmt: skip
    for name, document in office.opened(files).items():
        expected = [list(COLUMNS), *(csv_cells(row, Path(name).stem) for row in rows(which, Path(name).stem))]
        for found, cells_asked in zip_longest(cells(document), expected):
            assert [" ".join(cell.split()) for cell in found] == _trimmed(cells_asked)
        assert formulas(document) == []


def test_a_formula_would_be_seen(office):
    """The other test's eyes: the same names in a table that nobody made safe."""
    document = office.opened({"unsafe.csv": "\r\n".join(RISKY).encode()})["unsafe.csv"]
    assert "of:=1+1" in formulas(document)


@pytest.mark.parametrize("which", LISTS)
def test_a_document_says_every_line(office, which):
    jobs = {
        f"{style}-{lang}.docx": Job(list_called(which), "docx", style, lang, READERS if style == "script" else None)
        for style in ("list", "script")
        for lang in LIST_LANGUAGES
    }
    for name, document in office.opened({name: made(job) for name, job in jobs.items()}).items():
        said = [squeezed(text) for text in paragraphs(document)]
        for section in prepared(jobs[name])["sections"]:
            for entry in section["entries"]:
                begins, ends = (
                    squeezed(f"{entry['n']}. {entry['name']}"),
                    squeezed(f"{entry['facts']} — {entry['ground']}"),
                )
                assert any(text.startswith(begins) and text.endswith(ends) for text in said), (name, entry)
        assert formulas(document) == []


@pytest.mark.parametrize("which", LISTS)
def test_a_pdf_opens_with_all_its_pages_and_names(office, which):
    jobs = {f"{style}-{lang}.pdf": Job(list_called(which), "pdf", style, lang, READERS if style == "script" else None)
            for style in STYLES for lang in ("en", "ko")}  # fmt: skip
    files = {name: made(job) for name, job in jobs.items()}
    for name, document in office.opened(files).items():
        said = letters("".join(paragraphs(document)))
        assert pages(document) == pymupdf.open(stream=files[name], filetype="pdf").page_count
        for row in rows(which, jobs[name].language):
            for form in (row.name, row.hangul, row.other_name) if row.kind == "case" else ():
                assert _arabic(form) or letters(form) in said, (name, row.number)
            if row.kind == "case" and not name_of(row, "en"):
                assert letters(row.descriptor) in said, (name, row.number)


def letters(text: str) -> str:
    """Without marks: where a letter and its mark are two glyphs, LibreOffice gives the letter twice. test_pdf reads the marks back."""
    return squeezed("".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)))


def _trimmed(row: list[str]) -> list[str]:
    """Without blanks that OpenDocument folds, and without the empty cells at the end."""
    found = [" ".join(cell.split()) for cell in row]
    while found and not found[-1]:
        found.pop()
    return found


def _arabic(text: str) -> bool:
    """Text of Arabic script reads back wrongly from any PDF (test_pdf compares pictures)."""
    return any("\u0600" <= letter <= "\u06ff" for letter in text)
