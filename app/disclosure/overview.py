"""What has to be known of everybody so that a few can be decided anew: names, likenesses, and who is only counted where.

Three things that one level may see of a person depend on others: text must not name whoever is withheld, hidden people are told
as far as enough others look the same, and an event counts whoever is no line of their own. All else is the person's alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app.disclosure.alike import Alike, Likeness, likeness, look_alike
from app.disclosure.dossier import Dossier
from app.disclosure.views import PersonView
from app.disclosure.withheld import names_in, shown_names
from app.names.withheld import Spelt, WithheldNames, windows

NOBODY: frozenset[str] = frozenset()


class Names:
    """Every recorded name of every individual, whatever its level or standing, with its spellings. One for all levels."""

    def __init__(self, dossiers: Iterable[Dossier] = ()) -> None:
        self._of: dict[str, frozenset[str]] = {}
        self._bearers: Counter[str] = Counter()
        self.spelt = Spelt()
        for key, found in names_in(dossiers).items():
            self.record(key, frozenset(found))

    def record(self, key: str, names: frozenset[str]) -> frozenset[str]:
        """The individual has these names from now on; the names that nobody had before, or that nobody has any more."""
        before = self._of.pop(key, NOBODY)
        if names:
            self._of[key] = names
        moved = _counted(self._bearers, before, names)
        for name in sorted(moved):
            (self.spelt.add if name in self._bearers else self.spelt.remove)(name)
        return moved

    def follow(self, dossiers: Iterable[Dossier], keys: Iterable[str]) -> frozenset[str]:
        """Of these individuals the dossiers say all names from now on; the names that nobody had before, or has any more."""
        recorded = names_in(dossiers)
        return NOBODY.union(*(self.record(key, frozenset(recorded.get(key, ()))) for key in keys))

    def meant(self, texts: Iterable[str]) -> frozenset[str]:
        """The individuals of whom some text may speak: they have a name that is spelt as some of its words are."""
        forms = {form for text in texts for form in windows(text, self.spelt.longest)}
        names = {name for form in forms for name in self.spelt.names_of(form)}
        return frozenset(key for key, own in self._of.items() if not names.isdisjoint(own)) if names else NOBODY


class Overview:
    """Of one level. Begins with nobody; `take` everybody, then `settle`."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._showing: dict[str, frozenset[str]] = {}
        self._shown: Counter[str] = Counter()
        self._likenesses: dict[str, Likeness] = {}
        self._counted: dict[str, tuple[str, ...]] = {}
        self.alike = Alike({}, ())

    def take(self, key: str, view: PersonView) -> frozenset[str]:
        """The individual is seen so from now on; the names that are shown now and were not, or the other way round."""
        self._counted.pop(key, None)
        self._likenesses.pop(key, None)
        if view.counted_in:
            self._counted[key] = view.counted_in
        like = likeness(view)
        if like is not None:
            self._likenesses[key] = like
        before = self._showing.pop(key, NOBODY)
        now = frozenset(shown_names([view.individual])) if view.individual and like is None else NOBODY
        if now:
            self._showing[key] = now
        return _counted(self._shown, before, now)

    def settle(self) -> frozenset[str]:
        """Find out who looks like whom; the individuals of whom more, less or something else is told than before."""
        before, self.alike = self.alike, look_alike(self._likenesses.values())
        keys = before.shown.keys() | self.alike.shown.keys()
        return frozenset(key for key in keys if before.shown.get(key) != self.alike.shown.get(key))

    def likeness_of(self, key: str) -> Likeness | None:
        """What is told of the individual at most, if they are hidden."""
        return self._likenesses.get(key)

    def counted_in(self, key: str) -> tuple[str, ...]:
        """The events in which the individual is counted, or may be if too few look like them."""
        like = self._likenesses.get(key)
        return self._counted.get(key, ()) if like is None else like.events

    def counts(self) -> Counter[str]:
        """For each event how many people are counted there and have no line of their own."""
        found = Counter(event for events in self._counted.values() for event in events)
        found.update(event for person in self.alike.counted for event in person.events)
        return found

    def withheld(self) -> WithheldNames:
        """The names that the level must not come to know."""
        return WithheldNames((), self._shown, self._names.spelt)


def _counted(counter: Counter[str], before: frozenset[str], now: frozenset[str]) -> frozenset[str]:
    """Count one bearer's names anew; the names that have their first bearer now, or lost their last."""
    held = {name for name in before | now if counter[name] > 0}
    counter.subtract(before)
    counter.update(now)
    moved = frozenset(name for name in before | now if (counter[name] > 0) != (name in held))
    for name in before - now:
        if counter[name] == 0:
            del counter[name]
    return moved
