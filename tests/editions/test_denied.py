"""What is only denied is told where its sources stand beside it, and nowhere else: whatever prints, counts, orders or finds a bare value
says the same as if nobody had denied anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import given, settings

from app.codebook.levels import Level
from app.disclosure.assemble import Record, content_of
from app.disclosure.dossier import Statement
from app.editions.build.rows import Rows, rows_of
from app.editions.summaries import said
from app.publishing.pictures.all import PICTURES
from app.publishing.pictures.picture import Holdings
from tests.conftest import examples
from tests.pairs import DICE, ON, record

FOUND_BY = (
    "list_term", "bitmap", "case_column", "marginal", "case_order", "case_text", "name_form", "name_key",
)  # fmt: skip
OF_DISPUTE = ("disputed", "source_count", "status")
"""What says that somebody denies it, beside a bare value."""


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.RESEARCHER, Level.VETTED])
@settings(max_examples=examples(150, 3_000))
@given(dice=DICE)
def test_a_bare_value_is_as_if_nobody_had_denied_anything(level: Level, dice: Random):
    told = record(dice, level)
    seen, undenied = (_bare(rows_of(content_of(each, level, ON, str))) for each in (told, _without_denials(told)))
    for table in seen:
        assert seen[table] == undenied[table], table


@settings(max_examples=examples(10, 300))
@given(dice=DICE)
def test_a_picture_is_as_if_nobody_had_denied_anything(dice: Random):
    told = record(dice, Level.PUBLIC)
    seen, undenied = (_pictures(each) for each in (told, _without_denials(told)))
    for name, picture in seen.items():
        assert picture == undenied[name], name


def _pictures(told: Record) -> dict[str, Any]:
    rows = rows_of(content_of(told, Level.PUBLIC, ON, str))
    held = Holdings(*(tuple(orjson.loads(row[-1]) for row in rows[table]) for table in ("case_row", "event_row")))
    return {drawn.name: (drawn.finding, drawn.records()) for drawn in (draw(held, "en") for draw in PICTURES)}


def _without_denials(told: Record) -> Record:
    people = tuple(
        replace(
            person,
            statements=_said(person.statements),
            cases=tuple(replace(case, statements=_said(case.statements)) for case in person.cases),
        )
        for person in told.dossiers
    )
    events = tuple(replace(event, statements=_said(event.statements)) for event in told.events)
    return replace(told, dossiers=people, events=events)


def _said(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return tuple(statement for statement in statements if not statement.denies)


def _bare(rows: Rows) -> dict[str, Any]:
    """All that an edition says without who says it, and by which it is found."""
    events = [orjson.loads(row[-1]) for row in rows["event_row"]]
    return {
        "events": [{code: said(fact) for code, fact in event["facts"].items() if said(fact)} for event in events],
        "short": [list(_undisputed(orjson.loads(body))) for _, body in rows["case_summary"]],
        "headings": [list(_undisputed(event["cases"])) for event in events],
        "counts": [(event["section"], event["count"]) for event in events],
        "lines": [(row[:-1], list(_undisputed(orjson.loads(row[-1])))) for row in rows["list_line"]],
        **{table: rows[table] for table in FOUND_BY},
    }


def _undisputed(document: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every value of a document by its path, but for what says that it is denied."""
    if isinstance(document, dict):
        for key, part in document.items():
            if key not in OF_DISPUTE and part not in ([], {}):
                yield from _undisputed(part, (*path, key))
    elif isinstance(document, list):
        for n, part in enumerate(document):
            yield from _undisputed(part, (*path, str(n)))
    else:
        yield path, str(document)
