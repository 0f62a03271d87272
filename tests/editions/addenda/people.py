"""The synthetic people of the pages' tests, before and after something was written."""

from __future__ import annotations

from dataclasses import replace

from app.disclosure.views import Content
from tests.web.synthetic_people import content


def before() -> Content:
    return content()


def after() -> Content:
    """A person went, and a return event has another name."""
    said = content()
    gone = said.individuals[0].public_id
    events = tuple(replace(event, label=f"{event.label}, renamed") for event in said.events[:1]) + said.events[1:]
    return replace(
        said,
        individuals=said.individuals[1:],
        cases=tuple(case for case in said.cases if case.individual != gone),
        relations=tuple(tie for tie in said.relations if gone not in (tie.one, tie.other)),
        events=events,
    )
