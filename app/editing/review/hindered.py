"""Why a level does not see somebody whom a draft concerns, in words: disclosure's own reasons, over what the reader sees themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from app.codebook.levels import Level, Standing
from app.codebook.values import NameValue, TextValue
from app.disclosure.assemble import Record
from app.disclosure.clear import clear_sources
from app.disclosure.dossier import Dossier
from app.disclosure.unseen import OF_WORDS, Why, unseen

WORDS: Mapping[Why, str] = MappingProxyType({
    Why.PERSON_ABOVE: "the person is for readers of a higher level",
    Why.CASE_ABOVE: "the case is for readers of a higher level",
    Why.STATE: "the case is not published",
    Why.WITHDRAWN: "they are withdrawn",
    Why.RETURN_WITHDRAWN: "a return of theirs is withdrawn, and nobody has decided about them by themselves",
    Why.EMBARGO: "it is decided that it is too early",
    Why.UNDECIDED: "nobody has decided how they appear",
    Why.CONSENT: "consent was refused, taken back, or has run out",
    Why.HELD: "it is decided that they are held",
    Why.COUNTED: "it is decided that they are only counted",
    Why.AMONG_OTHERS: "here they stand only among five who look alike, if the decision allows research",
    Why.ONE_LINE: "as published needs exactly one source that names them here",
    Why.SOURCES_ABOVE: "all that is said comes from sources for readers of a higher level",
    Why.CLAIMS_ABOVE: "all claims are for readers of a higher level",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hindered:
    """People of whom the same holds, by their names, and why, in words. `page`: whether they have a page, with nothing on it."""

    who: tuple[str, ...]
    why: tuple[str, ...]
    page: bool


def hindered(
    record: Record, about: Collection[str], level: Level, on: date, shown: Collection[str]
) -> tuple[Hindered, ...]:
    """Of these people and cases (public ids). `record`: what the reader sees. `shown`: the cases that do have a page at the level."""
    sources = clear_sources(record.sources, level)
    found: defaultdict[tuple[tuple[str, ...], bool], list[str]] = defaultdict(list)
    for dossier in record.dossiers:
        if not ({dossier.public_id} | {case.public_id for case in dossier.cases}) & set(about):
            continue
        for one in unseen(dossier, level, on, sources):
            page = one.case in shown
            why = tuple(WORDS[each] for each in one.reasons if not page or each in OF_WORDS)
            if why:
                found[why, page].append(_name(dossier))
    return tuple(Hindered(tuple(sorted(who)), why, page) for (why, page), who in found.items())


def _name(dossier: Dossier) -> str:
    names = [s for s in dossier.statements if s.field in ("name", "known_as") and s.polarity == "asserts"]
    names.sort(key=lambda s: (s.field != "name", s.standing != Standing.PREFERRED))
    return next((s.value.text for s in names if isinstance(s.value, NameValue | TextValue)), dossier.public_id)
