"""Reading back what each changeset holds, table by table, to compare it with what the changeset says it holds."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, cast

import orjson
from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from app.vault import models
from app.vault.findings import Finding
from app.vault.history import HISTORY, HistoryTable, contents_text, entry

Content = tuple[str, int, str]
Contents = dict[int, list[Content]]
_SUBJECT = cast("Table", models.Subject.__table__)


def contents_of_all(session: Session) -> tuple[Contents, list[Finding]]:
    """By changeset number: (table, number of rows, digest) as the rows are now; and tables that cannot be read."""
    held: Contents = defaultdict(list)
    unreadable = []
    for kept in HISTORY:
        try:
            for number, rows, digest in _contents(session, kept):
                held[number].append((kept.name, rows, digest))
        except (TypeError, ValueError, LookupError):  # no type of ours wrote that
            unreadable.append(Finding(kept.name, "a row cannot be read"))
    return held, unreadable


def differing(stated: str, held: Sequence[Content]) -> Iterator[str]:
    """Tables in which a changeset holds something other than it says, down to the text of what it says."""
    if contents_text(held) == stated:
        return
    one, other = set(_parsed(stated)), set(held)
    tables = {content[0] for content in one ^ other}
    yield from sorted(tables) or ["an unknown order"]


def _contents(session: Session, kept: HistoryTable) -> Iterable[tuple[int, int, str]]:
    digests: dict[int, Any] = {}
    counts: dict[int, int] = defaultdict(int)
    for number, *values in session.execute(_query(kept)):
        if number not in digests:
            digests[number] = hashlib.sha256()
        digests[number].update(entry(values))
        counts[number] += 1
    return [(number, counts[number], digest.hexdigest()) for number, digest in digests.items()]


@cache
def _query(kept: HistoryTable) -> Select[Any]:
    return _entries(kept).execution_options(yield_per=5000)


def _entries(kept: HistoryTable) -> Select[Any]:
    columns = kept.table.c
    covered = [columns[name] for name in kept.covered]
    if "added_in" in columns:
        return select(columns.added_in, *covered).order_by(columns.id)
    # a subject's second row comes with its first; without a first, the references say so
    return select(_SUBJECT.c.added_in, *covered).join(_SUBJECT, _SUBJECT.c.id == columns.id).order_by(columns.id)


def _parsed(stated: str) -> list[Content]:
    try:
        return [(str(table), int(rows), str(digest)) for table, rows, digest in orjson.loads(stated)]
    except (TypeError, ValueError):
        return []
