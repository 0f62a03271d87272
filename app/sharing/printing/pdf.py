"""A sheet as PDF/UA-1, by typst: fonts from packages, embedded, and no fallback, so that a missing glyph is an error that names it.

The same sheet gives the same bytes. Names go in as JSON data and are never read as markup.
"""

from __future__ import annotations

import importlib.util
import io
import json
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import segno
import typst

from app.sharing.printing.breaking import breakable

FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
STYLES = ("script", "list", "annex", "placards")
WHOLE = 64
"""Letters of a SHA-256, and of most addresses: so many fit into a line of the mark in each style."""
_MISSING = re.compile(r"text `?\"?(.+?)\"?`? could not be displayed")
FOLDER = Path(str(resources.files("app.sharing.printing")))


class CannotPrint(ValueError):
    """The list cannot be set in type; the sentence says why."""


def pdf_bytes(sheet: dict[str, Any], style: str) -> bytes:
    """The document. CannotPrint names the letters for which there is no glyph."""
    try:
        found = _compiler().compile(
            input=(FOLDER / f"{style}.typ").read_bytes(),
            format="pdf",
            sys_inputs={"data": json.dumps(_printable(sheet), ensure_ascii=False), "qr": _qr(sheet["address"])},
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    except typst.TypstError as problem:
        raise CannotPrint(_sentence(str(problem))) from None
    assert isinstance(found, bytes)  # noqa: S101  one document makes one file
    return found


@cache
def _compiler() -> Any:
    places = [str(Path(_origin(name)).parent) for name in FONT_PACKAGES]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=places)
    return typst.Compiler(font_paths=fonts, root=str(FOLDER))


def _origin(package: str) -> str:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise CannotPrint(f"The fonts of {package} are not installed. Install casebook with its extra `lists`.")
    return found.origin


def _qr(address: str) -> str:
    """A PNG as a list of its bytes: typst takes in text only."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="png", scale=4, border=2)
    return json.dumps(list(out.getvalue()))


def _printable(sheet: dict[str, Any]) -> dict[str, Any]:
    """The sheet softened; address and hash whole where they fit into a line, since they are copied and compared."""
    whole = {"mark": [breakable(text, WHOLE) for text in sheet["mark"]], "address": breakable(sheet["address"], WHOLE)}
    return {name: whole.get(name, _softened(value)) for name, value in sheet.items()}


def _softened(value: Any) -> Any:
    """Every text with places to break in long words."""
    if isinstance(value, str):
        return breakable(value)
    if isinstance(value, list):
        return [_softened(one) for one in value]
    if isinstance(value, dict):
        return {name: _softened(one) for name, one in value.items()}
    return value


def _sentence(problem: str) -> str:
    """Typst names the letters for which no font has a glyph; nothing else of its message is for a reader."""
    letters = _MISSING.search(problem)
    if letters:
        return f"This list cannot be printed as PDF: no font here has a glyph for {letters[1]}. Take DOCX or CSV."
    return "This list cannot be set in type as PDF. Take DOCX or CSV."
