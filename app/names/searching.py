"""Search by name: a few equality look-ups, then a ranking that says why.

Four steps, the later ones only if the earlier found nothing that fits well: the text as Korean; as Pinyin or
Sino-Vietnamese; with one slip of the finger; as a part of a name. Nothing here merges people: near names are ranked
apart, and a band says how near.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.names import cells, slips
from app.names.comparing import Fit, Weighed, best_score, fit, fit_part, weighed
from app.names.evidence import Evidence, weigh
from app.names.index import Form, NameIndex
from app.names.keys import HIDDEN, PART, class_ways, foreign_keys, joined, korean_keys
from app.names.priors import FAMILY_NAME, prior
from app.names.reading import MAX_TEXT, Reading
from app.names.readings import chinese_readings, korean_readings
from app.names.storing import MAX_WAYS, family_keys, part_keys, unparsed
from app.names.why import PART as PART_BAND
from app.names.why import Why, band_of, explain

MAX_FORMS = 500
GOOD_LOSS, SLIP_LOSS, HOPELESS_LOSS, HOPELESS_SLIP = 6.0, 7.0, 22.0, 15.0
NO_EVIDENCE = Evidence()
RARE_FAMILY = -6.0
NOTHING = float("-inf")
MARGIN, EVIDENCE_MARGIN = 9.0, 7.0  # a fit this far below the best is noise; evidence moves a score by less


@dataclass(frozen=True, slots=True)
class Hit:
    """One person, the recorded form that fits best, its band, why it matched, and what the evidence says."""

    person: str
    form: Form
    band: str
    why: Why
    evidence: tuple[str, ...]
    score: float
    loss: float


@dataclass(frozen=True, slots=True)
class Answer:
    """Hits best first; how many forms were fetched; whether a cap cut some off."""

    hits: list[Hit]
    fetched: int
    capped: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A person's best fit so far; explained only if it is among the hits."""

    form: Form
    fit: Fit
    loss: float
    score: float
    evidence: tuple[str, ...]
    why: Why | None


@dataclass(slots=True)
class Search:
    """One search under way: what was fetched and the best fit of each person."""

    index: NameIndex
    text: str
    evidence: Evidence
    seen: set[int] = field(default_factory=set)
    capped: bool = False
    best: dict[str, Kept] = field(default_factory=dict)
    top: float = NOTHING
    loss: float = -NOTHING
    """The best score so far, and the least distance of any fit from the best possible."""

    def floor(self, base: float, hopeless: float = HOPELESS_LOSS) -> float:
        """The score below which a fit cannot matter: hopeless, or far below the best so far."""
        margin = MARGIN if self.evidence == NO_EVIDENCE else MARGIN + EVIDENCE_MARGIN
        return max(base - hopeless, self.top - margin)

    def fetch(self, keys: Sequence[str]) -> list[tuple[Form, list[str]]]:
        """Forms under any of the keys, with the keys that led to each."""
        found: dict[int, tuple[Form, list[str]]] = {}
        if keys:
            matches = self.index.lookup(keys, MAX_FORMS)
            self.capped |= len(matches) >= MAX_FORMS
            for key, form in matches:
                found.setdefault(form.form_id, (form, []))[1].append(key)
        self.seen |= found.keys()
        return list(found.values())

    def take(self, form: Form, one: Fit | None, base: float, why: Why | None = None) -> None:
        """Keep a fit if it is the person's best; a given `why` is that of a slip or of a part of a name."""
        if one is None or base - one.score > HOPELESS_LOSS:
            return
        extra, codes = weigh(self.evidence, form)
        score = one.score + extra
        old = self.best.get(form.person)
        if old is None or old.score < score:
            self.best[form.person] = Kept(form, one, base - one.score, score, codes, why)
            self.top, self.loss = max(self.top, score), min(self.loss, base - one.score)

    def hits(self, limit: int) -> list[Hit]:
        """The best people, explained."""
        ranked = sorted(self.best.items(), key=lambda item: (-item[1].score, item[0]))
        return [self._hit(person, kept) for person, kept in ranked[:limit]]

    def _hit(self, person: str, kept: Kept) -> Hit:
        why = kept.why or explain(self.text, kept.form.text, kept.fit, kept.loss)
        band = PART_BAND if why.code.endswith("_only") else band_of(why, kept.loss)
        return Hit(person, kept.form, band, why, kept.evidence, kept.score, kept.loss)


def readings_of(form: Form) -> Weighed:
    """The readings kept with a form, or made again."""
    return unparsed(form.parsed) if form.parsed else weighed(form.text)


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
