"""Where recorded forms are looked up by plain equality of keys: in memory, or in two tables of any database.

    name_form(form_id, person_id, text, parsed, born, sex, place)   every recorded form, as written; the rest may be null
    name_key(key, form_id)                                          B-tree on (key, form_id)

Where names are above `public`, pass a `seal` (a keyed hash such as HMAC-SHA-256): the key column then holds only
sealed keys, the search is the same, and a stolen index shows no names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import count, islice
from typing import Protocol

Sealed = str | bytes
Seal = Callable[[str], Sealed]
CHUNK = 400  # keys in one statement; SQLite takes 32,766 parameters, PostgreSQL 65,535


@dataclass(frozen=True, slots=True)
class Form:
    """One recorded form of one person's name, with what else is known of the person and may serve as evidence.

    `parsed` is `app.names.storing.parsed(text)` if it was kept beside the form; without it, it is made again.
    """

    form_id: int
    person: str
    text: str
    parsed: str = ""
    born: int | None = None
    sex: str | None = None
    place: str | None = None


Match = tuple[str, Form]
"""A key that was asked for, unsealed, and a form filed under it."""


class NameIndex(Protocol):
    """What a search needs: (key, form) pairs for any of the keys, at most `limit` of them.

    Keys come likeliest first, and an index that must cut off should prefer the earlier ones. Rules of access belong
    here, before ranking: a form that the reader may not see is not returned, so that not even counts leak it.
    """

    def lookup(self, keys: Sequence[str], limit: int) -> list[Match]: ...


def plain(key: str) -> str:
    """The seal of a public index: none."""
    return key


class MemoryIndex:
    """Forms and keys in dictionaries; for editions that fit, for tests and for the benchmark."""

    def __init__(self, seal: Seal = plain) -> None:
        self._seal = seal
        self._forms: dict[Sealed, list[Form]] = {}

    def add(self, form: Form, keys: Iterable[str]) -> None:
        """File a form under its keys."""
        for key in keys:
            self._forms.setdefault(self._seal(key), []).append(form)

    def lookup(self, keys: Sequence[str], limit: int) -> list[Match]:
        """Matches in the order of the keys."""
        found: list[Match] = []
        for key in keys:
            found += [(key, form) for form in self._forms.get(self._seal(key), ())]
            if len(found) >= limit:
                break
        return found[:limit]


Row = Sequence[str | bytes | int | None]
Execute = Callable[[str, Sequence[Sealed]], Iterable[Row]]
"""Runs one SELECT with positional parameters and gives its rows."""

_SELECT = (
    "SELECT k.key, f.form_id, f.person_id, f.text, f.parsed, f.born, f.sex, f.place"
    " FROM {keys} AS k JOIN {forms} AS f ON f.form_id = k.form_id WHERE k.key IN ({marks})"
    " ORDER BY k.key, k.form_id LIMIT {limit} OFFSET {start}"
)
Part = tuple[str, str]
"""Where keys and their forms stand."""
WHOLE: tuple[Part, ...] = (("name_key", "name_form"),)


class TableIndex:
    """The same over `name_key` and `name_form` tables or views; the caller brings the database as `execute`."""

    def __init__(
        self,
        execute: Execute,
        seal: Seal = plain,
        mark: str = "?",
        parts: Sequence[Part] = WHOLE,
        without: AbstractSet[str] = frozenset(),
    ) -> None:
        """`parts`: the tables, or several that hold different people: answered as if they were one, its forms by person.

        `without`: people of whom no form is returned or counted against a limit, as if none were there.
        """
        self._execute, self._seal, self._mark, self._parts = execute, seal, mark, parts
        self._without = without

    def lookup(self, keys: Sequence[str], limit: int) -> list[Match]:
        """Matches by chunks of keys, so that the likelier keys are served first."""
        found: list[Match] = []
        for start in range(0, len(keys), CHUNK):
            unsealed = {self._seal(key): key for key in keys[start : start + CHUNK]}
            marks = ",".join([self._mark] * len(unsealed))
            found += [_match(row, unsealed) for row in self._rows(marks, list(unsealed), int(limit) - len(found))]
            if len(found) >= limit:
                break
        return found

    def _rows(self, marks: str, sealed: list[Sealed], limit: int) -> list[Row]:
        rows: list[Row] = []
        for part in self._parts:
            rows += islice(self._standing(part, marks, sealed, limit), limit)
        return rows if len(self._parts) == 1 else sorted(rows, key=_in_one_table)[:limit]

    def _standing(self, part: Part, marks: str, sealed: list[Sealed], limit: int) -> Iterator[Row]:
        """Rows of the people who are there. They may be without more people than a statement takes parameters, so their rows are
        dropped here, and further ones are read in their stead.
        """
        keys, forms = part
        for start in count(0, limit):
            some = list(
                self._execute(_SELECT.format(marks=marks, limit=limit, start=start, keys=keys, forms=forms), sealed)
            )
            yield from (row for row in some if row[2] not in self._without)
            if len(some) < limit:
                return


def _in_one_table(row: Row) -> tuple[str, str, int]:
    """By key and, as forms are numbered, by person."""
    key, form_id, person = row[:3]
    return str(key), str(person), int(form_id or 0)


def _match(row: Row, unsealed: dict[Sealed, str]) -> Match:
    key, form_id, person, text, parsed, born, sex, place = row
    sealed = key if isinstance(key, str) else bytes(key)  # type: ignore[arg-type]  # a memoryview on PostgreSQL
    year = None if born is None else int(born)
    form = Form(int(form_id or 0), str(person), str(text), str(parsed or ""), year, _text(sex), _text(place))
    return unsealed[sealed], form


def _text(value: str | bytes | int | None) -> str | None:
    return None if value is None else str(value)
