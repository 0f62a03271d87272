"""Around the path: previews, the check for withheld names, verification, what waits, and the search over drafts."""

from __future__ import annotations

from datetime import date

import pytest

from app.codebook.levels import Level, Purpose
from app.disclosure.clear import clear_sources
from app.disclosure.verification import NEEDS, missing
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import open_draft, save, start
from app.editing.errors import NotAllowed, NotThere, RevisionNeeded, Stale
from app.editing.people import Role
from app.editing.review.previewing import preview
from app.editing.review.verdicts import ask_for_changes
from app.editing.review.waiting import proposals_seen, waits_for
from app.editing.review.withheld import KeptNames, hits
from app.publishing.load import record_of
from tests.editing.desk import ANN, AT, BEN, CLEO, DAY, DORA, Desk, fact, grounds, named, person, shown

NEW = (*grounds(), *named("p", "Synthetic Alpha"))


def test_a_preview_is_what_each_level_then_sees(desk: Desk) -> None:
    desk.record(*NEW)
    before = desk.contents()
    key = desk.propose(shown(desk.by_name("Synthetic Alpha")))
    previews = [
        preview(desk.session, desk.ring, ANN, key, level, DAY, AT).content
        for level in (Level.PUBLIC, Level.RESEARCHER, Level.VETTED)
    ]
    assert desk.contents() == before and desk.changesets() == 1
    desk.approve(key, CLEO)
    assert desk.contents() == previews != before


def test_a_preview_shows_nothing_above_its_viewer(desk: Desk) -> None:
    desk.record(*NEW)
    low = person("ruth", Level.RESEARCHER)
    key = desk.propose(fact(desk.by_name("Synthetic Alpha"), "weaver", desk.source()), by=low)
    assert preview(desk.session, desk.ring, low, key, Level.RESEARCHER, DAY, AT)
    with pytest.raises(NotThere):
        preview(desk.session, desk.ring, low, key, Level.VETTED, DAY, AT)


def test_hits_of_withheld_names_are_for_a_cleared_reviewer_who_wrote_none_of_it(desk: Desk) -> None:
    desk.record(*grounds(), *named("p", "Synthetic Alpha"), *named("h", "Concealed Omega", Level.VETTED))
    low = person("ruth", Level.RESEARCHER)
    shows = desk.by_name("Synthetic Alpha")
    said, kept = {}, KeptNames()
    for words in ("told by Concealed Omega", "told by a neighbour"):
        key = desk.propose(fact(shows, words, desk.source(), field="known_as"), by=low)
        said[words] = [hit.ref for hit in hits(desk.session, desk.ring, DORA, key, DAY, kept)]
        for other in (low, person("paul", Level.VETTED, frozenset({Role.EDITOR}))):
            with pytest.raises(NotAllowed):
                hits(desk.session, desk.ring, other, key, DAY, kept)
    assert said == {"told by Concealed Omega": ["fact", "fact"], "told by a neighbour": []}


def test_the_ceiling_of_verification_is_computed_and_a_reviewer_may_only_lower_it(desk: Desk) -> None:
    more = [
        c.NewSource(ref="t", title="Another", publisher_key="another", type="family_testimony", level=Level.PUBLIC),
        *[x.model_copy(update={"ref": f"{x.ref}-2", "source": "@t"}) for x in NEW if isinstance(x, c.NewClaim)],
        fact("@p-case", "sent back by train", "@s", ref="r1", field="returned_by"),
    ]
    desk.record(*NEW, *more)
    key = desk.by_name("Synthetic Alpha")
    desk.record(shown(key), by=BEN, approved_by=(CLEO,))
    assert desk.contents()[0].cases[0].verification == "reported"
    record = record_of(desk.rows())
    said = record.dossiers[0].statements + record.dossiers[0].cases[0].statements
    needs = missing(said, clear_sources(record.sources, Level.VETTED))
    assert [NEEDS[code] for code in needs] == ["a second, independent source on the return"]
    source = next(s.public_id for s in desk.rows().sources if s.title == "Another")
    desk.record(fact(desk.case_of(key), "sent back by bus", source, field="returned_by"))
    assert desk.contents()[0].cases[0].verification == "documented"
    for cap, found in (("corroborated", "corroborated"), ("reported", "reported"), ("documented", "documented")):
        desk.record(
            c.RuleVerification(ref="v", case=desk.case_of(key), verification=cap, reason="one source is doubted")
        )
        assert desk.contents()[0].cases[0].verification == found


def test_a_cap_never_raises(desk: Desk) -> None:
    desk.record(*NEW)
    key = desk.by_name("Synthetic Alpha")
    desk.record(shown(key), by=BEN, approved_by=(CLEO,))
    desk.record(c.RuleVerification(ref="v", case=desk.case_of(key), verification="documented", reason="I am sure"))
    assert desk.contents()[0].cases[0].verification == "reported"


def test_an_unfinished_form_is_kept_and_edits_of_other_parts_meet_in_it(desk: Desk) -> None:
    key = start(desk.session, desk.ring, ANN, Draft(sheet={"source": {"title": "half a ti"}}), AT)
    seen = open_draft(desk.session, desk.ring, ANN, key)
    mine = seen.draft.model_copy(update={"rows": {"p1": {"name": "Synthetic"}}})
    save(
        desk.session,
        desk.ring,
        BEN,
        key,
        seen.draft.model_copy(update={"todos": {"a": "ask her sister"}}),
        seen.revision,
        AT,
    )
    both = save(desk.session, desk.ring, ANN, key, mine, seen.revision, AT)
    assert (both.draft.rows, both.draft.todos) == ({"p1": {"name": "Synthetic"}}, {"a": "ask her sister"})
    assert both.draft.sheet == {"source": {"title": "half a ti"}} and both.authors == ("ann", "ben")
    with pytest.raises(Stale) as refused:
        save(
            desk.session,
            desk.ring,
            BEN,
            key,
            seen.draft.model_copy(update={"rows": {"p1": {"name": "Other"}}}),
            seen.revision,
            AT,
        )
    assert refused.value.parts == ("row:p1/name",)
    with pytest.raises(RevisionNeeded):
        save(desk.session, desk.ring, BEN, key, mine, None, AT)


def test_what_waits_for_whom(desk: Desk) -> None:
    desk.record(*NEW)
    decided = shown(desk.by_name("Synthetic Alpha")).model_copy(
        update={"review_on": date(2026, 11, 1), "purposes": (Purpose.PUBLIC_NAME,)}
    )
    desk.record(decided, by=BEN, approved_by=(CLEO,))
    key = desk.propose(fact(desk.by_name("Synthetic Alpha"), "weaver", desk.source()))
    assert [line.id for line in waits_for(desk.session, desk.ring, BEN, AT).to_review] == [key]
    assert waits_for(desk.session, desk.ring, ANN, AT).to_review == ()
    ask_for_changes(desk.session, desk.ring, BEN, key, {"": "who says so?"}, AT)
    assert [line.id for line in waits_for(desk.session, desk.ring, ANN, AT).asked] == [key]
    assert waits_for(desk.session, desk.ring, DORA, AT).due == ((desk.by_name("Synthetic Alpha"), date(2026, 11, 1)),)


def test_drafts_are_searched_within_ones_clearance(desk: Desk) -> None:
    key = desk.propose(*NEW)
    for words, who, found in (
        ("alpha synthetic", DORA, [key]),
        ("omega", DORA, []),
        ("alpha", person("ruth", Level.RESEARCHER), []),
    ):
        assert [line.id for line in proposals_seen(desk.session, desk.ring, who, words=words)] == found
