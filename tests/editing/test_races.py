"""Many editors at once, on both databases: exactly one winner where all change the same, and nothing is lost where they do not."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import open_draft, save, start
from app.editing.errors import Refused
from app.editing.people import Person
from app.editing.review.verdicts import approve, content_seen
from app.editing.views import rows_about
from app.keys.ring import KeyRing
from app.storage.engines import for_writing
from app.vault import reading
from app.vault.models import Changeset
from app.vault.rows import SourceRow
from app.vault.verify import verify
from tests.conftest import examples
from tests.editing.desk import ANN, AT, Desk, fact, grounds, person
from tests.editing.house import NAMES, fill

RACERS, ROUNDS = 50, examples(2, 100)
APPROVALS = examples(1, 100)
PROPOSERS = examples(12, 50)
"""Each hands in a proposal of their own in every round, which takes longer than all approvals."""


def race(engine: Engine, act: Callable[[Session, int], str], racers: int = RACERS) -> Counter[str]:
    """What becomes of each racer's act, in a transaction of its own; they start together."""
    line = Barrier(racers)

    def run(number: int) -> str:
        line.wait()
        while True:
            try:
                with Session(for_writing(engine)) as session, session.begin():
                    return act(session, number)
            except Refused as refused:
                return refused.code
            except PoolTimeout:  # as many connections as there are were in use
                continue
            except OperationalError as busy:  # SQLite: others held the file for longer than a connection waits
                if "locked" not in str(busy.orig):
                    raise
                time.sleep(random.random() / 10)

    with ThreadPoolExecutor(racers) as pool:
        return Counter(pool.map(run, range(racers)))


def commit(engine: Engine, ring: KeyRing, act: Callable[[Desk], str]) -> str:
    with Session(for_writing(engine)) as session, session.begin():
        return act(Desk(session, ring))


def number_of_changesets(engine: Engine) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(Changeset)) or 0


def racer(number: int) -> Person:
    return person(f"racer-{number}")


def test_of_editors_of_one_part_one_wins_and_of_other_parts_all_do(vault_database: Engine, ring: KeyRing) -> None:
    key = commit(vault_database, ring, lambda d: start(d.session, ring, ANN, Draft(why="w"), AT))
    for turn in range(ROUNDS):
        with Session(vault_database) as session:
            seen = open_draft(session, ring, ANN, key)

        def write(session: Session, number: int, turn: int = turn, seen=seen) -> str:
            rows = seen.draft.rows | {
                "same" if number % 2 else f"{turn}-{number}": {"by": f"{turn}-{number}", "turn": turn}
            }
            save(session, ring, racer(number), key, seen.draft.model_copy(update={"rows": rows}), seen.revision, AT)
            return "same" if number % 2 else "apart"

        assert race(vault_database, write) == {"same": 1, "stale": RACERS // 2 - 1, "apart": RACERS // 2}
    with Session(vault_database) as session:
        rows = open_draft(session, ring, ANN, key).draft.rows
    assert len(rows) == 1 + ROUNDS * RACERS // 2 and rows["same"]["turn"] == ROUNDS - 1


def test_of_approvals_of_one_proposal_one_is_recorded(vault_database: Engine, ring: KeyRing) -> None:
    commit(vault_database, ring, lambda d: fill(d) or "")
    for turn in range(APPROVALS):
        key = commit(
            vault_database, ring, lambda d, t=turn: d.propose(fact(d.by_name(NAMES[0]), f"trade {t}", d.source()))
        )
        before = number_of_changesets(vault_database)

        def agree(session: Session, number: int, key: str = key) -> str:
            content = content_seen(session, ring, racer(number), key)
            approve(session, ring, racer(number), key, content, AT, person)
            return "recorded"

        assert race(vault_database, agree) == {"recorded": 1, "wrong_state": RACERS - 1}
        assert number_of_changesets(vault_database) == before + 1


def test_of_proposals_about_one_thing_one_is_recorded_and_the_others_are_told(
    vault_database: Engine, ring: KeyRing
) -> None:
    commit(vault_database, ring, lambda d: fill(d) or "")
    for turn in range(APPROVALS):
        keys = [
            commit(
                vault_database,
                ring,
                lambda d, n=n, t=turn: d.propose(fact(d.by_name(NAMES[0]), f"{t} {n}", d.source()), by=racer(n)),
            )
            for n in range(PROPOSERS)
        ]
        before = number_of_changesets(vault_database)

        def agree(session: Session, number: int, keys=keys) -> str:
            reviewer, key = racer((number + 1) % PROPOSERS), keys[number]
            content = content_seen(session, ring, reviewer, key)
            approve(session, ring, reviewer, key, content, AT, person)
            return "recorded"

        found = race(vault_database, agree, PROPOSERS)
        assert found["recorded"] == 1 and found["stale"] + found["changed_since_seen"] == PROPOSERS - 1
        assert number_of_changesets(vault_database) == before + 1
    with Session(vault_database) as session:
        assert verify(session, ring) == []


@pytest.mark.parametrize("level", [Level.RESEARCHER, Level.VETTED])
def test_a_racer_above_whom_somebody_writes_is_not_stopped(vault_database: Engine, ring: KeyRing, level: Level) -> None:
    commit(vault_database, ring, lambda d: fill(d) or "")
    low = person("ruth", Level.RESEARCHER)
    key = commit(vault_database, ring, lambda d: d.propose(fact(d.by_name(NAMES[0]), "weaver", d.source()), by=low))
    commit(vault_database, ring, lambda d: d.record(fact(d.by_name(NAMES[0]), "miner", d.source(), level=level)))
    with Session(for_writing(vault_database)) as session, session.begin():
        desk = Desk(session, ring)
        if level is Level.VETTED:
            assert desk.approve(key).changeset is not None
        else:
            with pytest.raises(Refused) as refused:
                desk.approve(key)
            assert refused.value.code == "stale"


def test_what_another_desk_records_meanwhile_is_read_with_all_it_rests_on(
    vault_database: Engine, ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fact that comes in between two queries brings a source of its own. On SQLite nobody writes beside a desk that does."""
    commit(vault_database, ring, lambda desk: str(fill(desk)))
    wholly, others = reading.Load._all_sources, list[str]()

    def meanwhile(self: reading.Load) -> Iterator[SourceRow]:
        if not others and vault_database.dialect.name == "postgresql":
            others.append("another desk")
            commit(vault_database, ring, lambda desk: desk.record(grounds()[0], fact(key, "weaver", "@s")))
        return wholly(self)

    with Session(for_writing(vault_database)) as session, session.begin():
        key = Desk(session, ring).by_name(NAMES[0])
        monkeypatch.setattr(reading.Load, "_all_sources", meanwhile)
        rows = rows_about(session, ring, [key])
    assert [claim.value.text for claim in rows.claims if claim.field == "occupation"] == ["weaver"] * len(others)
