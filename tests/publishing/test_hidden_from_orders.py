"""The order of a list tells nothing of somebody whom a suppression list hides: it is the order of the next edition."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from app.codebook.levels import EDITION_LEVELS, Level
from app.editions.read.list_query import ORDERS, read_list_query
from app.editions.read.lists import chosen_lines
from tests.importing import synthetic_batch as made_up
from tests.importing.synthetic_batch import Batch
from tests.publishing.by_a_list import with_list
from tests.publishing.hidden import hide
from tests.publishing.press import press_of

HIDDEN = "p0000000000000f1"
"""The one who is to be hidden in the families below."""
TOLD = {"repatriation_date": "2013-05-28", "returned_by": "China", "returned_to": "North Korea"}
ZETA, BETH, MU, AARON, QUILL = (f"Synthetic {name}" for name in ("Zeta", "Beth", "Mu", "Aaron", "Quill"))
UNDECIDED = "undecided-return"
"""A return that no edition tells of, although it tells of the people."""


def returned(batch: Batch, name: str, public_id: str, *, event: str = made_up.EVENT) -> None:
    """Somebody made up, whose key is the name."""
    batch.add("public_cases.csv", case_key=name, name_latin=name)
    for claim in made_up._claims(name, made_up.PAPER, name_latin=name, **TOLD):
        batch.add("public_claims.csv", **claim)
    batch.add("individuals.csv", individual_key=name, public_id=public_id, kind="named", reason="Made up.")
    batch.add("cases.csv", case_key=name, public_id=f"c{public_id[1:]}", individual_key=name, event_key=event)
    batch.add("decisions.csv", **made_up._decision("individual", name))


def tied(batch: Batch, one: str, other: str) -> None:
    batch.add("relationships.csv", a=one, b=other, type="sibling", certainty="certain", source_key=made_up.PAPER)


def with_a_sibling() -> Batch:
    """Synthetic Zeta stands before Synthetic Mu, since a sibling of hers does."""
    batch = Batch()
    for name, public_id in ((ZETA, "p0000000000000e0"), (MU, "p0000000000000e1"), (AARON, HIDDEN)):
        returned(batch, name, public_id)
    tied(batch, ZETA, AARON)
    return batch


def through_somebody() -> Batch:
    """Synthetic Zeta and Synthetic Beth are tied by Synthetic Quill alone; Synthetic Mu stands between them by name."""
    batch = Batch()
    people = ((ZETA, "p0000000000000e0"), (MU, "p0000000000000e1"), (BETH, "p0000000000000e9"), (QUILL, HIDDEN))
    for name, public_id in people:
        returned(batch, name, public_id)
    tied(batch, ZETA, QUILL)
    tied(batch, BETH, QUILL)
    return batch


def drawn(seed: int) -> tuple[Batch, str]:
    """Seven made-up people, some in a return and some in none that is told of, with ties, names and ids at random; and who of them is to be hidden."""
    draw, batch = Random(seed), Batch()
    told = {"public_id": "e00000000000000f", "label": "A return that is not told of", "reason": "Made up."}
    batch.add("return_events.csv", event_key=UNDECIDED, **told)
    names = [f"Synthetic {first}" for first in ("Asa", "Bor", "Cyd", "Dov", "Eli", "Fay", "Gil")]
    ids = draw.sample([f"p0000000000000f{n}" for n in range(7)], 7)
    for name, public_id in zip(names, ids, strict=True):
        returned(batch, name, public_id, event=draw.choice((made_up.EVENT, UNDECIDED)))
    for one, other in draw.sample(list(combinations(names, 2)), 6):
        tied(batch, one, other)
    return batch, draw.choice(ids)


def orders(edition) -> dict[str, list[str]]:
    """The ids of every list's lines, by what it is ordered by."""
    asked = [("receiving_state", ""), ("purpose", "reading_aloud")]
    return {order: [line["id"] for line in chosen_lines(edition, read_list_query([*asked, ("order", order)]))]
            for order in ORDERS}  # fmt: skip


def _at_once_and_anew(batch: Batch, who: str, place, level: Level) -> tuple[dict[str, list[str]], ...]:
    """The orders before somebody is hidden, with the list that hides them, and in the next edition."""
    press = press_of(batch, place)
    press.publish()
    before = orders(press.edition(level))
    at_once = orders(with_list(press, level, lambda: hide(press, who)))
    press.publish()
    anew = orders(press.edition(level))
    press.engine.dispose()
    return before, at_once, anew


@pytest.mark.parametrize("level", EDITION_LEVELS)
@pytest.mark.parametrize("family", [with_a_sibling, through_somebody])
def test_nobody_stands_where_only_somebody_hidden_would_put_them(tmp_path, level, family):
    before, at_once, anew = _at_once_and_anew(family(), HIDDEN, tmp_path / "house", level)
    assert at_once == anew
    assert at_once["date"] != [key for key in before["date"] if key != f"c{HIDDEN[1:]}"]  # else it would mean little


@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_families_the_order_is_that_of_the_next_edition(tmp_path, seed):
    _, at_once, anew = _at_once_and_anew(*drawn(seed), tmp_path / "house", Level.PUBLIC)
    assert at_once == anew
