"""A house in which people are hidden by a list alone, as the desk hides them: two returns, ties, and somebody in both. All made up."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.publishing.suppress import suppress_now
from app.publishing.withdraw import ids_hidden_with
from app.storage.engines import for_reading
from tests.importing import synthetic_batch as made_up
from tests.importing.synthetic_batch import Batch
from tests.publishing.press import DAY, Press

ALPHA, BETA, GAMMA = "p000000000000000", "p000000000000001", "p000000000000002"
RETURN, SECOND = "e000000000000000", "e000000000000001"
ALPHA_CASE, BETA_CASE, ALPHA_AGAIN, GAMMA_CASE = (f"c00000000000000{n}" for n in range(4))


def two_returns(*, gamma_decided: bool = True) -> Batch:
    """Synthetic Alpha was returned twice; Synthetic Gamma, a sibling of Synthetic Beta, in the second return alone."""
    batch = Batch()
    batch.add(
        "return_events.csv",
        event_key="second-return",
        public_id=SECOND,
        label="A second made-up return",
        reason="Made up.",
    )
    _returned(batch, "synthetic-alpha-2", ALPHA_AGAIN, made_up.ALPHA, made_up.PAPER, "Synthetic Alpha")
    _returned(batch, "synthetic-gamma", GAMMA_CASE, "synthetic-gamma", made_up.LETTER, "Synthetic Gamma")
    batch.add("individuals.csv", individual_key="synthetic-gamma", public_id=GAMMA, kind="named", reason="Made up.")
    batch.add(
        "relationships.csv",
        a=made_up.BETA,
        b="synthetic-gamma",
        type="sibling",
        certainty="certain",
        source_key=made_up.PAPER,
    )
    if gamma_decided:
        batch.add("decisions.csv", **made_up._decision("individual", "synthetic-gamma"))
    return batch.add("decisions.csv", **made_up._decision("event", "second-return"))


NEAR = {"Synthetic Gamma": "Kim Chol-su", "Synthetic Beta": "Kim Chol-suk", "Synthetic Alpha": "Kim Gol-su"}
"""Made-up names, each a slip of some other: how well one fits decides what a search looks for besides."""


def named_alike() -> Batch:
    """The same people under names that are near each other."""
    batch = two_returns()
    for row in (row for rows in batch.rows.values() for row in rows):
        row.update({column: NEAR[said] for column, said in row.items() if said in NEAR})
    return batch


TOLD = (
    (BETA, "occupation", "friend of Synthetic Gamma"), (GAMMA, "occupation", "friend of Synthetic Alpha"), (ALPHA, "occupation", "weaver"),
    (BETA, "known_as", "child of Synthetic Alpha"), (BETA_CASE, "fate", "seen with Synthetic Gamma"), (ALPHA_CASE, "fate", "made up"),
)  # fmt: skip
"""What is told of each in words, some of which name another."""


def told_of_each_other() -> Batch:
    """The places of origin are coded, and printed in words that name another. `TOLD` is to be said besides."""
    batch = two_returns()
    for key, other in ((made_up.BETA, "Gamma"), ("synthetic-gamma", "Alpha"), (made_up.ALPHA, "Beta")):
        for claim in made_up._claims(key, made_up.LETTER, home_town=f"Wonsan, the house of Synthetic {other}"):
            batch.add("public_claims.csv", **claim)
    return batch


def _returned(batch: Batch, key: str, public_id: str, person: str, source: str, name: str) -> None:
    told = {"repatriation_date": "2015-05-28", "returned_by": "China", "returned_to": "North Korea"}
    batch.add("public_cases.csv", case_key=key, name_latin=name)
    for claim in made_up._claims(key, source, name_latin=name, **told):
        batch.add("public_claims.csv", **claim)
    batch.add("cases.csv", case_key=key, public_id=public_id, individual_key=person, event_key="second-return")


def hide(press: Press, public_id: str, *, masked: bool = False) -> dict[Level, frozenset[str]]:
    """By the list alone and at once, as the desk does; what the list of each level says then."""
    press.withdraw(public_id, action="masked" if masked else "hidden_now")
    with Session(for_reading(press.engine)) as session:
        keys = ids_hidden_with(session, public_id, DAY)
    now = suppress_now(keys, press.shelves, press.ring, masked=masked)
    return {level: frozenset(listed.ids) for level, listed in now.items()}
