"""LibreOffice without a window: opens files and gives back what it holds of them, as flat OpenDocument."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, parse

NO_LIBREOFFICE = (
    "There is no LibreOffice. Install it: apt-get install --no-install-recommends"
    " libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-draw-nogui"
)
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, TEXT, DRAW = (f"{{{_NAMES}{part}:1.0}}" for part in ("table", "text", "drawing"))
FLAT = {"xlsx": "fods", "csv": "fods", "docx": "fodt", "pdf": "fodg"}
_READ_AS = {"csv": "Text - txt - csv (StarCalc):44,34,76,1", "pdf": "draw_pdf_import"}
"""Comma, quotation mark, UTF-8, from the first line; and a PDF opened to be drawn in."""
_PATIENCE = 300
_WIDEST = 100
"""Empty cells to the end of a row come as one that stands for thousands."""


class Office:
    """`program`: soffice. The profile below `place` is its own: no macro, no setting and no lock of whoever runs it."""

    def __init__(self, program: str, place: Path) -> None:
        self.program, self.place = program, place

    def opened(self, files: dict[str, bytes]) -> dict[str, Element]:
        """What LibreOffice holds of each file after opening it, by name. All are of one kind."""
        (kind,) = {name.rpartition(".")[2] for name in files}
        given, kept = self.place / f"given-{kind}", self.place / f"kept-{kind}"
        given.mkdir(exist_ok=True)
        for name, body in files.items():
            (given / name).write_bytes(body)
        read_as = [f"--infilter={_READ_AS[kind]}"] if kind in _READ_AS else []
        profile = f"-env:UserInstallation={(self.place / 'profile').as_uri()}"
        command = [self.program, profile, "--headless", *read_as, "--convert-to", FLAT[kind], "--outdir", str(kept)]
        done = subprocess.run([*command, *(str(given / name) for name in files)], capture_output=True, text=True,
                              timeout=_PATIENCE, check=False)  # fmt: skip
        answers = {name: kept / f"{name.rpartition('.')[0]}.{FLAT[kind]}" for name in files}
        unopened = [name for name, path in answers.items() if not path.exists()]
        assert not unopened, f"LibreOffice did not open {', '.join(unopened)}: {done.stdout}{done.stderr}"
        return {name: parse(path).getroot() for name, path in answers.items()}  # noqa: S314  LibreOffice wrote it


def cells(document: Element, sheet: int = 0) -> list[list[str]]:
    """The rows of a sheet as text, without the empty cells and rows at their ends."""
    rows = []
    for row in list(document.iter(f"{TABLE}table"))[sheet].iter(f"{TABLE}table-row"):
        found: list[str] = []
        for cell in row.iter(f"{TABLE}table-cell"):
            again = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            found += ["\n".join(plain(p) for p in cell.iter(f"{TEXT}p"))] * min(again, _WIDEST)
        rows.append(found)
    return [ended for row in rows if (ended := _without_end(row))]


def formulas(document: Element) -> list[str]:
    """Every formula of every cell, and every address that a cell would lead to."""
    return [f for e in document.iter() for f in (e.get(f"{TABLE}formula"), _link(e)) if f]


def paragraphs(document: Element) -> list[str]:
    """The text of all paragraphs and headings, in order."""
    return [plain(e) for e in document.iter() if e.tag in (f"{TEXT}p", f"{TEXT}h")]


def pages(document: Element) -> int:
    return sum(1 for _ in document.iter(f"{DRAW}page"))


def plain(paragraph: Element) -> str:
    """The text of a paragraph; blanks, tabs and breaks are elements of their own in OpenDocument."""
    return "".join(_pieces(paragraph))


def _pieces(element: Element) -> Iterator[str]:
    if element.tag == f"{TEXT}s":
        yield " " * int(element.get(f"{TEXT}c", "1"))
    elif element.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
        yield " "
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""


def _link(element: Element) -> str:
    return element.get("{http://www.w3.org/1999/xlink}href", "") if element.tag == f"{TEXT}a" else ""


def _without_end(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row
