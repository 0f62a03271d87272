"""The title that a proposal is given by code names by id: whoever reads it, then or later, is told a name that they see. All synthetic."""

from __future__ import annotations

from app.codebook.levels import Level, Standing
from app.codebook.values import NameValue
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import start
from app.editing.people import Person
from app.editing.review.handing_in import submit
from app.editing.review.waiting import proposals_seen, waits_for
from tests.editing.desk import ANN, AT, BEN, CLEO, Desk, shown
from tests.editing.test_last_word import VAL
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_seen_more import entered, newest_source

SECRET = "Concealed Omega"


def titles(desk: Desk, who: Person) -> list[str]:
    return [line.title for line in proposals_seen(desk.session, desk.ring, who, everything=True) if ":" in line.title]


def decided(desk: Desk, k: str) -> None:
    draft = desk.with_base(Draft(title=f"Decision: {k}", why="w", changes=(shown(k),)), BEN)
    key = start(desk.session, desk.ring, BEN, draft, AT)
    submit(desk.session, desk.ring, BEN, key, AT)
    assert desk.approve(key, CLEO).changeset is not None


def with_a_second_name(desk: Desk, level: Level) -> str:
    """Somebody whose preferred name lies at that level."""
    k = entered(desk, name="Synthetic Alpha", born="1970")
    name, source = NameValue(text=SECRET), newest_source(desk)
    said = c.NewClaim(ref="n", subject=k, field="name", value=name, source=source, level=level)
    preferred = {"standing": Standing.PREFERRED, "ruled_because": "their own"}
    desk.record(said.model_copy(update=preferred), by=ANN, approved_by=(BEN,))
    return k


def test_each_reader_is_told_the_name_that_they_see(desk: Desk) -> None:
    decided(desk, with_a_second_name(desk, Level.SEALED))
    assert titles(desk, CLEO) == [f"Decision: {SECRET}"]
    assert titles(desk, VAL) == ["Decision: Synthetic Alpha"]
    assert [line.title for line in waits_for(desk.session, desk.ring, BEN, AT).answered] == [f"Decision: {SECRET}"]


def test_a_name_that_is_sealed_since_is_in_no_title(desk: Desk) -> None:
    k = with_a_second_name(desk, Level.VETTED)
    decided(desk, k)
    assert titles(desk, VAL) == [f"Decision: {SECRET}"]
    claim = next(row.ref for row in desk.rows().claims if getattr(row.value, "text", "") == SECRET)
    as_many_as_it_takes(desk, c.RuleClaim(ref="x", claim=claim, standing="preferred", level=Level.SEALED, reason="w"))
    assert titles(desk, VAL) == ["Decision: Synthetic Alpha"]


def test_a_proposal_about_somebody_is_found_by_their_id_where_no_word_says_their_name(desk: Desk) -> None:
    k = entered(desk, name="Synthetic Alpha", born="1970")
    decided(desk, k)

    def found(words: str, *about: str) -> list[str]:
        lines = proposals_seen(desk.session, desk.ring, CLEO, everything=True, words=words, about=about)
        return [line.title for line in lines if line.title.startswith("Decision")]

    assert found("alpha") == []
    assert found("alpha", k) == ["Decision: Synthetic Alpha"] == found("decision")
