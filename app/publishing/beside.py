"""What an edition says already of those who stay as they are, read back so that somebody can be told anew beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import orjson

from app.disclosure.assemble import Beside
from app.disclosure.views import EventView, SourceView
from app.editions.build import reread
from app.editions.build.documents import Document
from app.editions.read.opening import Edition


@dataclass(slots=True)
class Base:
    """The documents of an edition's base, read when they are first asked for. `people`: case documents by individual."""

    edition: Edition
    people: dict[str, list[Document]] = field(default_factory=dict)

    def of(self, people: Iterable[str]) -> list[Document]:
        """The documents of all cases of these individuals; those of whom the edition says nothing have none."""
        wanted = set(people)
        for key in wanted - self.people.keys():
            self.people[key] = []
        missing = [key for key in wanted if not self.people[key]]
        for document in self._found("case_row", "individual", missing):
            self.people[document["individual"]].append(document)
        return [document for key in sorted(wanted) for document in self.people[key]]

    def in_events(self, events: Iterable[str]) -> frozenset[str]:
        """The individuals whose cases are in these events."""
        return frozenset(row[0] for row in self.edition.rows_of("individual", "case_row", "event", events))

    def events(self, keys: Iterable[str]) -> list[Document]:
        """The documents of these return events."""
        return list(self._found("event_row", "id", keys))

    def sources(self, keys: Iterable[str]) -> list[Document]:
        """The documents of these sources, each with the cases and events that it supports."""
        return list(self._found("source_row", "id", keys))

    def cases(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of these cases that the edition has."""
        return frozenset(row[0] for row in self.edition.rows_of("id", "case_row", "id", keys))

    def owners(self, cases: Iterable[str]) -> frozenset[str]:
        """The individuals of these cases."""
        return frozenset(row[0] for row in self.edition.rows_of("individual", "case_row", "id", cases))

    def tied(self, people: Iterable[str]) -> frozenset[str]:
        """These individuals, and everybody who is tied to one of them, directly or through others."""
        found, fresh = set[str](), set(people)
        while fresh:
            found |= fresh
            fresh = {tie.other for document in self.of(fresh) for tie in reread.ties(document)} - found
        return frozenset(found)

    def beside(self, people: Iterable[str], more: Iterable[SourceView]) -> Beside:
        """What stands of these individuals: they themselves, all their cases and ties, and what those cite, besides `more`."""
        documents = self.of(people)
        return Beside(
            individuals=tuple({d["individual"]: reread.individual_view(d) for d in documents}.values()),
            cases=tuple(map(reread.case_view, documents)),
            events=tuple(_labels(documents)),
            sources=(*more, *(source for d in documents for source in reread.source_views(d))),
            tied=tuple(tie for d in documents for tie in reread.ties(d)),
        )

    def _found(self, table: str, column: str, keys: Iterable[str]) -> Iterator[Document]:
        return (orjson.loads(row[0]) for row in self.edition.rows_of("document", table, column, keys))


def _labels(documents: Iterable[Document]) -> Iterator[EventView]:
    """Events as far as a case names them: by their labels."""
    found = {d["event"]["id"]: d["event"]["label"] for d in documents if d["event"]}
    for key, label in found.items():
        yield EventView(key, label, frozenset(), "", (), 0, 0, 0, None, None)
