"""One file to be made: a frozen list, a format, a style and a language. Plain values, so that it can go to a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from app.sharing.csv import COLUMNS, csv_bytes, csv_cells
from app.sharing.info import ListInfo
from app.sharing.lines import rows_of
from app.sharing.printing.sheet import Frozen, Mark, front, mark_lines, sheet
from app.sharing.shares.plan import Asked
from app.sharing.tally import tally
from app.sharing.txt import txt_bytes

MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv",
    "txt": "text/plain",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FORMATS = tuple(MEDIA_TYPES)
STYLES = ("script", "list", "annex", "placards")
STYLES_OF: Mapping[str, tuple[str, ...]] = {
    "pdf": STYLES, "docx": ("list", "script"), "csv": ("list",), "txt": ("list",), "xlsx": ("list",),
}  # fmt: skip
PLAIN = ("csv", "txt")
"""Formats that are made at once, without libraries of the extra `lists`."""
Citations = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Job:
    """`citations`: for an annex, ids of sources by line id; `sources`: what is printed of each source, by id."""

    frozen: Frozen
    format: str
    style: str
    language: str
    asked: Asked | None = None
    addressee: str = ""
    excel: bool = False
    citations: Citations = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


def as_message(job: Job) -> dict[str, Any]:
    """The job as JSON can carry it."""
    return asdict(job)


def from_message(message: Mapping[str, Any]) -> Job:
    """The job whose `as_message` this is."""
    given, info, mark = message["frozen"], message["frozen"]["info"], message["frozen"]["mark"]
    frozen = Frozen(
        ListInfo(**{
            **info,
            "terms": tuple((code, tuple(terms)) for code, terms in info["terms"]),
            "years": tuple(info["years"]),
            "sections": tuple(info["sections"]),
            "own": tuple((name, value) for name, value in info["own"]),
        }),
        Mark(**{**mark, "struck": tuple(mark["struck"]), "changed": tuple(mark["changed"])}),
        tuple(given["numbers"]),
        tuple(given["lines"]),
    )  # fmt: skip
    asked = Asked(**message["asked"]) if message["asked"] else None
    return Job(**{**message, "frozen": frozen, "asked": asked})


def plain_file(job: Job) -> bytes:
    """The file of a plain format."""
    frozen, language = job.frozen, job.language
    rows = rows_of(frozen.lines, language, frozen.numbers, aids=False)
    if job.format == "csv":
        return csv_bytes(rows, language, excel=job.excel)
    return txt_bytes(frozen.info, rows, tally(frozen.lines), language, mark_lines(frozen.mark, language))


def prepared(job: Job) -> dict[str, Any]:
    """The sheet with what the format and style need besides."""
    if job.format == "xlsx":  # a table and no entries: what it does not print is not made ready
        rows = rows_of(job.frozen.lines, job.language, job.frozen.numbers, aids=False)
        return front(job.frozen, job.language) | {
            "table": [list(COLUMNS), *(csv_cells(row, job.language) for row in rows)]
        }
    ready = sheet(job.frozen, job.language, job.asked if job.style == "script" else None)
    if job.style == "annex":
        numbers = {key: n for n, key in enumerate(dict.fromkeys(k for keys in job.citations.values() for k in keys), 1)}
        for section in ready["sections"]:
            for entry in section["entries"]:
                entry["cited"] = sorted(numbers[key] for key in job.citations.get(entry["id"], ()))
        ready["sources"] = [{"n": n, "text": job.sources.get(key, key)} for key, n in numbers.items()]
        ready["addressee"] = job.addressee
    return ready
