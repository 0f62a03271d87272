"""Pairs of people who may be one, each with the reason and the evidence for and against. A person decides; code never does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from app.matching.filed import Filed
from app.matching.known import Known
from app.names.evidence import Evidence
from app.names.folding import fold
from app.names.gathering import Hit
from app.names.searching import search
from app.names.why import LIKELY, NEAR, PART, SAME

BANDS = (SAME, LIKELY, NEAR, PART)
OF_ONE_NAME = 10
"""How many people one name is compared with at most, the nearest first."""
AS_WRITTEN = "as_written"
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
    """Visible people, filed under the keys of all their names. `change` puts some of them in anew."""

    def __init__(self, people: Iterable[Known]) -> None:
        self._people: dict[str, Known] = {}
        self._filed = Filed()
        self.change((), sorted(people, key=lambda person: person.public_id))

    def change(self, gone: Iterable[str], come: Iterable[Known]) -> set[str]:
        """Take out whoever is in `gone` (public ids), then put these in. Returns the keys under which anything changed."""
        changed: set[str] = set()
        for key in gone:
            changed.update(self._filed.take_out(key))
            self._people.pop(key, None)
        for person in come:
            self._people[person.public_id] = person
            changed.update(self._filed.put(person))
        return changed

    def like(self, known: Known) -> list[Candidate]:
        """Others who may be this person, the nearest first."""
        best: dict[str, Candidate] = {}
        asked = Evidence(known.born, known.sex, known.place)
        for name in known.names:
            hits = search(self._filed, name, asked, OF_ONE_NAME).hits
            for made in [self._candidate(known, name, hit) for hit in hits if _worth(hit)]:
                old = best.get(made.other)
                if made.other != known.public_id and (old is None or BANDS.index(made.band) < BANDS.index(old.band)):
                    best[made.other] = made
        return sorted(best.values(), key=lambda c: (BANDS.index(c.band), c.other))

    def like_one(self, key: str) -> list[Candidate]:
        """The same for somebody who is filed here; nobody for anybody else."""
        known = self._people.get(key)
        return [] if known is None else self.like(known)

    def watched(self, key: str) -> tuple[list[Candidate], frozenset[str]]:
        """The same, with every key that was asked for: while nothing changes under these, the answer does not."""
        with self._filed.watching() as asked:
            answer = self.like_one(key)
        return answer, frozenset(asked)

    def named(self, text: str, most: int = 25) -> list[Candidate]:
        """Whoever the text may be a name of, in any script and spelling, a part of a name too; the nearest first."""
        asked = Known("", (text,), None, None, None, frozenset(), ())
        best: dict[str, Candidate] = {}
        for hit in search(self._filed, text, Evidence(), most).hits:
            best.setdefault(hit.person, self._candidate(asked, text, hit))
        words = [fold(word) for word in text.split()]
        written = ((key, name) for key, name in self._filed.holding(words) if key not in best) if words else ()
        rest = [Candidate("", key, PART, (text, name), AS_WRITTEN, ()) for key, name in islice(written, most)]
        return [*best.values(), *rest[: max(0, most - len(best))]]

    def pairs(self, settled: Collection[frozenset[str]] = ()) -> list[Candidate]:
        """All pairs that nobody has called different (or same) yet, each once, the nearest first."""
        found = once_each({public_id: self.like_one(public_id) for public_id in self.ids()})
        return [c for c in found if frozenset({c.one, c.other}) not in settled]

    def ids(self) -> list[str]:
        """Everybody's public id, in order."""
        return sorted(self._people)

    def _candidate(self, known: Known, name: str, hit: Hit) -> Candidate:
        other = self._people[hit.person]
        evidence = (*hit.evidence, *_of_return(known, other))
        return Candidate(known.public_id, hit.person, hit.band, (name, hit.form.text), hit.why.code, evidence)


def once_each(answers: Mapping[str, Iterable[Candidate]]) -> list[Candidate]:
    """The pairs in what everybody is answered, each as the first of the two (by public id) has it; the nearest first."""
    seen: set[frozenset[str]] = set()
    found = []
    for public_id in sorted(answers):
        for candidate in answers[public_id]:
            pair = frozenset({candidate.one, candidate.other})
            if pair not in seen:
                seen.add(pair)
                found.append(candidate)
    return sorted(found, key=lambda c: (BANDS.index(c.band), c.one, c.other))


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
