"""Pairs of people who may be one, each with the reason and the evidence for and against. A person decides; code never does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from app.matching.known import Known
from app.names.evidence import Evidence
from app.names.folding import fold
from app.names.gathering import Hit
from app.names.index import Form, MemoryIndex
from app.names.searching import search
from app.names.storing import index_keys
from app.names.why import LIKELY, NEAR, PART, SAME

BANDS = (SAME, LIKELY, NEAR, PART)
OF_ONE_NAME = 10
"""How many people one name is compared with at most, the nearest first."""
AGAINST = frozenset({"born_differs", "sex_differs"})
"""Evidence that two people with near but not equal names are two."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """`one` may be `other` (public ids; `one` is empty for a name that is only being entered).

    `names`: the two forms that were compared. `why`: a code of `app.names.why`. `evidence`: codes such as `born_agrees`.
    """

    one: str
    other: str
    band: str
    names: tuple[str, str]
    why: str
    evidence: tuple[str, ...]


class People:
    """Visible people, filed under the keys of all their names."""

    def __init__(self, people: Iterable[Known]) -> None:
        self._people = {person.public_id: person for person in people}
        self._index = MemoryIndex()
        number = 0
        for person in self._people.values():
            for name in person.names:
                number += 1
                form = Form(number, person.public_id, name, born=person.born, sex=person.sex, place=person.place)
                self._index.add(form, index_keys(name, person.born, person.place))

    def like(self, known: Known) -> list[Candidate]:
        """Others who may be this person, the nearest first."""
        best: dict[str, Candidate] = {}
        for name in known.names:
            for hit in search(self._index, name, Evidence(known.born, known.sex, known.place), OF_ONE_NAME).hits:
                if hit.person != known.public_id and _worth(hit):
                    made = self._candidate(known, name, hit)
                    old = best.get(hit.person)
                    if old is None or BANDS.index(made.band) < BANDS.index(old.band):
                        best[hit.person] = made
        return sorted(best.values(), key=lambda c: (BANDS.index(c.band), c.other))

    def like_one(self, key: str) -> list[Candidate]:
        """The same for somebody who is filed here; nobody for anybody else."""
        known = self._people.get(key)
        return [] if known is None else self.like(known)

    def named(self, text: str, most: int = 25) -> list[Candidate]:
        """Whoever the text may be a name of, in any script and spelling, a part of a name too; the nearest first."""
        asked = Known("", (text,), None, None, None, frozenset(), ())
        best: dict[str, Candidate] = {}
        for hit in search(self._index, text, Evidence(), most).hits:
            best.setdefault(hit.person, self._candidate(asked, text, hit))
        rest = [c for key, c in self._written(text) if key not in best]
        return [*best.values(), *rest[: max(0, most - len(best))]]

    def _written(self, text: str) -> Iterator[tuple[str, Candidate]]:
        """Whoever has a name in which all the words stand as they are written: for names of no kind that is compared."""
        words = [fold(word) for word in text.split()]
        for person in self._people.values():
            for name in person.names:
                if words and all(word in fold(name) for word in words):
                    yield person.public_id, Candidate("", person.public_id, PART, (text, name), "as_written", ())
                    break

    def pairs(self, settled: Collection[frozenset[str]] = ()) -> list[Candidate]:
        """All pairs that nobody has called different (or same) yet, each once, the nearest first."""
        seen, found = set(settled), []
        for person in self._people.values():
            for candidate in self.like(person):
                pair = frozenset({candidate.one, candidate.other})
                if pair not in seen:
                    seen.add(pair)
                    found.append(candidate)
        return sorted(found, key=lambda c: (BANDS.index(c.band), c.one, c.other))

    def _candidate(self, known: Known, name: str, hit: Hit) -> Candidate:
        other = self._people[hit.person]
        evidence = (*hit.evidence, *_of_return(known, other))
        return Candidate(known.public_id, hit.person, hit.band, (name, hit.form.text), hit.why.code, evidence)


def _worth(hit: Hit) -> bool:
    if hit.band == PART and hit.why.code != "masked_name":  # a family name alone says nothing
        return False
    return hit.band == SAME or AGAINST.isdisjoint(hit.evidence)


def _of_return(one: Known, other: Known) -> tuple[str, ...]:
    if one.events & other.events:
        return ("same_event",)
    if not one.returned or not other.returned:
        return ()
    near = any(
        a.earliest and a.latest and b.may_fall_in(a.earliest, a.latest) for a in one.returned for b in other.returned
    )
    return ("return_date_agrees",) if near else ("return_date_differs",)
