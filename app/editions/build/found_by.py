"""By what a case or an event can be found: its coded values, and the years in which the return may have been."""

from __future__ import annotations

from collections.abc import Iterable

from app.codebook.fields import filters
from app.codebook.values import DateValue
from app.disclosure.views import FactView
from app.editions.build.documents import plain

TERM_FIELDS = frozenset(f.code for f in filters())


def terms(facts: Iterable[FactView]) -> list[tuple[str, str]]:
    """Every coded value by which the case or event can be found."""
    return sorted({(f.field, plain(v.value)) for f in facts if f.field in TERM_FIELDS for v in f.values})


def years(facts: Iterable[FactView]) -> tuple[int | None, int | None]:
    """First and last calendar year in which the return may have been; of the seizure, where no return is dated."""
    by_code = {f.field: f for f in facts}
    fact = by_code.get("return_date") or by_code.get("seizure_date")
    spans = [v.value.date.years() for v in fact.values if isinstance(v.value, DateValue)] if fact else []
    known = [span for span in spans if span]
    return min((s.start for s in known), default=None), max((s.stop - 1 for s in known), default=None)
