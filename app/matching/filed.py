"""Where recorded names are looked up by their keys, person by person: somebody can be taken out, and put in anew.

What is filed under a key stands in the order of public ids, which are random: so two files of the same people answer alike,
whatever was taken out and put in on the way.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import count

from app.matching.known import Known
from app.names.folding import fold
from app.names.index import Form, Match
from app.names.keys import LETTERS
from app.names.storing import index_keys

MASKS = frozenset("*〇○")
Place = tuple[str, int]
"""Public id, and which of the person's names."""


class Filed:
    """A `NameIndex` in memory, and beside it all names letter for letter as they fold."""

    def __init__(self) -> None:
        self._number = count(1)
        self._forms: dict[Place, Form] = {}
        self._under: dict[str, list[Place]] = {}
        self._keys: dict[str, list[tuple[str, Place]]] = {}
        self._watching: set[str] | None = None
        self._folded: dict[str, tuple[tuple[str, str], ...]] = {}

    def put(self, person: Known) -> set[str]:
        """File somebody who is not filed; under which keys."""
        filed = self._keys[person.public_id] = []
        for at, name in enumerate(person.names):
            place = (person.public_id, at)
            self._forms[place] = Form(
                next(self._number), person.public_id, name, born=person.born, sex=person.sex, place=person.place
            )
            for key in _keys(name, person):
                insort(self._under.setdefault(key, []), place)
                filed.append((key, place))
        self._folded[person.public_id] = tuple((fold(name), name) for name in person.names)
        return {key for key, _ in filed}

    def take_out(self, public_id: str) -> set[str]:
        """Nothing is left of the person; nobody of this id is no error. Under which keys they were."""
        filed = self._keys.pop(public_id, [])
        for key, place in filed:
            _drop(self._under, key, place)
        for at in range(len(self._folded.pop(public_id, ()))):
            self._forms.pop((public_id, at))
        return {key for key, _ in filed}

    @contextmanager
    def watching(self) -> Iterator[set[str]]:
        """Meanwhile the keys that are asked for, found or not."""
        asked: set[str] = set()
        self._watching = asked
        try:
            yield asked
        finally:
            self._watching = None

    def lookup(self, keys: Sequence[str], limit: int) -> list[Match]:
        """Matches in the order of the keys."""
        if self._watching is not None:
            self._watching.update(keys)
        found: list[Match] = []
        for key in keys:
            found += [(key, self._forms[place]) for place in self._under.get(key, ())]
            if len(found) >= limit:
                break
        return found[:limit]

    def holding(self, words: Collection[str]) -> Iterator[tuple[str, str]]:
        """Whoever has a name in which all the folded words stand, and the name, in the order of ids."""
        for public_id in sorted(self._folded):
            for folded, name in self._folded[public_id]:
                if all(word in folded for word in words):
                    yield public_id, name
                    break


def _keys(name: str, person: Known) -> list[str]:
    """The keys of the name. By its letters alone a single letter is not filed, nor what is masked: too many share it."""
    known, folded = index_keys(name, person.born, person.place), fold(name)
    alone = not folded[1:] or not MASKS.isdisjoint(folded)
    return [key for key in known if not (alone and key.startswith(LETTERS))]


def _drop(under: dict[str, list[Place]], key: str, place: Place) -> None:
    places = under[key]
    del places[bisect_left(places, place)]
    if not places:
        del under[key]
