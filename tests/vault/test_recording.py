"""Recording: one changeset at a time, by two people, all or nothing; nothing in plain that is about a person."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select, text
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.exc import StaleDataError

from app.codebook.levels import Level
from app.codebook.values import NameValue, TermValue
from app.keys.ring import KeyRing
from app.storage.chain import GENESIS
from app.storage.engines import for_reading, for_writing
from app.storage.sealed import Sealed
from app.vault import models
from app.vault.errors import AlreadySealed, DoesNotFit, NotApproved, NothingToRecord
from app.vault.history import HISTORY
from app.vault.lookup import batch_changeset, source_ids, subject_ids
from app.vault.public_ids import is_public_id
from app.vault.recording import Recorder, SourceText
from app.vault.rekeying import reseal
from app.vault.sealed_bodies import PROPOSALS
from app.vault.verify import checkpoint, verify
from tests.vault.record import NOW, fill, recorder


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(models.Changeset)) or 0


def test_a_changeset_follows_the_one_before(session: Session, ring: KeyRing) -> None:
    fill(session, ring)
    made = session.scalars(select(models.Changeset).order_by(models.Changeset.number)).all()
    assert [one.number for one in made] == list(range(1, len(made) + 1))
    assert len(made) > 1
    assert [one.previous_hash for one in made] == [GENESIS, *(one.hash for one in made[:-1])]
    assert checkpoint(session).hash == made[-1].hash


@pytest.mark.parametrize("approved_by", ["ann", None])
def test_nobody_approves_their_own_changeset(session: Session, ring: KeyRing, approved_by: str | None) -> None:
    with pytest.raises(NotApproved):
        Recorder(session, ring, "ann", approved_by, NOW)


def test_a_withdrawal_does_not_wait_for_a_second_person(session: Session, ring: KeyRing) -> None:
    known = fill(session, ring)
    before = count(session)
    with Recorder(session, ring, "ann", None, NOW, kind="withdrawal") as r:
        r.withdraw(known["woman"], "safety", "hidden_now", opened_on=NOW.date(), opened_by="ann")
    assert count(session) == before + 1


def test_nothing_is_not_recorded(session: Session, ring: KeyRing) -> None:
    with pytest.raises(NothingToRecord):
        recorder(session, ring).seal()
    assert count(session) == 0


def test_what_comes_after_the_seal_is_refused_not_lost(session: Session, ring: KeyRing) -> None:
    r = recorder(session, ring)
    r.add_individual("named")
    r.seal()
    with pytest.raises(AlreadySealed):
        r.add_individual("named")


def test_an_error_inside_leaves_no_changeset(session: Session, ring: KeyRing) -> None:
    with pytest.raises(DoesNotFit), recorder(session, ring) as r:
        r.add_case(r.add_individual("named"), r.add_event("Return"), public_id="not one")
    assert count(session) == 0


def test_a_claim_must_fit_the_codebook(session: Session, ring: KeyRing) -> None:
    r = recorder(session, ring)
    with pytest.raises(DoesNotFit, match="no such field"):
        r.add_claim(1, "shoe_size", TermValue(term="x"), 1)
    with pytest.raises(DoesNotFit, match="holds a name, not a term"):
        r.add_claim(1, "name", TermValue(term="x"), 1)


def test_a_claim_about_nobody_is_refused(session: Session, ring: KeyRing) -> None:
    r = recorder(session, ring)
    source = r.add_source("s", SourceText("A report"), publisher_key="p", type="ngo_report")
    r.add_claim(99, "name", NameValue(text="x"), source)
    with pytest.raises(IntegrityError):
        r.seal()


def test_public_ids_are_random_and_checked(session: Session, ring: KeyRing) -> None:
    with recorder(session, ring) as r:
        for _ in range(50):
            r.add_individual("named")
        with pytest.raises(DoesNotFit):
            r.add_individual("named", public_id="kim-cheol-ok")
        kept = r.add_individual("named", public_id="0123456789abcdef")
    ids = subject_ids(session)
    assert ids["0123456789abcdef"] == kept
    assert len(ids) == 51
    assert all(map(is_public_id, ids))


def test_rows_are_found_by_the_names_people_use(session: Session, ring: KeyRing) -> None:
    fill(session, ring)
    assert set(source_ids(session)) == {"hrw-2002", "daily-2002"}
    assert batch_changeset(session, b"f" * 32) == 1
    assert batch_changeset(session, b"g" * 32) is None


def test_facts_are_reached_by_what_they_are(session: Session, ring: KeyRing) -> None:
    known = fill(session, ring)
    woman = session.get_one(models.Individual, known["woman"])
    with pytest.raises(InvalidRequestError, match="lazy='raise'"):
        _ = woman.names
    session.expire_all()
    everything = select(models.Individual).options(selectinload(models.Individual.names))
    loaded = session.scalars(everything.where(models.Individual.id == known["woman"])).one()
    assert [(type(name), name.field) for name in loaded.names] == [(models.NameClaim, "name")]


def test_nothing_about_a_person_lies_in_plain(session: Session, ring: KeyRing) -> None:
    fill(session, ring)
    for table in (*(kept.table for kept in HISTORY), models.ClaimValue.__table__, models.Changeset.__table__):
        for row in session.execute(text(f'SELECT * FROM "{table.name}"')):
            shown = b"|".join(v if isinstance(v, bytes) else str(v).encode() for v in map(_raw, row))
            for canary in ("김영금", "sent to a camp", "Oudomxay", "Laos", "a sister", "one list only"):
                assert canary.encode() not in shown, table.name


def _raw(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def test_an_erased_value_is_gone_and_the_record_still_verifies(session: Session, ring: KeyRing) -> None:
    known = fill(session, ring)
    assert session.get_one(models.ClaimValue, known["fate"]).body is None
    assert verify(session, ring) == []


def test_a_ruling_takes_only_a_standing_there_is(session: Session, ring: KeyRing) -> None:
    r = recorder(session, ring)
    with pytest.raises(ValueError, match="loudly"):
        r.rule(1, "loudly", Level.PUBLIC)  # type: ignore[arg-type]


def test_writers_take_turns_and_one_chain_remains(vault_database: Engine, ring: KeyRing) -> None:
    def write() -> None:
        for _ in range(5):
            with Session(for_writing(vault_database)) as session:
                with recorder(session, ring) as r:
                    r.add_individual("unnamed", reason="one of several writers")
                session.commit()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    with Session(vault_database) as session:
        assert count(session) == 20
        assert verify(session, ring) == []


def test_what_somebody_writes_during_a_check_is_no_finding(vault_database: Engine, ring: KeyRing) -> None:
    written: list[str] = []

    def write() -> None:
        with Session(for_writing(vault_database)) as session:
            with recorder(session, ring) as r:
                r.add_individual("unnamed", reason="while the check went on")
            session.commit()

    def meanwhile(_: object, __: object, statement: str, *___: object) -> None:
        if "FROM changeset" in statement and not written:  # the rows have been read
            written.append(statement)
            write()

    write()
    reading = for_reading(vault_database)
    event.listen(reading, "before_cursor_execute", meanwhile)
    with Session(reading) as session:
        assert verify(session, ring) == []
    assert written, "nobody wrote during the check"
    with Session(reading) as session:
        assert count(session) == 2
        assert verify(session, ring) == []


def test_after_a_rotation_everything_is_sealed_anew(session: Session, tmp_path: Path) -> None:
    ring = KeyRing.first_use(tmp_path / "own")
    fill(session, ring)
    before = checkpoint(session)
    ring.rotate()
    assert reseal(session, ring) > 10
    assert reseal(session, ring) == 0
    ring.retire()
    assert verify(session, ring, before) == []


def test_two_editors_of_one_proposal_cannot_overwrite_each_other(vault_database: Engine, ring: KeyRing) -> None:
    body = Sealed.close(ring, PROPOSALS.place("p1", Level.VETTED), '{"rows":[]}')
    engine = for_writing(vault_database)
    with Session(engine) as first:
        first.add(models.Proposal(id="p1", state="draft", author="ann", created_at=NOW, level=Level.VETTED, body=body))
        first.commit()
    with Session(engine) as one:
        seen = one.get_one(models.Proposal, "p1")
        one.expunge(seen)
    with Session(engine) as two:
        two.get_one(models.Proposal, "p1").state = "submitted"
        two.commit()
    with Session(engine) as late:
        late.add(seen)
        seen.state = "rejected"
        with pytest.raises(StaleDataError):
            late.flush()
