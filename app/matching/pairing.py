"""All pairs who may be one, kept while people change: only those are compared anew whose search would meet what changed.

A search asks for keys and depends on nothing but what is filed under them. So the keys of each are remembered with its answer,
and an answer stays good until something under one of its keys is another.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from app.matching.candidates import Candidate, People, once_each
from app.matching.known import Known

AT_ONCE = 200
"""How many people are compared with everybody before somebody else may have their turn."""


class Pairs:
    """What everybody in `people` is answered. The people change through here alone."""

    def __init__(self, people: People) -> None:
        self.people = people
        self._answers: dict[str, list[Candidate]] = {}
        self._asked: dict[str, frozenset[str]] = {}
        self._asking: dict[str, set[str]] = {}
        self._stale = set(people.ids())
        self._listed: list[Candidate] = []

    def change(self, gone: Iterable[str], come: Iterable[Known]) -> None:
        """As `People.change`; whose answer may be another now is compared anew when somebody asks for the pairs."""
        here = list(come)
        changed = {*gone, *(person.public_id for person in here)}
        for key in self.people.change(changed, here):
            self._stale |= self._asking.get(key, set())
        for public_id in changed:
            self._forget(public_id)
        self._stale = (self._stale - changed) | {person.public_id for person in here}

    def go_on(self) -> bool:
        """Compare some of those who are to be compared; whether all have been."""
        some = list(islice(self._stale, AT_ONCE))
        for public_id in some:
            self._forget(public_id)
            answer, asked = self.people.watched(public_id)
            self._answers[public_id], self._asked[public_id] = answer, asked
            for key in asked:
                self._asking.setdefault(key, set()).add(public_id)
        self._stale.difference_update(some)
        if some:
            self._listed = []
        return not self._stale

    def listed(self) -> list[Candidate]:
        """Each pair once, the nearest first, once all have been compared."""
        if not self._listed:
            self._listed = once_each(self._answers)
        return self._listed

    def _forget(self, public_id: str) -> None:
        self._answers.pop(public_id, None)
        self._listed = []
        for key in self._asked.pop(public_id, ()):
            asking = self._asking[key]
            asking.discard(public_id)
            if not asking:
                del self._asking[key]
