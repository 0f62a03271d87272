"""The sets of cases that have a value, and a number for each case, as rows of `bitmap` and `case_column`.

Kinds of set: `term` (a code, a year, a section, or that it is missing), `known`, `withheld`, `several` (more than one code),
`day` and `age` (one for each binary place; `app.editions.slices`), `unit` (cases of individuals who have more than one).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.editions.bits import as_blob, bitmap_of, packed
from app.editions.build.found_by import Found
from app.editions.slices import AGE_PLACES, DAY_PLACES, earliest_number, latest_number, sliced

Bitmap = tuple[str, str, str, bytes]
OLDEST = (1 << AGE_PLACES) - 1


def bitmap_rows(found: Sequence[Found], individuals: Sequence[str]) -> list[Bitmap]:
    """All sets of an edition whose cases, in order, are `found` and belong to `individuals`."""
    members: dict[tuple[str, str, str], list[int]] = {}
    for n, case in enumerate(found, 1):
        for key in _memberships(case):
            members.setdefault(key, []).append(n)
    sets = {key: bitmap_of(numbers) for key, numbers in members.items()}
    times = Counter(individuals)
    sets["unit", "individual", "repeated"] = bitmap_of(n for n, key in enumerate(individuals, 1) if times[key] > 1)
    for code in sorted({code for case in found for code in case.days}):
        sets |= _day_slices(code, [case.days[code] for case in found])
    sets |= _age_slices([case.age for case in found])
    return [(*key, as_blob(bits)) for key, bits in sorted(sets.items())]


def column(keys: Iterable[str | None]) -> bytes:
    """A number for each case: equal keys have equal numbers, counted in order of appearance; None is 0."""
    numbers: dict[str, int] = {}
    return packed(0 if key is None else numbers.setdefault(key, len(numbers) + 1) for key in keys)


def _memberships(case: Found) -> Iterator[tuple[str, str, str]]:
    for field, codes in case.codes.items():
        yield from (("term", field, code) for code in codes)
        if len(codes) > 1:
            yield "several", field, ""
    yield from (("known", field, "") for field in case.known)
    yield from (("withheld", field, "") for field in case.withheld)


def _day_slices(code: str, days: Sequence[Sequence[object]]) -> dict[tuple[str, str, str], int]:
    """For the first, second, third date that sources give: who has one, and its first and last day, place by place."""
    sets: dict[tuple[str, str, str], int] = {}
    for rank in range(max((len(d) for d in days), default=0)):
        here = [(n, d[rank]) for n, d in enumerate(days, 1) if len(d) > rank]
        sets["day", f"{code}.{rank}", "held"] = bitmap_of(n for n, _ in here)
        for end, number in (("earliest", earliest_number), ("latest", latest_number)):
            values = [(n, number(getattr(day, end))) for n, day in here]
            for place, bits in enumerate(sliced(values, DAY_PLACES, bitmap_of)):
                sets["day", f"{code}.{rank}", f"{end}.{place:02}"] = bits
    return sets


def _age_slices(ages: Sequence[tuple[int | None, int | None]]) -> dict[tuple[str, str, str], int]:
    known = [
        (n, low or 0, OLDEST if high is None else high)
        for n, (low, high) in enumerate(ages, 1)
        if (low, high) != (None, None)
    ]
    sets = {("age", "", "held"): bitmap_of(n for n, _, _ in known)}
    for end, at in (("low", 1), ("high", 2)):
        for place, bits in enumerate(sliced([(row[0], row[at]) for row in known], AGE_PLACES, bitmap_of)):
            sets["age", "", f"{end}.{place:02}"] = bits
    return sets
