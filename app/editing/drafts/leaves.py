"""The leaves of a draft: each may be changed by somebody else, and both changes stay. Pure.

A part of the sheet and a row fall apart into their cells, `sheet:source/title` and `row:p1abcde/facts/name`. What falls apart is
a leaf by itself, `{}`: so an empty one is there, one that was taken out is not, and one set of leaves is of one draft. A change
stays whole, since half of one person's decision and half of another's is nobody's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from app.editing.revisions import Parts, as_in, both_changed, digest, moved

SHEET, ROW, BASE, TITLE = "sheet:", "row:", "base:", "title"
LOOKED_FOR = f"{SHEET}look_for"
STEP = "/"
DEEPER = frozenset({"facts", "for_all"})
"""Inside these each field is a leaf of its own."""
ONE_DECISION = ("individual", "case")
WHO = "+".join(ONE_DECISION)
"""The step of who a row is of: a case is somebody's, so both are said at once. No key is written so (`_step`)."""
ITS_ID = "public_id"
"""The step of which source or return that is there it is."""
UNKNOWN = "?"
"""In place of a hash: counts as changed by everybody."""


@dataclass(frozen=True, slots=True)
class Versions:
    """What two people have, by part, and the hashes of what both began with."""

    base: dict[str, str]
    mine: dict[str, Any]
    theirs: dict[str, Any]

    @property
    def asked(self) -> set[str]:
        return both_changed(self.base, self.mine, self.theirs)


def leaves_of(sign: str, parts: Mapping[str, Any]) -> dict[str, Any]:
    """The leaves of these parts; each name begins with the sign."""
    return {name: leaf for key, part in parts.items() for name, leaf in _leaves(sign + _step(key), part)}


def parts_from(sign: str, leaves: Parts) -> dict[str, Any]:
    """The parts that have these leaves. A leaf may be a whole part, too: so older drafts have them put aside."""
    result: dict[str, Any] = {}
    for name in sorted(each for each in leaves if each.startswith(sign)):
        *steps, last = name.removeprefix(sign).split(STEP)
        inside = result
        for step in steps:
            inside = inside.setdefault(unquote(step), {})
        if last == WHO:
            inside.update(leaves[name])
        else:
            inside[unquote(last)] = deepcopy(leaves[name])
    return result


def steps_of(leaf: str) -> list[str]:
    """The part of a leaf, and the way to it from there."""
    return [unquote(step) for step in leaf.split(STEP)]


def at_or_below(name: str, leaves: Iterable[str]) -> set[str]:
    return {each for each in leaves if each == name or each.startswith(name + STEP)}


def side_by_side(base: Mapping[str, str], mine: Parts, theirs: Parts) -> Versions:
    """Both versions by the parts of which each is one's or the other's: leaves, and wholes that only one of the two still has.

    What nobody is asked about is never between them: one's own stays, until it is made anew.
    """
    sides = Versions(finer(base, mine, theirs), dict(mine), dict(theirs))
    for name in _torn(sides):
        sides = _whole(sides, name)
    follow = {name for name in sides.asked if _follows(name, mine, theirs)}
    return Versions(as_in(sides.theirs, follow, sides.base), sides.mine, sides.theirs)


def finer(base: Mapping[str, str], *versions: Parts) -> dict[str, str]:
    """The hashes by leaf of a token from when parts were whole. Where none of the versions is what it was made of, each leaf counts
    as changed.
    """
    result = dict(base)
    for name, mark in base.items():
        if not name.startswith((SHEET, ROW)) or mark == digest({}) or STEP in name:
            continue
        if not any(version.get(name) == {} for version in versions):
            continue
        all_leaves = set().union(*(at_or_below(name, version) for version in versions))
        same = next((version for version in versions if digest(_whole_at(name, version)) == mark), None)
        result |= dict.fromkeys(all_leaves, UNKNOWN)
        result = result if same is None else as_in(same, all_leaves, result)
    return result


def _leaves(name: str, part: Any) -> Iterator[tuple[str, Any]]:
    yield name, part if not isinstance(part, dict) else {}
    if not isinstance(part, dict):
        return
    if who := {key: part[key] for key in ONE_DECISION if key in part}:
        yield name + STEP + WHO, who
    for key, value in part.items():
        if key in DEEPER and isinstance(value, dict):
            yield name + STEP + key, {}
            yield from ((STEP.join((name, key, _step(field))), cells) for field, cells in value.items())
        elif key not in ONE_DECISION:
            yield name + STEP + _step(key), value


def _step(key: str) -> str:
    """A key as a step: nothing in it is taken for another step, or for the end of a part in a token."""
    return quote(key, safe="")


def _whole_at(name: str, leaves: Parts) -> Any:
    """What stands at this name with all that is below it, in one piece; None where there is nothing."""
    inside = {each: leaves[each] for each in at_or_below(name, leaves)}
    sign, colon, steps = name.partition(":")
    value: Any = parts_from(sign + colon, inside) if inside else {}
    for step in steps.split(STEP):
        value = value.get(unquote(step))
    return value


def _torn(sides: Versions) -> list[str]:
    """What falls apart in one version alone and was changed by both: half of it would be nobody's. And what one said is of somebody,
    or of a source or a return, that is there, while the other wrote in it: they may have meant another.
    """
    by_me, by_them = moved(sides.base, sides.mine), moved(sides.base, sides.theirs)
    found = [name for name in sorted(sides.mine) if _is_of_another(sides, name, by_me, by_them)]
    for name in sorted(sides.mine.keys() | sides.theirs.keys()):
        if not name.startswith((SHEET, ROW)) or (sides.mine.get(name) == {}) == (sides.theirs.get(name) == {}):
            continue
        inside = any(name.startswith(whole + STEP) for whole in found)
        if not inside and at_or_below(name, by_me) and at_or_below(name, by_them):
            found.append(name)
    return found


def _is_of_another(sides: Versions, name: str, by_me: Collection[str], by_them: Collection[str]) -> bool:
    if sides.theirs.get(name) != {} or sides.mine[name] != {}:
        return False
    said = {
        each for each in (name + STEP + WHO, name + STEP + ITS_ID) if sides.mine.get(each) != sides.theirs.get(each)
    }
    sides_of_it = at_or_below(name, by_me), at_or_below(name, by_them)
    return all(sides_of_it) and not said.isdisjoint(sides_of_it[0] | sides_of_it[1])


def _whole(sides: Versions, name: str) -> Versions:
    """The same with the part of this name in one piece."""

    def folded(leaves: dict[str, Any]) -> dict[str, Any]:
        inside = at_or_below(name, leaves)
        rest = {each: value for each, value in leaves.items() if each not in inside}
        return rest | {name: _whole_at(name, leaves)} if inside else rest

    base = {each: mark for each, mark in sides.base.items() if not each.startswith(name + STEP)}
    return Versions(base | {name: UNKNOWN}, folded(sides.mine), folded(sides.theirs))


def _follows(name: str, *versions: Parts) -> bool:
    """Whether nobody is asked about it: what was looked at follows from what is named, the title of a sheet from its source; and what
    an editor was looking for is nobody's word.
    """
    of_sheet = any(f"{SHEET}source" in version for version in versions)
    return name.startswith((BASE, LOOKED_FOR)) or (name == TITLE and of_sheet)
