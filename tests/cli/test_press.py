"""A large record is published as what was touched, beside what stood; whole where a withdrawal, less to tell, or a fault asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.apps.public import create_app
from app.cli import press as at_press
from app.cli.home import building, writing
from app.cli.house import House, open_house
from app.cli.press import Carried, Press
from app.cli.withdraw import withdraw_person
from app.codebook.levels import EDITION_LEVELS, Form, Level, Standing
from app.codebook.values import TextValue
from app.editions.manifest import Manifest, read_manifest
from app.editions.read.cases import case
from app.editions.read.pictures import pictures
from app.editions.read.shelf import Shelf
from app.publishing import addenda
from app.publishing.withdraw import withdraw
from app.vault.models import Source, Subject
from app.vault.recording import DecisionText, Recorder
from tests.homes import shipped_home
from tests.web.conftest import reader

NOW = datetime.now(UTC)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with open_house(shipped_home(tmp_path / "home"), None) as opened:
        yield opened


@pytest.fixture
def press(house: House) -> Press:
    """One to which any record is large, and that has published everything once."""
    made = Press(house, many=0)
    made.publish()
    return made


def _manifest(house: House, level: Level = Level.PUBLIC) -> Manifest:
    return read_manifest(house.home.shelves.manifest(level), house.ring.verifier())


def shown(house: House) -> tuple[str, str]:
    """A case of the public edition, and its individual."""
    shelf = Shelf(house.home.shelves.manifest(Level.PUBLIC), house.ring.verifier())
    sql = "SELECT id, individual FROM case_row WHERE n = 1"
    found: tuple[str, str] = shelf.current().rows(sql)[0]
    return found


def say(house: House, individual: str, words: str, *, hidden: bool = False) -> None:
    """A claim for the public, or for the vetted alone."""
    with house.writing() as session:
        subject = session.scalars(select(Subject.id).where(Subject.public_id == individual)).one()
        source = session.scalars(select(Source.id).where(Source.level == Level.PUBLIC).limit(1)).one()
        with Recorder(session, house.ring, "nobody", "another", NOW) as recorder:
            claim = recorder.add_claim(subject, "occupation", TextValue(text=words), source, level=Level.VETTED)
            if not hidden:
                recorder.rule(claim, Standing.ACTIVE, Level.PUBLIC)


def test_an_approval_is_read_without_the_base_being_built_again(house: House, press: Press) -> None:
    shelf = Shelf(house.home.shelves.manifest(Level.PUBLIC), house.ring.verifier())
    before, (key, individual) = _manifest(house), shown(house)
    assert before.addendum is None
    for words in ("a synthetic weaver", "a synthetic miner"):
        say(house, individual, words)
        press.publish()
        assert words in str(case(shelf.current(), key))
    now = _manifest(house)
    assert (now.file, now.file_hash, now.number) == (before.file, before.file_hash, before.number + 2)
    assert {path.name for path in house.home.shelves.folder(Level.PUBLIC).glob("*.sqlite")} == now.files
    batch = shelf.current().corrections.batches[0]
    assert (batch.number, batch.cases.changed) == (now.number, (key,))


def test_pictures_say_that_they_are_older_than_what_was_approved(house: House, press: Press) -> None:
    app = create_app(Shelf(house.home.shelves.manifest(Level.PUBLIC), house.ring.verifier()))
    asked, older = reader(app), "approved since they were drawn"
    assert older not in asked("/pictures").text
    say(house, shown(house)[1], "a synthetic weaver")
    press.publish()
    assert older in asked("/pictures").text
    (name, *_) = pictures(Shelf(house.home.shelves.manifest(Level.PUBLIC), None).current(), "en") or ()
    assert older in asked(f"/pictures/{name['name']}").text


def test_everything_built_anew_moves_no_number(house: House, press: Press) -> None:
    say(house, shown(house)[1], "a synthetic weaver")
    press.publish()
    amended = [_manifest(house, level) for level in (Level.PUBLIC, Level.RESEARCHER, Level.VETTED)]
    Press(house).publish()
    whole = [_manifest(house, level) for level in (Level.PUBLIC, Level.RESEARCHER, Level.VETTED)]
    assert [(m.number, m.date, m.content) for m in whole] == [(m.number, m.date, m.content) for m in amended]
    assert {m.addendum for m in whole} == {None}


def test_what_nobody_below_may_see_moves_nothing_below(house: House, press: Press) -> None:
    manifest = house.home.shelves.manifest(Level.PUBLIC)
    before, when = manifest.read_bytes(), manifest.stat().st_mtime_ns
    say(house, shown(house)[1], "hidden", hidden=True)
    press.publish()
    assert _manifest(house, Level.VETTED).addendum is not None
    assert (manifest.read_bytes(), manifest.stat().st_mtime_ns) == (before, when)


def test_a_level_is_owed_by_how_many_it_is_told_otherwise_of_alone(house: House, press: Press, monkeypatch) -> None:
    monkeypatch.setattr(addenda, "ENOUGH", 0)
    for hidden, owed in ((True, {Level.VETTED}), (False, set(EDITION_LEVELS))):
        say(house, shown(house)[1], "a synthetic weaver", hidden=hidden)
        assert press.amend() is not None
        assert press.owed == owed


def test_whoever_is_told_of_less_is_in_no_file_any_more(house: House, press: Press) -> None:
    key, individual = shown(house)
    with house.writing() as session:
        subject = session.scalars(select(Subject.id).where(Subject.public_id == individual)).one()
        with Recorder(session, house.ring, "nobody", "another", NOW) as recorder:
            recorder.decide(
                subject, Form.HOLD, (), DecisionText("synthetic"), basis="unknown", consent_status="unknown", effect="harmful",
                decided_by="nobody", second_by=None, decided_on=datetime.now(UTC).date(),
            )  # fmt: skip
    press.publish()
    now = _manifest(house)
    assert now.addendum is None
    assert key.encode() not in (house.home.shelves.folder(Level.PUBLIC) / now.file).read_bytes()


def test_a_withdrawal_is_published_whole(house: House, press: Press) -> None:
    key, _ = shown(house)
    with house.writing() as session:
        withdraw(session, house.ring, key, ground="safety", by="nobody", at=NOW, on=NOW.date())
    press.publish()
    now = _manifest(house)
    assert now.addendum is None
    assert key.encode() not in (house.home.shelves.folder(Level.PUBLIC) / now.file).read_bytes()


def test_approvals_do_not_wait_while_everything_is_built(house: House, press: Press) -> None:
    """Another press builds everything; before its editions are in force this one publishes, and hands over."""
    shelf = Shelf(house.home.shelves.manifest(Level.PUBLIC), house.ring.verifier())
    (key, individual), coming = shown(house), Press(house, many=0)
    before, base = _manifest(house), _manifest(house, Level.VETTED).file

    def hand() -> Carried | None:
        say(house, individual, "a synthetic weaver")
        press.amend()
        assert "a synthetic weaver" in str(case(shelf.current(), key))
        return press.carried()

    coming.everything(hand=hand)
    assert _manifest(house, Level.VETTED).file != base
    assert _manifest(house).number == before.number + 1
    assert "a synthetic weaver" in str(case(shelf.current(), key))
    say(house, individual, "a synthetic miner")
    coming.amend()
    assert "a synthetic miner" in str(case(shelf.current(), key))
    assert _manifest(house).number == before.number + 2


def test_only_a_level_that_is_told_of_less_is_built_anew(house: House, press: Press) -> None:
    """What is hidden from the vetted alone does not show in when the public's files are built."""
    key, individual = shown(house)
    say(house, individual, "a synthetic weaver")
    with house.writing() as session:
        subject = session.scalars(select(Subject.id).where(Subject.public_id == individual)).one()
        source = session.scalars(select(Source.id).limit(1)).one()
        with Recorder(session, house.ring, "nobody", "another", NOW) as recorder:
            claim = recorder.add_claim(subject, "occupation", TextValue(text="hidden"), source, level=Level.VETTED)
    Press(house, many=0).publish()
    press.publish()
    with (
        house.writing() as session,
        Recorder(session, house.ring, "nobody", "another", NOW) as recorder,
    ):
        recorder.rule(claim, Standing.ACTIVE, Level.SEALED)
    before = _manifest(house).file, _manifest(house, Level.VETTED).file
    press.amend()
    assert press.owed == {Level.VETTED}
    say(house, individual, "a synthetic miner")
    coming = Press(house, many=0)

    def hand() -> Carried | None:
        press.amend()
        return press.carried()

    coming.everything(levels=press.owed, hand=hand)
    assert _manifest(house).file == before[0]
    assert _manifest(house, Level.VETTED).file != before[1]
    shelf = Shelf(house.home.shelves.manifest(Level.PUBLIC), house.ring.verifier())
    assert "a synthetic miner" in str(case(shelf.current(), key))
    assert not coming.owed


def test_a_withdrawal_at_the_terminal_waits_for_nobody(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a large house, while everything is built and somebody publishes."""
    key, _ = shown(house)
    shelf = Shelf(house.home.shelves.manifest(Level.PUBLIC), house.ring.verifier())
    assert case(shelf.current(), key) is not None
    monkeypatch.setattr("app.cli.withdraw.is_large", lambda _: True)
    with building(house.home), writing(house.home):
        withdraw_person(key, "safety", house.home.root, vault=None, mask=False)
        assert case(shelf.current(), key) is None


def test_a_fault_in_telling_anew_keeps_no_approval_back(
    house: House, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, individual = shown(house)

    def broken(*_: object) -> None:
        raise KeyError("synthetic")

    monkeypatch.setattr(at_press, "turn", broken)
    say(house, individual, "a synthetic weaver")
    press.publish()
    shelf = Shelf(house.home.shelves.manifest(Level.PUBLIC), house.ring.verifier())
    assert "a synthetic weaver" in str(case(shelf.current(), key))
    assert _manifest(house).addendum is None
