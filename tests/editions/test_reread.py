"""What an edition says can be read back into the views it was written from, without loss."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.assemble import content_of
from app.disclosure.views import Content
from app.editions.build import reread
from app.editions.build.documents import Shelfmarks, case_document, event_document, source_document
from tests.conftest import examples
from tests.editions.vaults import ON, records
from tests.homes import look_at_shipped_home
from tests.noninterference.difference import same
from tests.publishing.records import record_at


def _comes_back(content: Content) -> None:
    marks = Shelfmarks.of(content)
    cases = [json.loads(json.dumps(case_document(case, marks))) for case in content.cases]
    same([reread.case_view(d) for d in cases], list(content.cases), "cases")
    same({reread.individual_view(d) for d in cases} == set(content.individuals), True, "individuals")
    same({tie for d in cases for tie in reread.ties(d)}, set(content.relations), "ties")
    events = [json.loads(json.dumps(event_document(event, marks))) for event in content.events]
    same({source for d in (*cases, *events) for source in reread.source_views(d)}, set(content.sources), "sources")
    for event, document in zip(content.events, events, strict=True):
        back = reread.event_view(document)
        same(
            (back.label, back.facts, back.named, back.low), (event.label, event.facts, event.named, event.low), "event"
        )
    for source in content.sources:
        same(reread.source_view(source_document(source, [])), source, "source")


@pytest.mark.parametrize("level", EDITION_LEVELS)
def test_of_the_shipped_record(level: Level) -> None:
    record = record_at(look_at_shipped_home())
    _comes_back(content_of(record, level, ON, lambda key: "z" + key[1:]))


@settings(max_examples=examples(100, 2_000))
@given(records())
def test_of_any_record(record) -> None:
    _comes_back(content_of(record, Level.PUBLIC, ON, lambda key: "z" + key[1:]))
