"""What a request asks of a frozen list: how it is shared, in which language, as which file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.editions.errors import BadQuery
from app.editions.read import given as g
from app.editions.read.cases import case
from app.editions.read.holdings import event
from app.editions.read.opening import Edition
from app.sharing.printing.job import STYLES_OF, Job
from app.sharing.printing.sheet import Frozen
from app.sharing.shares.pace import PACES, USUAL
from app.sharing.shares.plan import MOST_MINUTES, MOST_SHARES, Asked
from app.sharing.tongues import LIST_LANGUAGES

SHARING = ("readers", "cities", "minutes", "pace", "start")
LONGEST_ADDRESSEE = 300


def shares_asked(parameters: Iterable[tuple[str, str]]) -> Asked | None:
    """How the list is to be shared; None where nothing is asked. BadQuery names what is wrong."""
    given = g.Given.of((name, value) for name, value in parameters if name in SHARING)
    if not given.values:
        return None
    pace = given.single("pace") or str(USUAL)
    g.chosen("pace", [pace], [str(p) for p in PACES], "It has no such value.")
    return Asked(
        readers=g.whole("readers", given.single("readers"), 1, MOST_SHARES),
        cities=g.whole("cities", given.single("cities"), 1, MOST_SHARES),
        minutes=g.whole("minutes", given.single("minutes"), 1, MOST_MINUTES),
        pace=int(pace),
        start=given.single("start") or "",
    )


def language_asked(parameters: Iterable[tuple[str, str]], usual: str) -> str:
    """The list's language: `lang`, or the page's own."""
    given = g.Given.of((name, value) for name, value in parameters if name == "lang")
    language = given.single("lang") or usual
    g.chosen("lang", [language], LIST_LANGUAGES, "It has no such value.")
    return language


def known_only(parameters: Iterable[tuple[str, str]], known: Iterable[str]) -> None:
    """BadQuery for a parameter that would be ignored."""
    names = tuple(known)
    for name, _ in parameters:
        if name not in names:
            raise BadQuery(name, "There is no such parameter here.", g.nearest(name, names))


@dataclass(frozen=True, slots=True)
class FileAsked:
    """A file of a frozen list, as it is asked for; `shares`: of a script alone."""

    style: str
    kind: str
    language: str
    shares: Asked | None
    addressee: str
    excel: bool


def file_asked(style: str, kind: str, parameters: tuple[tuple[str, str], ...], usual: str) -> FileAsked | None:
    """The file asked for; None where there is no such format or style. BadQuery names what is wrong."""
    if style not in STYLES_OF.get(kind, ()):
        return None
    own = {"annex": ("addressee",), "script": SHARING}.get(style, ())
    known_only(parameters, ("lang", *own, *(("excel",) if kind == "csv" else ())))
    given = g.Given.of((n, v) for n, v in parameters if n in ("addressee", "excel"))
    addressee = _lines("addressee", g.short("addressee", given.single("addressee") or "", LONGEST_ADDRESSEE))
    excel = g.one_of("excel", given.single("excel"), ("yes", "no")) == "yes"
    shares = shares_asked(parameters) if style == "script" else None
    return FileAsked(style, kind, language_asked(parameters, usual), shares, addressee, excel)


def job_of(asked: FileAsked, edition: Edition, paper: Frozen) -> Job:
    """The file asked for, of these lines; an annex says what the edition cites for each."""
    cited, sources = citations(edition, paper) if asked.style == "annex" else ({}, {})
    return Job(
        paper, asked.kind, asked.style, asked.language, asked.shares, asked.addressee, asked.excel, cited, sources
    )


def _lines(name: str, text: str) -> str:
    """Lines of letters that can be printed: no mark that hides, turns round or breaks what stands beside it."""
    lines = text.splitlines()
    if not all(line.isprintable() for line in lines):
        raise BadQuery(name, "It has letters that cannot be printed.")
    return "\n".join(lines)


def citations(edition: Edition, paper: Frozen) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """For each line the sources of its case, and each source in words."""
    cited: dict[str, tuple[str, ...]] = {}
    sources: dict[str, str] = {}
    for line in paper.lines:
        document = (event if "others" in line else case)(edition, line["id"])
        for key, source in (document or {}).get("sources", {}).items():
            sources[key] = source_in_words(source)
        cited[line["id"]] = tuple((document or {}).get("sources", {}))
    return cited, sources


def source_in_words(source: Mapping[str, Any]) -> str:
    """A source in one line; one that names somebody withheld has only its publisher and date."""
    parts = (
        source.get("author"),
        source.get("title"),
        source.get("publisher"),
        source.get("published"),
        source.get("url"),
    )
    return ". ".join(str(part) for part in parts if part)
