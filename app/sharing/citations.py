"""How to cite the data set at an edition, a query of it, or one case at its revision: as text, BibTeX and CSL-JSON.

A citation names the edition's number, date and content hash, so that what was read can be told from what is there later. It never
names a person whom the edition does not name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

TITLE = "Casebook: a source-backed case database of forcibly repatriated refugees"
PUBLISHER = "Casebook"
FORMATS = ("text", "bibtex", "csl")
_BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\n": " ", "\r": " ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: `part` in words (empty for the whole), `address` of it, and the edition it was read in.

    `revision`: of one case, the beginning of the hash of what is published of it, as its ETag gives it: it changes when that does.
    """

    key: str
    part: str
    address: str
    content: str
    number: int | None = None
    date: str | None = None
    revision: str = ""

    @property
    def title(self) -> str:
        return f"{self.part}. In: {TITLE}" if self.part else TITLE

    @property
    def version(self) -> str:
        """The edition in words; one that was copied without its manifest has no number."""
        edition = f"edition {self.number}" if self.number else "edition without number"
        return f"{edition}, revision {self.revision}" if self.revision else edition


def citation(cited: Cited, form: str) -> str:
    """The citation in one of FORMATS."""
    return {"text": _text, "bibtex": _bibtex, "csl": _csl}[form](cited)


def _text(cited: Cited) -> str:
    when = f" ({cited.date})" if cited.date else ""
    said = (
        f"{PUBLISHER}{when}. {cited.title} [data set], {cited.version}, content {cited.content[:16]}. {cited.address}"
    )
    return " ".join(said.split()) + "\n"


def _bibtex(cited: Cited) -> str:
    fields = {
        "author": "{" + PUBLISHER + "}",
        "title": "{" + _escaped(cited.title) + "}",
        "publisher": PUBLISHER,
        "version": cited.version,
        **({"date": cited.date, "year": cited.date[:4]} if cited.date else {}),
        "note": f"content {cited.content}",
        "howpublished": _escaped(cited.address),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{cited.key},", *lines, "}", ""])


def _escaped(text: str) -> str:
    return "".join(_BIBTEX.get(letter, letter) for letter in text)


def _csl(cited: Cited) -> str:
    document = {
        "id": cited.key,
        "type": "dataset",
        "title": cited.part or TITLE,
        **({"container-title": TITLE} if cited.part else {}),
        "author": [{"literal": PUBLISHER}],
        "publisher": PUBLISHER,
        "version": cited.version,
        **({"issued": {"date-parts": [[int(part) for part in cited.date.split("-")]]}} if cited.date else {}),
        "note": f"content {cited.content}",
        ("URL" if cited.address.startswith("http") else "archive_location"): cited.address,
    }
    return json.dumps([document], ensure_ascii=False, indent=1) + "\n"
