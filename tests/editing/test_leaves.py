"""What two people write on one draft, leaf by leaf: nothing that only one of them changed is lost or asked about, nor half of a row left."""

from __future__ import annotations

from copy import deepcopy
from urllib.parse import quote

from hypothesis import example, given
from hypothesis import strategies as st

from app.editing.drafts.asides import differences, draft_aside, settle
from app.editing.drafts.document import Draft, draft_of, parts_of, titled_by_source
from app.editing.drafts.kept import open_draft, start
from app.editing.drafts.leaves import at_or_below, side_by_side
from app.editing.revisions import as_in, digest, merged, read_token, token
from tests.editing.desk import ANN, AT, both

NAMES = st.sampled_from(["p1a", "p2b", "a/b", "a%2Fb", "a;b=c", "individual+case", "facts", ""])
PLAIN = st.sampled_from(["", "a", "b", None]) | st.just([{"value": "a"}])
FIELDS = st.dictionaries(NAMES | st.sampled_from(["name", "age"]), PLAIN, max_size=3)
PART = st.dictionaries(
    st.sampled_from(["kind", "individual", "case", "facts", "for_all"]) | NAMES, PLAIN | FIELDS, max_size=4
)
DRAFTS = st.builds(
    Draft,
    title=st.sampled_from("ab"),
    why=st.sampled_from("ab"),
    sheet=st.dictionaries(st.sampled_from(["source", "event", "level", "look_for"]) | NAMES, PART | PLAIN, max_size=3),
    rows=st.dictionaries(NAMES, PART, max_size=3),
    todos=st.dictionaries(st.sampled_from("tu"), st.sampled_from("ab"), max_size=2),
)


@st.composite
def changed(draw, draft):
    """The draft after somebody typed in it here and there, took some of it out, and added some."""
    whole, other = draft.model_dump(), draw(DRAFTS).model_dump()
    for kind in ("sheet", "rows", "todos"):
        part = whole[kind]
        for key in draw(st.lists(st.sampled_from(sorted({*part, *other[kind]}) or [""]), max_size=2)):
            what = draw(st.sampled_from(["out", "as the other", "inside"]))
            if what == "out" or key not in other[kind]:
                part.pop(key, None)
            elif what == "inside" and isinstance(part.get(key), dict) and isinstance(other[kind][key], dict):
                part[key] = _mixed(part[key], other[kind][key])
            else:
                part[key] = deepcopy(other[kind][key])
    whole["why"] = draw(st.sampled_from([whole["why"], "c"]))
    return Draft.model_validate(whole)


def _mixed(one, other):
    """Both, and what is in both of the second."""
    deeper = {
        key: _mixed(one[key], each)
        for key, each in other.items()
        if isinstance(one.get(key), dict) and isinstance(each, dict)
    }
    return {**one, **deepcopy(other), **deeper}


@st.composite
def three(draw):
    base = draw(DRAFTS)
    return base, draw(changed(base)), draw(changed(base))


def coarse(draft):
    """A token from when each row, and each part of a sheet, was one part, taken apart. Their names were plain ones."""
    rest = {name: part for name, part in parts_of(draft).items() if not name.startswith(("sheet:", "row:"))}
    whole = {f"row:{quote(name, safe='')}": part for name, part in draft.rows.items()}
    whole |= {f"sheet:{quote(name, safe='')}": part for name, part in draft.sheet.items()}
    return {name: digest(part) for name, part in (rest | whole).items()}


def settled(sides, choice):
    """What is merged once everything that is asked about has been chosen."""
    other = {"mine": sides.theirs, "theirs": sides.mine}[choice]
    return merged(as_in(other, sides.asked, sides.base), sides.mine, sides.theirs)


def followed(name):
    return name == "title" or name.startswith("sheet:look_for")


@given(DRAFTS)
@example(Draft(rows={"a/b": {"facts": {"c/d;e=f": [], "": []}}, "a": {}}, sheet={"event": {"facts": {}}, "level": "x"}))
def test_a_draft_is_made_of_its_leaves_and_they_of_it(draft):
    parts = parts_of(draft)
    assert draft_of(parts) == draft and parts_of(draft_of(parts)) == parts
    assert read_token(token(parts)).keys() == parts.keys()


@given(DRAFTS, DRAFTS)
def test_two_drafts_have_two_sets_of_leaves(one, other):
    assert (parts_of(one) == parts_of(other)) == (one == other)


CELLS = {"age": [{"value": "39"}], "birth": [{"value": "1980"}], "name": [{"value": "a"}], "sex": []}


@given(st.permutations(sorted(CELLS)), st.sampled_from(["facts", "for_all"]), st.booleans(), st.booleans())
def test_two_cells_of_one_person_or_return_are_both_kept(fields, inside, out, empty):
    """Typed, changed or emptied, in a row in which there was something or nothing."""
    one, other, *rest = fields
    before = {} if empty else {field: CELLS[field] for field in rest + [one] * out}

    def draft(facts):
        return Draft(sheet={"event": {inside: facts}}, rows={"p1ab": {inside: facts}})

    mine = (
        {**before, one: [{"value": "mine"}]}
        if not (out and not empty)
        else {k: v for k, v in before.items() if k != one}
    )
    theirs = {**before, other: [{"value": "theirs"}]}
    base = token(parts_of(draft(before)))
    sides = side_by_side(read_token(base), parts_of(draft(mine)), parts_of(draft(theirs)))
    assert sides.asked == set()
    assert draft_of(settled(sides, "mine")) == draft({**mine, other: theirs[other]})


@given(st.permutations(sorted(CELLS)), st.sampled_from(["mine", "theirs"]), st.sampled_from(["mine", "theirs"]))
def test_a_row_that_one_took_out_while_the_other_wrote_in_it_is_asked_about_whole(fields, out, choice):
    one, other, *_ = fields
    row = {"kind": "named", "facts": {one: CELLS[one]}}
    wrote = {"kind": "named", "facts": {one: CELLS[one], other: [{"value": "more"}]}}
    base, gone, there = (
        Draft(rows=rows) for rows in ({"p1ab": row, "p2cd": row}, {"p2cd": row}, {"p1ab": wrote, "p2cd": row})
    )
    mine, theirs = (gone, there) if out == "mine" else (there, gone)
    sides = side_by_side(read_token(token(parts_of(base))), parts_of(mine), parts_of(theirs))
    assert sides.asked == {"row:p1ab"}
    assert draft_of(settled(sides, choice)) == (gone if choice == out else there)


@given(three(), st.sampled_from(["mine", "theirs"]))
def test_what_only_one_changed_is_kept_as_they_have_it_and_only_what_both_changed_is_asked_about(drafts, choice):
    base, mine, theirs = (parts_of(each) for each in drafts)
    sides = side_by_side(read_token(token(base)), mine, theirs)
    result = parts_of(draft_of(settled(sides, choice)))
    for name in base.keys() | mine.keys() | theirs.keys():
        if any(at_or_below(asked, [name]) for asked in sides.asked) or followed(name):
            continue
        by_me, by_them = (
            base.get(name) != each.get(name) or (name in base) != (name in each) for each in (mine, theirs)
        )
        stands = mine if by_me else theirs
        assert by_me + by_them < 2 or mine.get(name) == theirs.get(name), name
        assert result.get(name) == stands.get(name), name
    for asked in sides.asked:
        for version in (mine, theirs):
            was, now = ({each: of[each] for each in at_or_below(asked, of)} for of in (base, version))
            assert was != now, asked


@given(three(), st.sampled_from(["mine", "theirs"]))
def test_what_is_asked_about_is_one_or_the_other_and_no_half_of_a_row_is_left(drafts, choice):
    base, mine, theirs = (parts_of(each) for each in drafts)
    sides = side_by_side(read_token(token(base)), mine, theirs)
    result, chosen = parts_of(draft_of(settled(sides, choice))), {"mine": mine, "theirs": theirs}[choice]
    for asked in sides.asked:
        inside = [{each: of[each] for each in at_or_below(asked, of)} for of in (result, chosen)]
        assert inside[0] == inside[1], asked
    assert all(row in mine or row in theirs for row in result if row.startswith("row:") and "/" not in row)


@given(three(), st.sampled_from(["mine", "theirs"]))
def test_a_token_of_coarse_parts_asks_no_less_and_loses_nothing(drafts, choice):
    base, mine, theirs = (parts_of(each) for each in drafts)
    fine = side_by_side(read_token(token(base)), mine, theirs)
    sides = side_by_side(coarse(drafts[0]), mine, theirs)
    for asked in fine.asked:
        assert any(at_or_below(each, [asked]) or at_or_below(asked, [each]) for each in sides.asked), asked
    result = parts_of(draft_of(settled(sides, choice)))
    for name in mine.keys() | theirs.keys():
        if not followed(name) and not any(at_or_below(asked, [name]) for asked in sides.asked):
            assert result.get(name) in (mine.get(name), theirs.get(name)), name


@both
def test_what_was_put_aside_in_coarse_parts_is_settled(desk):
    """As drafts of before hold it, with the token of before."""
    facts = {"name": [{"value": "a"}], "age": [{"value": "39"}]}
    row = {"kind": "named", "individual": "", "case": "", "facts": facts}
    source = {"public_id": "", "title": "t", "author": ""}
    base = Draft(title="t", why="w", sheet={"source": source}, rows={"p1ab": row, "p2cd": row})
    told = ";".join(f"{name}={mark}" for name, mark in coarse(base).items())
    mine = {"title": "t", "why": "w", "sheet:source": {**source, "author": "mine"}, "row:p2cd": row}
    mine["row:p1ab"] = {**row, "facts": {**facts, "age": [{"value": "40"}]}}
    kept = base.model_copy(
        update={
            "rows": {"p1ab": {**row, "facts": {"name": [{"value": "theirs"}]}}, "p2cd": row},
            "aside": {ANN.id: {"base": told, "parts": mine}},
        }
    )
    key = start(desk.session, desk.ring, ANN, kept, AT)
    opened = open_draft(desk.session, desk.ring, ANN, key)
    assert draft_aside(ANN, opened.draft).rows["p1ab"] == mine["row:p1ab"]
    asked = {each.leaf for each in differences(ANN, opened.draft)}
    assert asked == {"row:p1ab/facts/age", "row:p1ab/facts/name"}  # both wrote in the row
    chosen = {"row:p1ab/facts/age": "mine", "row:p1ab/facts/name": "theirs"}
    done = settle(desk.session, desk.ring, ANN, key, chosen, opened.revision, AT).draft
    assert done.rows["p1ab"]["facts"] == {"name": [{"value": "theirs"}], "age": [{"value": "40"}]}
    assert done.sheet["source"]["author"] == "mine" and done.aside == {} and done.rows["p2cd"] == row


def test_who_a_row_is_of_and_in_which_case_is_one_decision():
    row = {"kind": "named", "individual": "", "case": "", "facts": {}}
    mine = Draft(rows={"p1ab": {**row, "individual": "a", "case": "c"}})
    theirs = Draft(rows={"p1ab": {**row, "individual": "b"}})
    sides = side_by_side(read_token(token(parts_of(Draft(rows={"p1ab": row})))), parts_of(mine), parts_of(theirs))
    assert sides.asked == {"row:p1ab"}
    assert draft_of(settled(sides, "theirs")) == theirs


def test_a_draft_of_two_is_called_as_the_source_that_stands():
    """One takes a source that is there, the other retypes the title of the new one: it is asked which source, and not what the draft is
    called.
    """

    def draft(called, **source):
        return Draft(title=called, sheet={"source": {"public_id": "", "title": "a", **source}})

    base, mine, theirs = draft("a"), draft("The one there", public_id="s"), draft("b", title="b")
    sides = side_by_side(read_token(token(parts_of(base))), parts_of(mine), parts_of(theirs))
    assert sides.asked == {"sheet:source"}
    for choice, called in (("mine", "The one there"), ("theirs", "b")):
        chosen = draft_of(settled(sides, choice))
        for versions in ((mine, theirs), (theirs, mine)):
            assert titled_by_source(chosen, *versions).title == called


def test_what_a_draft_of_changes_is_called_is_typed_and_asked_about():
    base, mine, theirs = (parts_of(Draft(title=title)) for title in "abc")
    assert side_by_side(read_token(token(base)), mine, theirs).asked == {"title"}
