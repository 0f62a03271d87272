"""The name index of an edition: every form that its views show, under its keys. Nothing that a view withholds can enter.

Where names are above `public` the key column holds a keyed hash: equality is all that is needed, and a stolen index shows
no names. The forms and their readings lie beside it in the same encrypted file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from app.codebook.values import DateValue, NameValue, PlaceValue, TermValue
from app.disclosure.views import FactView, IndividualView
from app.names.index import Seal
from app.names.storing import index_keys, parsed

Row = tuple[Any, ...]


def name_rows(people: Iterable[IndividualView], seal: Seal, after: int = 0) -> tuple[list[Row], list[Row]]:
    """Rows of name_form and name_key, numbered behind `after`."""
    forms: list[Row] = []
    keys: set[Row] = set()
    for person in people:
        born, sex, place = _evidence(person)
        for text in _texts(person):
            number = after + len(forms) + 1
            forms.append((number, person.public_id, text, parsed(text), born, sex, place))
            keys |= {(_plain(seal(key)), number) for key in index_keys(text, born, place)}
    return forms, sorted(keys)


def _texts(person: IndividualView) -> Iterator[str]:
    said = (value for f in person.facts if f.field == "name" for value in f.said)
    yield from dict.fromkeys(value.text for value in said if isinstance(value, NameValue) and not value.is_aid)


def _evidence(person: IndividualView) -> tuple[int | None, str | None, str | None]:
    """Year of birth, sex and home town where one of each is stated."""
    facts = {f.field: f for f in person.facts}
    birth, sex, place = (_settled(facts.get(code)) for code in ("birth", "sex", "origin_place"))
    years = birth.date.years() if isinstance(birth, DateValue) else range(0)
    return (
        years.start if len(years) == 1 else None,
        sex.term if isinstance(sex, TermValue) else None,
        place.text if isinstance(place, PlaceValue) else None,
    )


def _settled(fact: FactView | None) -> object:
    return None if fact is None else fact.settled


def _plain(key: str | bytes) -> str:
    return key if isinstance(key, str) else key.hex()
