"""What one search has gathered: forms fetched, and the best fit of each person, explained only if it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.names.comparing import NOTHING, Fit, Weighed, weighed
from app.names.evidence import Evidence, weigh
from app.names.index import Form, NameIndex
from app.names.storing import unparsed
from app.names.why import AS_WRITTEN, MASKED, PART, Why, band_of, explain

MAX_FORMS = 500
HOPELESS_LOSS = 22.0
AS_IT_STANDS = 100.0  # above any fit, which is the logarithm of a probability, and any evidence
MARGIN, EVIDENCE_MARGIN = 9.0, 7.0  # a fit this far below the best is noise; evidence moves a score by less
NO_EVIDENCE = Evidence()


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
class Kept:
    """A person's best fit so far; explained only if it is among the hits. No fit: the form is the text, letter for letter."""

    form: Form
    fit: Fit | None
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
    written: dict[str, Form] = field(default_factory=dict)
    """Of each person the form that is the text itself: why they were found, whichever of their forms fits best."""
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
        plain = _plain(self.text)
        if keys:
            matches = self.index.lookup(keys, MAX_FORMS)
            self.capped |= len(matches) >= MAX_FORMS
            for key, form in matches:
                found.setdefault(form.form_id, (form, []))[1].append(key)
                if _plain(form.text) == plain:
                    self.written.setdefault(form.person, form)
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

    def take_as_it_stands(self, form: Form) -> None:
        """Keep a form that is the text itself: nothing fits better, and no other fit need be looked for."""
        extra, codes = weigh(self.evidence, form)
        self.best[form.person] = Kept(form, None, 0.0, AS_IT_STANDS + extra, codes, None)
        self.loss = 0.0

    def hits(self, limit: int) -> list[Hit]:
        """The best people, explained."""
        ranked = sorted(self.best.items(), key=lambda item: (-item[1].score, item[0]))
        return [self._hit(person, kept) for person, kept in ranked[:limit]]

    def _hit(self, person: str, kept: Kept) -> Hit:
        why = kept.why or (explain(self.text, kept.form.text, kept.fit, kept.loss) if kept.fit else AS_WRITTEN)
        form = self.written.get(person, kept.form)
        if person in self.written and why.code != MASKED:
            why = AS_WRITTEN
        band = PART if why.code.endswith("_only") else band_of(why, kept.loss)
        return Hit(person, form, band, why, kept.evidence, kept.score, kept.loss)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def readings_of(form: Form) -> Weighed:
    """The readings kept with a form, or made again."""
    return unparsed(form.parsed) if form.parsed else weighed(form.text)
