"""Parts of a view in words: for the page of a record, for what moved meanwhile, and for its past. Pure.

Only parts that somebody sees come in here, so nothing is dropped and nothing is added.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.codebook.fields import FIELDS
from app.codebook.levels import InterimAction, Level
from app.codebook.values import read_value
from app.editing.words import value_exactly, value_in_words
from app.sharing.days import day_in_words
from app.sharing.labels import label

Names = Callable[[str], str]
"""What a person, case, event or source is called, by its public id; the id itself where it has no words."""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as it stands in a part. `how`: locator, basis, credibility and certainty in words, where they are given."""

    ref: str
    words: str
    source: str
    level: str
    standing: str
    wording: str
    quote: str
    denies: bool
    how: tuple[str, ...]


def claim_line(field: str, part: list[Any]) -> ClaimLine:
    """The claim that one entry of a part `claims.FIELD` is."""
    ref, value, source, level, standing, (wording, quote, locator, basis, credibility, certainty, polarity) = part
    held = read_value(json.dumps(value))
    how = (
        value_exactly(held),
        f"at {locator}" if locator else "",
        label("information_basis", basis, "en") if basis else "",
        f"credibility: {label('credibility', str(credibility), 'en')}" if credibility else "",
        label("certainty", certainty, "en") if certainty else "",
    )
    words = value_in_words(field, held)
    denies = polarity == "denies"
    kept = tuple(each for each in how if each)
    return ClaimLine(ref, words, source, Level(level).code, standing, wording, quote, denies, kept)


def part_label(name: str) -> str:
    """What a part is called: the field of its claims, or what it holds."""
    if name.startswith("claims."):
        code = name.removeprefix("claims.")
        return FIELDS[code].label.en if code in FIELDS else code
    return LABELS.get(name, name)


LABELS: Mapping[str, str] = MappingProxyType({
    "level": "Level", "individual_kind": "Kind of person", "cases": "Cases", "ties": "Ties", "individual": "Person",
    "event": "Return event", "state": "State of the case", "verification_cap": "Verification at most",
    "label": "What the return is called", "decisions": "Publication decisions", "withdrawals": "Withdrawals",
})  # fmt: skip


def part_lines(name: str, value: Any, names: Names) -> list[str]:
    """A part as lines, one for each thing in it; none where there is nothing."""
    if value is None:
        return []
    if name.startswith("claims."):
        return [_claim(name.removeprefix("claims."), each, names) for each in value]
    return _LINES[name](value, names) if name in _LINES else [str(value)]


def differing(name: str, before: Any, after: Any, names: Names) -> tuple[list[str], list[str]]:
    """What of a part went and what came, in words; what is on both sides as often is left out."""
    old, new = part_lines(name, before, names), part_lines(name, after, names)
    return _without(old, new), _without(new, old)


def _without(some: list[str], others: list[str]) -> list[str]:
    """`some` in their order, without as many of each as there are among the others: two who were read as one may say the same."""
    left = Counter(some) - Counter(others)
    found = []
    for each in reversed(some):
        if left[each] > 0:
            left[each] -= 1
            found.append(each)
    return found[::-1]


def _claim(field: str, part: list[Any], names: Names) -> str:
    line = claim_line(field, part)
    said = f"{'denied: ' if line.denies else ''}{line.words} ({names(line.source)}; {line.level}, {line.standing}"
    rest = [*line.how, *([f"printed: {line.wording}"] if line.wording not in ("", line.words) else [])]
    return "; ".join([said, *rest]) + ")"


def decision_line(entry: list[Any]) -> str:
    """A publication decision in one line."""
    form, purposes, basis, consent, decided, review, expires, embargo = entry
    said = [
        label("form_of_display", form, "en"),
        *(["for " + ", ".join(label("purpose", each, "en") for each in purposes)] if purposes else []),
        f"basis: {label('consent_basis', basis, 'en')}",
        f"consent: {label('consent_status', consent, 'en')}",
        f"decided {_day(decided)}",
    ]
    for what, day in (("look again", review), ("ends", expires), ("not before", embargo)):
        said += [f"{what} {_day(day)}"] if day else []
    return "; ".join(said)


def withdrawal_line(entry: list[Any]) -> str:
    """A withdrawal in one line."""
    opened, closed, action = entry
    what = "masked" if action == InterimAction.MASKED else "hidden"
    return f"{what} from {_day(opened)}" + (f" to {_day(closed)}" if closed else "")


def _day(day: Any) -> str:
    return day_in_words(str(day), "en")


def _tie(entry: list[Any], names: Names) -> str:
    a, b, kind, certainty = entry
    return (
        f"{names(b)} is the {label('relationship', kind, 'en')} of {names(a)} ({label('certainty', certainty, 'en')})"
    )


_LINES: Mapping[str, Callable[[Any, Names], list[str]]] = MappingProxyType({
    "level": lambda value, _: [Level(value).code],
    "individual_kind": lambda value, _: [label("individual_kind", value, "en")],
    "state": lambda value, _: [label("case_state", value, "en")],
    "verification_cap": lambda value, _: [label("verification", value, "en")] if value else [],
    "individual": lambda value, names: [names(value)],
    "event": lambda value, names: [names(value)] if value else [],
    "cases": lambda value, names: [names(each) for each in value],
    "ties": lambda value, names: [_tie(each, names) for each in value],
    "decisions": lambda value, _: [decision_line(each) for each in value],
    "withdrawals": lambda value, _: [withdrawal_line(each) for each in value],
})  # fmt: skip
