"""Where recorded forms are looked up by plain equality of keys: in memory, or in two tables of any database.

    name_form(form_id, person_id, text)          every recorded form, as written
    name_key(key, form_id)                       B-tree on (key, form_id)

Where names are above `public`, pass a `seal` (a keyed hash such as HMAC-SHA-256): the key column then holds only
sealed keys, the search is the same, and a stolen index shows no names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

Sealed = str | bytes
Seal = Callable[[str], Sealed]
CHUNK = 400  # keys in one statement; SQLite takes 32,766 parameters, PostgreSQL 65,535


@dataclass(frozen=True, slots=True)
class Form:
    """One recorded form of one person's name."""

    form_id: int
    person: str
    text: str


class NameIndex(Protocol):
    """What a search needs: forms that have any of the keys, each once, at most `limit` of them.

    Keys come likeliest first, and an index that must cut off should prefer the earlier ones. Rules of access belong
    here, before ranking: a form that the reader may not see is not returned, so that not even counts leak it.
    """

    def lookup(self, keys: Sequence[str], limit: int) -> list[Form]: ...


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

    def lookup(self, keys: Sequence[str], limit: int) -> list[Form]:
        """Forms under any of the keys, in the order of the keys."""
        found: dict[int, Form] = {}
        for key in keys:
            for form in self._forms.get(self._seal(key), ()):
                found.setdefault(form.form_id, form)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]


Execute = Callable[[str, Sequence[Sealed | int]], Iterable[Sequence[object]]]
"""Runs one SELECT with positional parameters and gives its rows."""


class TableIndex:
    """The same over `name_key` and `name_form` tables; the caller brings the database as `execute`."""

    def __init__(self, execute: Execute, seal: Seal = plain, mark: str = "?") -> None:
        self._execute, self._seal, self._mark = execute, seal, mark

    def lookup(self, keys: Sequence[str], limit: int) -> list[Form]:
        """Forms under any of the keys, in chunks of keys, so that likelier ones are fetched first."""
        found: dict[int, Form] = {}
        for start in range(0, len(keys), CHUNK):
            sealed = [self._seal(key) for key in keys[start : start + CHUNK]]
            marks = ",".join([self._mark] * len(sealed))
            rows = self._execute(
                "SELECT form_id, person_id, text FROM name_form WHERE form_id IN"
                f" (SELECT form_id FROM name_key WHERE key IN ({marks}) LIMIT {int(limit)})",
                sealed,
            )
            for form_id, person, text in rows:
                found.setdefault(int(str(form_id)), Form(int(str(form_id)), str(person), str(text)))
            if len(found) >= limit:
                break
        return list(found.values())[:limit]
