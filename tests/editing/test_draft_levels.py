"""A draft lies as high as what it names, so nobody below reads in it of somebody above; and where it lies tells nobody of them."""

from __future__ import annotations

import pytest

from app.codebook.levels import Form, Level, Standing
from app.codebook.values import NameValue
from app.editing.drafts import changes as c
from app.editing.drafts.asides import keep_aside
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import open_draft, save, start
from app.editing.drafts.level import level_typed
from app.editing.errors import NotThere
from app.editing.review.waiting import proposals_seen, waits_for
from tests.editing.desk import ANN, AT, BEN, Desk, fact, grounds, named, person, shown

SOMEBODY = person("vera", Level.VETTED)
OTHER = person("otto", Level.VETTED)
SEALED_SOURCE = c.NewSource(
    ref="x", title="A sealed letter", publisher_key="x", type="victim_testimony", level=Level.SEALED
)
NOBODY = "0" * 16


@pytest.fixture
def ids(desk: Desk) -> dict[str, str]:
    """One person for everybody and one who is sealed, with a case; a sealed source, and a sealed claim about the first."""
    about = c.NewClaim(
        ref="alias", subject="@o", field="name", value=NameValue(text="Sealed Alias"), source="@s", level=Level.SEALED
    )
    people = [*named("o", "Open Omicron"), *named("z", "Sealed Sigma", Level.SEALED)]
    made = desk.record(*grounds(), SEALED_SOURCE, *people, about)
    rows = desk.rows()
    open_, sealed = desk.by_name("Open Omicron"), desk.by_name("Sealed Sigma")
    return {
        "open": open_, "sealed": sealed, "case": desk.case_of(sealed), "changeset": made,
        "source": next(s.public_id for s in rows.sources if s.level is Level.SEALED),
        "claim": next(r.ref for r in rows.claims if r.subject == open_ and r.level is Level.SEALED),
    }  # fmt: skip


def drafted(desk: Desk, draft: Draft, by=ANN) -> str:
    return start(desk.session, desk.ring, by, draft, AT)


def level(desk: Desk, key: str) -> Level:
    return open_draft(desk.session, desk.ring, ANN, key).level


def listed(desk: Desk, by=SOMEBODY, words: str = "") -> list[str]:
    return [line.id for line in proposals_seen(desk.session, desk.ring, by, everything=True, words=words)]


def test_a_draft_about_somebody_sealed_is_in_no_list_and_no_search_below(desk: Desk, ids: dict[str, str]) -> None:
    draft = Draft(title="Decide: Sealed Sigma", why="Sealed Sigma is alive", changes=(shown(ids["sealed"], Form.HOLD),))
    key = drafted(desk, draft)
    assert key not in listed(desk) and key in listed(desk, ANN)
    assert listed(desk, words="sigma") == listed(desk, words=ids["sealed"]) == []
    assert key in listed(desk, BEN, words="sigma")
    assert waits_for(desk.session, desk.ring, SOMEBODY, AT).to_review == ()
    with pytest.raises(NotThere):
        open_draft(desk.session, desk.ring, SOMEBODY, key)


def naming(ids: dict[str, str]) -> dict[str, Draft]:
    """Every way to name what is sealed."""
    evidence = shown(ids["open"]).model_copy(update={"evidence": (ids["source"],)})
    lowered = c.RuleClaim(
        ref="r", claim=ids["claim"], standing=Standing.ACTIVE, level=Level.VETTED, reason="it is known"
    )
    row = {"p1aa": {"kind": "named", "individual": ids["sealed"], "facts": {"name": [{"value": "S"}]}}}
    apart = {"base": "", "parts": {"title": "", "why": "", "row:p1aa": row["p1aa"]}}
    ruled_apart = {"base": "", "parts": {"title": "", "why": "", "change:r": lowered.model_dump(mode="json")}}
    return {
        "a subject": Draft(changes=(shown(ids["sealed"]),)),
        "a case": Draft(changes=(c.SetCaseState(ref="s", case=ids["case"], state="published"),)),
        "a source": Draft(changes=(fact(ids["open"], "w", ids["source"]),)),
        "evidence": Draft(changes=(evidence,)),
        "a claim": Draft(changes=(lowered,)),
        "somebody in a row": Draft(rows=row),
        "a source in a sheet": Draft(sheet={"source": {"public_id": ids["source"]}}),
        "somebody in words": Draft(why=f"see\n/records/{ids['sealed']}, who is alive"),
        "somebody put aside": Draft(aside={"ann": apart}),
        "a claim put aside": Draft(aside={"ann": ruled_apart}),
        "what is taken back": Draft(changes=(c.Revert(ref="r", changeset=ids["changeset"], reason="w"),)),
    }


def test_whatever_is_named_and_however_it_is_as_high(desk: Desk, ids: dict[str, str]) -> None:
    kept = {how: level(desk, drafted(desk, draft)) for how, draft in naming(ids).items()}
    assert kept == dict.fromkeys(kept, Level.SEALED)
    plain = Draft(changes=(shown(ids["open"]), fact(ids["open"], "w", desk.source())))
    assert level(desk, drafted(desk, plain)) is Level.VETTED


def test_what_its_writer_does_not_see_raises_nothing(desk: Desk, ids: dict[str, str]) -> None:
    kept = {how: level(desk, drafted(desk, draft, SOMEBODY)) for how, draft in naming(ids).items()}
    assert kept == dict.fromkeys(kept, Level.VETTED)


def test_a_draft_of_two_goes_on_alike_whether_whom_they_named_was_raised_or_is_nobody(
    desk: Desk, ids: dict[str, str]
) -> None:
    found = []
    for key in (ids["open"], NOBODY):
        begun = drafted(desk, Draft(why="w", sheet={"event": {"public_id": key}}), SOMEBODY)
        added(desk, begun, OTHER, "before")
        if key == ids["open"]:
            ruling = c.RuleSubject(ref="l", subject=key, level=Level.SEALED, reason="safety")
            desk.record(ruling, by=ANN, approved_by=(BEN,))
        added(desk, begun, SOMEBODY, "after")
        found.append((level(desk, begun), begun in listed(desk, SOMEBODY), begun in listed(desk, OTHER)))
    assert found == [(Level.VETTED, True, True)] * 2


def test_what_somebody_cleared_writes_about_whom_they_see_is_theirs(desk: Desk, ids: dict[str, str]) -> None:
    begun = drafted(desk, Draft(why="w", rows={"p1aa": {"individual": ids["open"]}}), SOMEBODY)
    desk.record(c.RuleSubject(ref="l", subject=ids["open"], level=Level.SEALED, reason="safety"))
    assert begun in listed(desk, SOMEBODY)
    added(desk, begun, ANN, "has fled again")
    assert level(desk, begun) is Level.SEALED and begun not in listed(desk, SOMEBODY)


def added(desk: Desk, key: str, by, todo: str) -> None:
    now = open_draft(desk.session, desk.ring, by, key)
    more = now.draft.model_copy(update={"todos": {**now.draft.todos, todo: todo}})
    save(desk.session, desk.ring, by, key, more, now.revision, AT)


def test_what_was_put_aside_lies_as_high_as_any_level_in_it(desk: Desk) -> None:
    low = {"source": {"title": "A"}, "level": "vetted", "subjects": "vetted"}
    key = drafted(desk, Draft(title="t", why="w", sheet=low))
    high = {"source": {"title": "Unspeakable"}, "level": "sealed", "subjects": "sealed"}
    keep_aside(desk.session, desk.ring, ANN, key, Draft(title="t", why="w", sheet=high), None, AT)
    assert level(desk, key) is Level.SEALED and listed(desk, words="unspeakable") == []


@pytest.mark.parametrize(
    "part",
    [
        {"sheet:level": "sealed"},
        {"sheet:subjects": "sealed"},
        {"change:s": {"kind": "rule_source", "ref": "s", "source": "x", "was": 3, "level": 2, "reason": "w"}},
        {"change:n": c.NewIndividual(ref="n", level=Level.SEALED).model_dump(mode="json")},
        {"row:p1aa": {"facts": {"name": [{"value": "a", "level": "sealed"}]}}},
        {"row:p1aa/facts/name": [{"value": "a", "level": "sealed"}]},
        {"row:p1aa/level": "sealed"},
    ],
)
def test_every_shape_in_which_a_level_is_put_aside_is_known(part: dict[str, object]) -> None:
    assert level_typed(Draft(aside={"ann": {"base": "", "parts": part}})) is Level.SEALED


def test_a_level_that_is_none_raises_nothing() -> None:
    assert level_typed(Draft(sheet={"level": ["x"], "subjects": {"level": None}, "source": {"title": "sealed"}})) is (
        Level.VETTED
    )


@pytest.mark.parametrize("text", ["00" * 32, "not a hash"])
def test_a_changeset_that_is_not_there_raises_no_draft_to_where_another_waits(desk: Desk, text: str) -> None:
    draft = Draft(changes=(c.Revert(ref="r", changeset=text, reason="w"),))
    was = level(desk, drafted(desk, draft))
    drafted(desk, Draft(why="w", sheet={"level": "sealed"}))
    assert level(desk, drafted(desk, draft)) is was
