"""The title that a proposal is given by code calls nobody by a name that lies higher than the proposal. All people are synthetic."""

from __future__ import annotations

from app.codebook.levels import Level, Standing
from app.codebook.values import NameValue
from app.editing.drafts import changes as c
from app.editing.drafts.naming import called, called_in_a_title
from tests.editing.desk import ANN, BEN, Desk
from tests.editing.test_reasons_stay import ruled
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_seen_more import entered, newest_source

SECRET = "Concealed Omega"


def with_a_sealed_name(desk: Desk) -> str:
    """Somebody whose preferred name is sealed."""
    k = entered(desk, name="Synthetic Alpha", born="1970")
    name, source = NameValue(text=SECRET), newest_source(desk)
    said = c.NewClaim(ref="n", subject=k, field="name", value=name, source=source, level=Level.SEALED)
    preferred = {"standing": Standing.PREFERRED, "ruled_because": "their own"}
    desk.record(said.model_copy(update=preferred), by=ANN, approved_by=(BEN,))
    return k


def title(desk: Desk, k: str, clearance: Level) -> str:
    return called_in_a_title(desk.session, desk.ring, k, clearance)


def test_a_name_that_lies_higher_than_the_proposal_is_in_no_title(desk: Desk) -> None:
    k = with_a_sealed_name(desk)
    assert called(desk.session, desk.ring, [k], Level.SEALED)[k] == SECRET
    assert title(desk, k, Level.SEALED) == "Synthetic Alpha"


def test_of_somebody_as_high_it_is(desk: Desk) -> None:
    k = with_a_sealed_name(desk)
    as_many_as_it_takes(desk, ruled(k, Level.SEALED))
    assert title(desk, k, Level.SEALED) == SECRET
    assert title(desk, k, Level.VETTED) == ""
