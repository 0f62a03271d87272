"""Whoever approves a change has been shown all that it holds: two changes that differ in anything are told differently."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from app.codebook.levels import Form, Level, Purpose, Standing
from app.codebook.values import AgeValue, CountValue, DateValue, NameValue, PlaceValue, TextValue
from app.editing.drafts import changes as c
from app.editing.drafts.in_words import SEALED, details, said
from app.editing.record.parts import decision_line
from app.editing.words import value_exactly

KINDS = get_args(get_args(c.Change)[0])
PAIRS: dict[Any, tuple[Any, Any]] = {
    str: ("seven", "eight"),
    int: (2, 3),
    date: (date(2027, 1, 1), date(2028, 2, 2)),
    Level: (Level.RESEARCHER, Level.VETTED),
    Form: (Form.FULL, Form.HOLD),
    Purpose: (Purpose.MEDIA, Purpose.PORTRAIT),
    Standing: (Standing.ACTIVE, Standing.PREFERRED),
}
"""Two values of each type of field."""
NAMED = {"value": (TextValue(text="seven"), TextValue(text="eight")), "polarity": ("asserts", "denies")}
VALUES = (
    (AgeValue(text="39", low=39, high=39), AgeValue(text="39", low=39, high=39, basis="korean")),
    (AgeValue(text="about forty", low=38, high=42), AgeValue(text="about forty", low=35, high=45)),
    (CountValue(text="60", low=60, high=60), CountValue(text="60", low=60, high=60, basis="witness_estimate")),
    (CountValue(text="some", low=None, high=60), CountValue(text="some", low=60, high=None)),
    (PlaceValue(text="Tumen"), PlaceValue(text="Tumen", code="CN-22")),
    (DateValue(text="2013-05"), DateValue(text="2013-05~")),
    (NameValue(text="Synthetic", script="Latn"), NameValue(text="Synthetic", script="Latn", form="nickname")),
    (NameValue(text="Synthetic Name"), NameValue(text="Synthetic Name", family="Synthetic", given="Name")),
)


def _pair(name: str, annotation: Any) -> tuple[Any, Any]:
    if name in NAMED:
        return NAMED[name]
    for kind, (one, other) in PAIRS.items():
        if kind.__name__ in str(annotation):
            many = "tuple" in str(annotation)
            return ((one,), (other,)) if many else (one, other)
    raise AssertionError(f"what is a {annotation}?")


def _told(change: c.Change) -> tuple[str, list[tuple[str, str]]]:
    return said(change), details(change)


def _whole(kind: type) -> Any:
    held = {name: _pair(name, field.annotation)[0] for name, field in kind.model_fields.items() if name != "kind"}
    return kind(**held)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_field_of_each_kind_is_told(kind):
    whole = _whole(kind)
    for name, field in kind.model_fields.items():
        if name in ("kind", "ref"):
            continue
        other = whole.model_copy(update={name: _pair(name, field.annotation)[1]})
        assert _told(other) != _told(whole), name


def test_whoever_is_on_hold_is_not_said_to_be_shown_for_nothing():
    held = c.Decide(
        ref="d",
        subject="somebody",
        form=Form.HOLD,
        basis="none",
        consent_status="pending",
        effect="unclear",
        reason="w",
    )
    assert said(held) == "somebody: on hold, so shown to the vetted alone: w"
    assert said(held.model_copy(update={"form": Form.DESCRIPTOR})) == "somebody: shown as Descriptor: w"
    line = decision_line(["hold", [], "none", "pending", "2026-11-24", None, None, None])
    assert line.startswith("On hold; basis:") and "purpose" not in line


@pytest.mark.parametrize(("one", "other"), VALUES, ids=lambda value: value.canonical())
def test_each_part_of_a_value_is_told(one, other):
    claim = c.NewClaim(ref="f", subject="@p", field="note", value=one, source="@s")
    assert _told(claim) != _told(claim.model_copy(update={"value": other}))


def test_who_asked_and_what_threatens_is_for_those_who_decide():
    told = details(_whole(c.Decide), sealed=False)
    assert told == [each for each in details(_whole(c.Decide)) if each[0] not in ("Who asked", "Threats")]
    assert len(told) == len(details(_whole(c.Decide))) - len(SEALED)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (
            NameValue(text="김○금", script="Hang", form="masked", scheme="as_published"),
            "Hangul, Masked name, As published",
        ),
        (PlaceValue(text="Pyongyang", code="KP"), "North Korea (KP)"),
        (PlaceValue(text="Tumen", code="CN-22"), "China (CN-22)"),
    ],
)
def test_codes_are_told_in_words(value, words):
    assert value_exactly(value) == words
