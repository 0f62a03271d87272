"""What would be typed for a value is read as that value again; and versions put aside lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codebook.fields import FIELDS
from app.codebook.levels import Level
from app.codebook.vocabularies import vocabulary
from app.editing.drafts.asides import differences, draft_aside, drop_aside, keep_aside, settle
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import open_draft, save, start
from app.editing.drafts.level import level_typed
from app.editing.entry.typed import as_typed, typed
from app.editing.errors import Stale
from app.editing.review.waiting import proposals_seen
from tests.editing.desk import ANN, AT, BEN, both

TEXTS = {
    "name": st.text("가나다 KimLi", min_size=1).filter(str.strip),
    "text": st.text("abc 가나", min_size=1).filter(str.strip),
    "date": st.sampled_from(["2013-05", "2013~", "1998/2000", "199X", "2013-05-01"]),
    "age": st.sampled_from(["39", "40-49", "39;korean", "7-9;international"]),
    "count": st.sampled_from(["60", "60-80", "60-", "-80", "60;witness_estimate", "60-;exact_list"]),
    "place": st.sampled_from(["Tumen", "Tumen|CN-22", "Hyesan|KP"]),
}


@given(st.data())
def test_a_value_is_typed_back_as_itself(data):
    code = data.draw(st.sampled_from(sorted(FIELDS)))
    field = FIELDS[code]
    terms = sorted(vocabulary(field.vocabulary).terms) if field.vocabulary else []
    value = typed(code, data.draw(st.sampled_from(terms) if terms else TEXTS[field.kind]))
    assert typed(code, as_typed(value)) == value


def sheet(**facts):
    rows = {"p1aa": {"kind": "named", "facts": {name: [{"value": value}] for name, value in facts.items()}}}
    return Draft(why="w", sheet={"source": {"title": "t"}}, rows=rows)


def facts(draft):
    return {name: cells[0]["value"] for name, cells in draft.rows["p1aa"]["facts"].items()}


@both
def test_a_version_put_aside_is_settled_leaf_by_leaf_and_nothing_else_moves(desk):
    session, ring = desk.session, desk.ring
    key = start(session, ring, ANN, sheet(name="a", birth="1980"), AT)
    before = open_draft(session, ring, ANN, key)
    theirs = sheet(name="b", birth="1982", sex="male").model_copy(update={"todos": {"t": "call"}})
    save(session, ring, BEN, key, theirs, before.revision, AT)
    mine = sheet(name="c", birth="1981").model_copy(update={"why": "mine"})
    with pytest.raises(Stale):
        save(session, ring, ANN, key, mine, before.revision, AT)
    kept = keep_aside(session, ring, ANN, key, mine, before.revision, AT)
    assert facts(kept.draft) == {"name": "b", "birth": "1982", "sex": "male"} and kept.draft.why == "w"
    leaves = {each.leaf for each in differences(ANN, kept.draft)}
    assert leaves == {f"row:p1aa/facts/{name}" for name in ("name", "birth")}
    with pytest.raises(Stale):
        settle(session, ring, ANN, key, dict.fromkeys(list(leaves)[:1], "mine"), kept.revision, AT)
    chosen = {leaf: "theirs" if leaf.endswith("birth") else "mine" for leaf in leaves}
    done = settle(session, ring, ANN, key, chosen, kept.revision, AT)
    assert facts(done.draft) == {"name": "c", "birth": "1982", "sex": "male"}
    assert (done.draft.why, done.draft.todos, done.draft.aside) == ("mine", {"t": "call"}, {})


@both
def test_a_second_version_put_aside_leaves_the_first_as_a_draft(desk):
    session, ring = desk.session, desk.ring
    key = start(session, ring, ANN, sheet(name="a"), AT)
    for name in ("first", "second"):
        keep_aside(session, ring, ANN, key, sheet(name=name), None, AT)
    waiting = proposals_seen(session, ring, ANN)
    assert len(waiting) == 2
    (apart,) = (one.id for one in waiting if one.id != key)
    assert facts(open_draft(session, ring, ANN, apart).draft) == {"name": "first"}
    assert facts(draft_aside(ANN, open_draft(session, ring, ANN, key).draft)) == {"name": "second"}
    assert drop_aside(session, ring, ANN, key, AT).draft.aside == {}


def test_a_draft_lies_as_high_as_what_is_only_typed_in_it():
    typed_high = {"p1aa": {"facts": {"name": [{"value": "a", "level": "sealed"}]}}}
    assert level_typed(Draft(rows=typed_high)) is Level.SEALED
    assert level_typed(Draft(sheet={"subjects": "sealed"})) is Level.SEALED
    assert level_typed(Draft(aside={"x": {"parts": {"row:p1aa": typed_high["p1aa"]}}})) is Level.SEALED
    assert level_typed(Draft(sheet={"level": "public"}, rows={"p1aa": {"kind": "sealed"}})) is Level.VETTED
