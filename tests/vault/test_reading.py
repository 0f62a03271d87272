"""Reading gives everything, opened, with the last ruling and the last standing, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from app.codebook.levels import Form, Level, Purpose, Standing
from app.codebook.values import AgeValue, NameValue
from app.keys.ring import KeyRing
from app.storage.engines import for_reading, for_writing
from app.vault import reading
from app.vault.errors import MovedWhileReading
from app.vault.reading import load
from app.vault.rows import VaultRows, WithdrawalRow
from tests.vault.record import DAY, fill, recorder


@pytest.fixture
def rows(session: Session, ring: KeyRing) -> VaultRows:
    fill(session, ring)
    return load(session, ring)


def test_every_kind_of_row_is_there(rows: VaultRows) -> None:
    counts = {name: len(getattr(rows, name)) for name in rows.__slots__ if name != "number"}
    assert counts == {
        "individuals": 2, "events": 1, "cases": 2, "case_events": 1, "relations": 1, "sources": 2, "claims": 7,
        "decisions": 1, "withdrawals": 1, "moved": 0,
    }  # fmt: skip
    assert rows.number == 4


def test_the_last_ruling_counts(rows: VaultRows) -> None:
    name, age, coded, *_ = rows.claims
    assert name.value == NameValue(text="김영금", script="Hang")
    assert (name.standing, name.level) == (Standing.PREFERRED, Level.PUBLIC)
    assert (age.standing, age.level) == (Standing.ACTIVE, Level.RESEARCHER)
    assert (coded.standing, coded.level) == (Standing.ACTIVE, Level.VETTED)


def test_a_claim_comes_with_where_it_stands_and_how_its_source_knows(rows: VaultRows) -> None:
    name, age, coded, *_ = rows.claims
    assert (name.subject, name.source) == (rows.individuals[0].public_id, rows.sources[0].public_id)
    assert (name.locator, name.quote) == ("p. 2", "김영금(39)")
    assert (name.basis, age.basis) == ("told_by_family", "witnessed"), "inherited from the source unless it departs"
    assert coded.value == AgeValue(text="39", low=39, high=39, basis="international")
    assert (coded.coded_from, coded.coding) == (age.id, "editors: stated at the return")


def test_sources_say_what_they_repeat(rows: VaultRows) -> None:
    report, copy = rows.sources
    assert report.title == "A report on 김영금"
    assert report.derives_from == {"*A hospital"}
    assert copy.derives_from == {report.public_id}


def test_decisions_name_purposes_and_evidence(rows: VaultRows) -> None:
    (decision,) = rows.decisions
    assert decision.form is Form.FULL
    assert decision.purposes == {Purpose.PUBLIC_NAME, Purpose.READING_ALOUD}
    assert decision.evidence == tuple(source.public_id for source in rows.sources)


def test_cases_events_and_withdrawals_say_where_they_stand(rows: VaultRows) -> None:
    assert [case.state for case in rows.cases] == ["published", "unpublished"]
    assert rows.events[0].label == "Return from Laos, 28 May 2013"
    assert (rows.withdrawals[0].opened_on, rows.withdrawals[0].closed_on) == (DAY, DAY)


def test_the_number_of_queries_does_not_grow(session: Session, ring: KeyRing) -> None:
    asked: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *given: asked.append(given[2]))
    fill(session, ring)
    asked.clear()
    load(session, ring)
    once = len(asked)
    with recorder(session, ring) as r:
        for _ in range(200):
            r.add_case(r.add_individual("named"), 3)
    asked.clear()
    assert len(load(session, ring).cases) == 202
    assert len(asked) == once < 25


def test_a_load_sees_one_moment(vault_database: Engine, ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(self: object) -> list[object]:
        with Session(for_writing(vault_database)) as writer:
            with recorder(writer, ring) as r:
                r.add_individual("named")
            writer.commit()
        return []

    monkeypatch.setattr(reading.Load, "_withdrawals", meanwhile)
    with Session(for_reading(vault_database)) as reader:
        assert load(reader, ring).number == 0
    if vault_database.dialect.name == "postgresql":
        with Session(vault_database) as reader, pytest.raises(MovedWhileReading):
            load(reader, ring)


def test_what_moved_while_it_was_read_is_read_again(
    vault_database: Engine, ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A desk writes in a session that sees what another process wrote: on SQLite there is none beside it."""
    wholly, written = reading.Load._withdrawals, []

    def meanwhile(self: reading.Load) -> Iterator[WithdrawalRow]:
        if len(written) < 2:
            with Session(for_writing(vault_database)) as writer:
                with recorder(writer, ring) as r:
                    written.append(r.add_individual("named"))
                writer.commit()
        return wholly(self)

    monkeypatch.setattr(reading.Load, "_withdrawals", meanwhile)
    with Session(vault_database) as reader:
        rows = load(reader, ring)
    seen = 2 if vault_database.dialect.name == "postgresql" else 0
    assert (rows.number, len(rows.individuals)) == (seen, seen)
