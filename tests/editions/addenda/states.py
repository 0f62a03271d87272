"""What an edition says before and after, what was written in between, and how both are put on disk."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from app.disclosure.views import Content
from app.editions.build.addendum import addendum_rows, write_addendum
from app.editions.build.ended import Written
from app.editions.build.file import write_edition
from app.editions.build.rows import Rows, cited, rows_of
from app.editions.kin import together
from app.editions.read.opening import Edition, File, Verified, open_edition, open_files
from app.names.index import Seal, plain

Said = dict[str, dict[str, list[object]]]


def written_between(old: Content, new: Content) -> Written:
    """Everybody and everything whose rows are not the same, found by making all rows of both."""
    before, after = _said(rows_of(old)), _said(rows_of(new))
    changed = {
        kind: frozenset(
            key for key in before[kind].keys() | after[kind].keys() if before[kind].get(key) != after[kind].get(key)
        )
        for kind in before
    }
    return Written(changed["individuals"], changed["events"], changed["sources"])


def _said(rows: Rows) -> Said:
    """By individual, event and source all that rows say of them, without numbers."""
    owner = {row[0]: row[2] for row in rows["case_row"]}
    of_case = {row[1]: row[2] for row in rows["case_row"]}
    said: Said = {"individuals": {}, "events": {}, "sources": {}}
    people = said["individuals"]
    for table in ("case_row", "case_summary", "case_csv", "case_text", "case_order"):
        for n, *rest in rows[table]:
            people.setdefault(owner[n], []).append((table, *rest))
    at = {}
    for position, *rest in rows["list_line"]:
        kind, key = ("individuals", of_case[rest[2]]) if rest[1] == "case" else ("events", rest[2])
        at[position] = said[kind].setdefault(key, [])
        at[position].append(("line", *rest))
    for field, term, position in rows["list_term"]:
        at[position].append((field, term))
    for _, person, *rest in rows["name_form"]:
        people.setdefault(person, []).append(("name", *rest))
    for table, kind in (("event_row", "events"), ("source_row", "sources")):
        for _, key, document in rows[table]:
            said[kind].setdefault(key, []).append(document)
    return said


def narrowed(content: Content, written: Written, before: Content) -> Content:
    """What a publisher has at hand who reads no more than needed: those who are written, with their families and returns.

    Of sources those that they cite, and those that nothing cites any more, which were cited `before`.
    """
    families = together((tie.one, tie.other) for tie in content.relations)
    wanted = {families.get(person, person) for person in written.individuals}
    events = written.events | {c.event for c in content.cases if c.individual in written.individuals}
    near = {c.individual for c in content.cases if c.event in events}
    near |= {i.public_id for i in content.individuals if families.get(i.public_id, i.public_id) in wanted}
    families_near = {families.get(person, person) for person in near}
    near = {i.public_id for i in content.individuals if families.get(i.public_id, i.public_id) in families_near}
    cases = tuple(c for c in content.cases if c.individual in near)
    events |= {c.event for c in cases}
    individuals = tuple(i for i in content.individuals if i.public_id in near)
    returns = tuple(e for e in content.events if e.public_id in events)
    facts = [fact for holder in (*individuals, *cases, *returns) for fact in holder.facts]
    near_sources = tuple(s for s in content.sources if s.public_id in cited(facts))
    still = {source.public_id for source in content.sources}
    return replace(
        content,
        individuals=individuals,
        cases=cases,
        events=returns,
        sources=near_sources + tuple(s for s in before.sources if s.public_id not in still),
        relations=tuple(t for t in content.relations if t.one in near and t.other in near),
    )


def whole(content: Content, folder: Path, key: bytes | None = None, seal: Seal = plain) -> Edition:
    """The edition of a content in one file."""
    file = folder / "whole.sqlite"
    return _sealed(open_edition(file, key, write_edition(rows_of(content, seal), file, key)), seal)


def amended(contents: list[Content], folder: Path, key: bytes | None = None, seal: Seal = plain) -> Edition:
    """A base of the first content under an addendum for each of the others, one in place of the other."""
    base, found = folder / "base.sqlite", None
    identity = write_edition(rows_of(contents[0], seal), base, key)
    for n, new in enumerate(contents[1:]):
        written = written_between(contents[0], new)
        if found is not None:
            written = Written(
                found.individuals | written.individuals, found.events | written.events, found.sources | written.sources
            )
        found, addendum = written, File(folder / f"addendum-{n}.sqlite")
        with closing(open_edition(base, key, identity)) as alone:
            made = addendum_rows(alone, narrowed(new, written, contents[0]), written, seal)
        whole = write_addendum(made, addendum.path, key)
    return _sealed(open_files([File(base), addendum], key, whole, Verified()), seal)


def _sealed(edition: Edition, seal: Seal) -> Edition:
    edition.seal = seal
    return edition
