"""For one level: the content that is told anew after a few changesets, and whose rows it takes the place of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.disclosure.assemble import Anew, For, moved_on, told_anew, views
from app.disclosure.views import Content, FactView, SourceView
from app.editions.build import reread
from app.editions.build.ended import Written
from app.publishing.amending import Known, Turned
from app.publishing.beside import Base


@dataclass(frozen=True, slots=True)
class Told:
    """`content`: what is told anew, and others as far as it refers to them. `written`: whose rows it takes the place of."""

    content: Content
    written: Written


def told(known: Known, turned: Turned, base: Base, whom: For) -> Told:
    """What the level is told anew. `base`: what the base of its edition says."""
    overview = known.overviews[whom.level]
    people = views(turned.record, whom)
    alike = turned.alike[whom.level] | (turned.people & overview.alike.shown.keys())
    own = turned.people | alike | {whom.rename(key) for key in turned.people | alike}
    before = base.of(own)
    events = (
        turned.events | {e.public_id for e in turned.record.events} | {d["event"]["id"] for d in before if d["event"]}
    )
    held = base.events(events)
    ends = {tie.other for view in people.values() for tie in view.relations}
    again = base.tied(own | ends) | _touched_through(turned, base)
    context = base.tied(again) | base.in_events(events)
    more = [source for d in (*before, *held) for source in reread.source_views(d)]
    anew = Anew(people, alike, turned.record, base.beside(context - own, more))
    content = told_anew(overview, anew, whom)
    written = again | own
    sources = turned.sources | reread.cited((*before, *held)) | _cited(content, written, events)
    return Told(_whole(content, turned, base, own, more), Written(written, frozenset(events), sources))


def _touched_through(turned: Turned, base: Base) -> frozenset[str]:
    """The individuals whose pages tell a source or an event that was touched itself."""
    supported = (s["id"] for d in base.sources(turned.sources) for s in d["supports"] if s["kind"] == "case")
    return base.owners(supported) | base.in_events(turned.events)


def _cited(content: Content, people: frozenset[str], events: Iterable[str]) -> frozenset[str]:
    written = frozenset(events)
    facts: list[FactView] = [f for i in content.individuals if i.public_id in people for f in i.facts]
    facts += [f for c in content.cases if c.individual in people for f in c.facts]
    facts += [f for e in content.events if e.public_id in written for f in e.facts]
    return frozenset(c.source for f in facts for v in f.values for c in v.citations)


def _whole(content: Content, turned: Turned, base: Base, own: frozenset[str], more: list[SourceView]) -> Content:
    """With every source that was cited before, and with the old ids that lead on from all of the edition."""
    sources = {source.public_id: source for source in (*more, *content.sources)}
    ends = {key for moved in turned.record.moved for key in (moved.old, moved.new)}
    shown = (base.cases(ends) - {d["id"] for d in base.of(own)}) | {case.public_id for case in content.cases}
    return replace(
        content,
        sources=tuple(sources[key] for key in sorted(sources)),
        moved=moved_on(turned.record.moved, content.level, shown),
    )
