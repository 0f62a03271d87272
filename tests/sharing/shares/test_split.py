"""Every share covers its lines once and in order, the longest is as short as a slow exact method finds, and no fewer families are whole."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.sharing.shares import split as module
from app.sharing.shares.split import split

COSTS = st.lists(st.integers(1, 60), min_size=1, max_size=11)
GROUPS = st.lists(st.sampled_from(["a", "b", ""]), min_size=11, max_size=11)
FAMILIES = st.lists(st.sampled_from(["x", "y", "z", ""]), min_size=11, max_size=11)
SHARES = st.integers(1, 13)


def _every_way(lines, shares):
    """All cuts into exactly so many shares, written out."""
    for cuts in combinations(range(1, lines), min(shares, lines) - 1):
        ends = [*cuts, lines]
        yield [range(a, b) for a, b in zip([0, *cuts], ends, strict=True)]


def _longest(costs, parts):
    return max(sum(costs[p.start : p.stop]) for p in parts)


def _broken(groups, parts):
    return sum(groups[p.start] == groups[p.start - 1] != "" for p in parts[1:])


def _apart(families, parts):
    """In how many shares more than one the families lie, all together."""
    named = set(families) - {""}
    return sum(sum(name in families[p.start : p.stop] for p in parts) - 1 for name in named)


def _squares(costs, parts):
    return sum(sum(costs[p.start : p.stop]) ** 2 for p in parts)


def _rank(costs, groups, families, parts):
    return _longest(costs, parts), _apart(families, parts), _broken(groups, parts), _squares(costs, parts)


@settings(max_examples=300, deadline=None)
@given(COSTS, GROUPS, FAMILIES, SHARES)
def test_no_other_split_is_better(costs, groups, families, shares):
    groups, families = groups[: len(costs)], families[: len(costs)]
    found = split(costs, groups, shares, families)
    assert [n for part in found for n in part] == list(range(len(costs)))
    assert len(found) == min(shares, len(costs))
    best = min(_rank(costs, groups, families, way) for way in _every_way(len(costs), shares))
    assert _rank(costs, groups, families, found) == best


@settings(max_examples=100, deadline=None)
@given(COSTS, GROUPS, FAMILIES, SHARES)
def test_where_there_is_too_much_to_compare_the_longest_is_still_minimal(costs, groups, families, shares):
    before, module.MOST_STEPS = module.MOST_STEPS, -1
    try:
        found = split(costs, groups[: len(costs)], shares, families[: len(costs)])
    finally:
        module.MOST_STEPS = before
    assert [n for part in found for n in part] == list(range(len(costs)))
    assert len(found) == min(shares, len(costs))
    assert _longest(costs, found) == min(_longest(costs, way) for way in _every_way(len(costs), shares))


def test_a_group_is_not_cut_where_another_cut_is_as_good():
    assert split([5, 5, 5, 5], ["x", "return", "return", "y"], 2) == [
        range(2),
        range(2, 4),
    ]  # it would be longer otherwise
    assert split([5, 5, 5, 5, 5], ["return", "return", "return", "y", "z"], 2) == [range(3), range(3, 5)]
    assert split([5, 5, 5, 5, 5], ["x", "y", "return", "return", "return"], 2) == [range(2), range(2, 5)]


def test_a_family_is_kept_whole_before_a_group_and_across_others_who_stand_between():
    nobody = ["", "", "", "", ""]
    assert split([5, 5, 5, 5, 5], nobody, 2, ["", "", "family", "", "family"]) == [range(2), range(2, 5)]
    groups = ["return", "return", "return", "", ""]
    assert split([5, 5, 5, 5, 5], groups, 2) == [range(3), range(3, 5)]
    assert split([5, 5, 5, 5, 5], groups, 2, ["", "", "family", "family", ""]) == [range(2), range(2, 5)]


def test_a_list_of_nobody_has_no_shares():
    assert split([], [], 5) == []
