"""Search by name: a few equality look-ups, then a ranking that says why.

A name of no sound that is known here is found by its letters. Then four steps, the later ones only if the earlier found
nothing that fits well: the text as Korean; as Pinyin or Sino-Vietnamese; with one slip of the finger; as a part of a
name. Nothing here merges people: near names are ranked
apart, and a band says how near.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.names import cells, slips
from app.names.comparing import NOTHING, best_score, fit, fit_part
from app.names.evidence import Evidence
from app.names.gathering import Hit, Search, readings_of
from app.names.index import NameIndex
from app.names.keys import HIDDEN, PART, class_ways, foreign_keys, joined, korean_keys, letters_key
from app.names.priors import FAMILY_NAME, prior
from app.names.reading import MAX_TEXT, Reading
from app.names.readings import chinese_readings, korean_readings
from app.names.storing import MAX_WAYS, family_keys, part_keys
from app.names.why import Why

GOOD_LOSS, SLIP_LOSS, HOPELESS_SLIP = 6.0, 7.0, 15.0
RARE_FAMILY = -6.0


@dataclass(frozen=True, slots=True)
class Answer:
    """Hits best first; how many forms were fetched; whether a cap cut some off."""

    hits: list[Hit]
    fetched: int
    capped: bool


def _as_it_stands(search: Search) -> None:
    """The text letter for letter: only names that cannot be read are filed so."""
    for form, _ in search.fetch([letters_key(search.text)]):
        search.take_as_it_stands(form)


def _as_korean(search: Search, readings: list[Reading]) -> None:
    """Step 1: the text as Korean sounds, and the masked forms of the same name."""
    hidden = [key for way in class_ways(readings[0].cells, MAX_WAYS) for key in part_keys(way, HIDDEN)]
    base = best_score(readings)
    for form, _ in search.fetch([*korean_keys(search.text), *hidden]):
        search.take(form, fit(readings, readings_of(form), search.floor(base)), base)


def _as_foreign(search: Search) -> None:
    """Step 2: the text as Pinyin or Sino-Vietnamese."""
    readings = chinese_readings(search.text)
    if readings:
        base = best_score(readings)
        for form, _ in search.fetch(list(foreign_keys(one.cells for one in readings))):
            search.take(form, fit(readings, readings_of(form), search.floor(base)), base)


def _with_slip(search: Search, base: float) -> None:
    """Step 3: the text with one letter or jamo corrected."""
    ways = slips.correction_keys(slips.corrections(search.text))
    known: dict[str, list[tuple[Reading, int]]] = {}
    for form, keys in search.fetch(list(ways)):
        for key in keys:
            if key not in known:
                known[key] = [pair for fix in ways[key] for pair in fix.readings(search.text)]
        fixes = [pair for key in keys for pair in known[key]]
        one = fit([pair[0] for pair in fixes], readings_of(form), search.floor(base, HOPELESS_SLIP))
        if one:
            at = next(at for reading, at in fixes if reading is one.query)
            part = "family" if at < one.form.family else "given"
            search.take(form, one, base, Why("one_letter_off", {"part": part, "count": "1"}))


def _as_masked(search: Search, readings: list[Reading]) -> None:
    """Step 4 for a text with a mask: names that have what it shows, and forms that show as much."""
    base = best_score(readings)
    keys = [sign + joined(way) for way in class_ways(readings[0].cells, MAX_WAYS) for sign in (PART, HIDDEN)]
    for form, _ in search.fetch(keys):
        search.take(form, fit(readings, readings_of(form), search.floor(base)), base)


def _as_part(search: Search, readings: list[Reading]) -> None:
    """Step 4: a given name alone, or a family name alone, narrowed by year of birth and place where they are known."""
    ways = class_ways(readings[0].cells, MAX_WAYS)
    if len(readings[0].cells) == 1:
        why = Why("family_name_only", {})
        keys = family_keys(readings[0], search.evidence.years(), search.evidence.place)
        narrow = [key for key in keys if "@" in key]
        keys = narrow or keys
    else:
        why = Why("given_name_only", {})
        keys = [sign + joined(way) for way in ways for sign in (PART, HIDDEN)]
    base = best_score(readings)
    for form, _ in search.fetch(keys):
        search.take(form, fit_part(readings, readings_of(form)), base, why)


def _rare_family(one: Reading) -> bool:
    """Whether the first cell is no usual family name, so that two syllables are likelier a given name."""
    odds = cells.odds(one.cells[0], one.places[0])
    return max((prior(char, FAMILY_NAME) for char in odds), default=NOTHING) < RARE_FAMILY


def _parts(search: Search, readings: list[Reading]) -> None:
    """Step 4 if the text may be less than a whole name."""
    if cells.MASK in readings[0].cells:
        _as_masked(search, readings)
        return
    short = [one for one in readings if len(one.cells) <= 2]
    if short and (len(short[0].cells) == 1 or search.loss > SLIP_LOSS or _rare_family(short[0])):
        size = len(short[0].cells)
        _as_part(search, [one for one in short if len(one.cells) == size])


def search(index: NameIndex, text: str, evidence: Evidence | None = None, limit: int = 20) -> Answer:
    """People whose recorded names the text may spell, best first, at most `limit`."""
    text = text[:MAX_TEXT]
    under_way = Search(index, text, evidence or Evidence())
    _as_it_stands(under_way)
    readings = korean_readings(text)
    if readings:
        _as_korean(under_way, readings)
    if under_way.loss > GOOD_LOSS:
        _as_foreign(under_way)
    if under_way.loss > SLIP_LOSS:
        _with_slip(under_way, best_score(readings) if readings else slips.UNREADABLE)
    if readings:
        _parts(under_way, readings)
    return Answer(under_way.hits(limit), len(under_way.seen), under_way.capped)
