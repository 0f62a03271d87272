"""The corrections log: batches of ids, made from two public editions alone, signed, and safe against a torn publication."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.apps.public import create_app
from app.codebook.levels import Form, Level
from app.codebook.values import TermValue, TextValue
from app.disclosure.assemble import Record
from app.disclosure.dossier import WithdrawalRecord
from app.editions.corrections import Changes, corrections_file, read_corrections
from app.editions.errors import CorruptEdition
from app.editions.read.shelf import Shelf
from app.keys.ring import KeyRing
from app.publishing.corrections import changes_of
from app.publishing.publish import publish
from app.publishing.shelves import Shelves
from tests.disclosure.people import ON, event, person, says, sources
from tests.web.conftest import reader

ONE, TWO, THREE = (person(f"{n:015d}", Form.FULL, f"Synthetic Person {n}") for n in (1, 2, 3))
FATED = person(
    "000000000000001", Form.FULL, "Synthetic Person 1", case_claims=(says("outcome", TermValue(term="detained")),)
)


def _dies(*_: object) -> str:
    raise KeyboardInterrupt


class House:
    """A house that publishes one record after another."""

    def __init__(self, place: Path) -> None:
        self.shelves, self.ring = Shelves(place / "editions"), KeyRing.first_use(place / "keys")

    @property
    def manifest(self) -> Path:
        return self.shelves.manifest(Level.PUBLIC)

    def publish(self, *people):
        record = Record(people, (event(),), sources("s1", "s2"))
        return publish(record, self.shelves, self.ring, ON, levels=[Level.PUBLIC], draw=lambda _: [])

    def log(self):
        return read_corrections(corrections_file(self.manifest), self.ring.verifier()).batches


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def test_each_edition_adds_one_batch_that_says_which_and_never_why(house):
    house.publish(ONE, TWO)
    house.publish(FATED, replace(TWO, withdrawals=(WithdrawalRecord(ON),)), THREE)
    newest, first = house.log()
    assert (first.number, first.first, first.cases) == (1, True, Changes())
    assert newest.cases == Changes(
        added=("c000000000000003",), changed=("c000000000000001",), gone=("c000000000000002",)
    )
    assert newest.returns == Changes(changed=("e000000000000001",))
    assert "withdraw" not in corrections_file(house.manifest).read_text()


def test_the_page_says_what_each_edition_changed_and_links_what_is_still_there(house):
    house.publish(ONE, TWO)
    house.publish(FATED, replace(TWO, withdrawals=(WithdrawalRecord(ON),)), THREE)
    page = reader(create_app(Shelf(house.manifest, house.ring.verifier())))("/corrections").text
    assert '<a href="/cases/c000000000000003">' in page
    assert '<a href="/cases/c000000000000001">' in page
    assert "<code>c000000000000002</code>" in page
    assert "/cases/c000000000000002" not in page


def test_a_hidden_edit_adds_nothing(house):
    house.publish(ONE)
    before = corrections_file(house.manifest).read_bytes()
    hidden = replace(
        ONE, statements=(*ONE.statements, says("nationality", TextValue(text="hidden"), level=Level.VETTED))
    )
    house.publish(hidden, person("000000000000009", Form.HOLD))
    assert corrections_file(house.manifest).read_bytes() == before


def test_a_batch_whose_edition_never_came_is_not_read_and_is_made_anew(house, monkeypatch):
    house.publish(ONE)
    with monkeypatch.context() as patched:
        patched.setattr("app.publishing.publish.signed_text", _dies)  # between the log and the manifest
        with pytest.raises(KeyboardInterrupt):
            house.publish(ONE, TWO)
    assert len(house.log()) == 2
    shelf = Shelf(house.manifest, house.ring.verifier())
    assert [batch.number for batch in shelf.current().corrections.batches] == [1]
    house.publish(ONE, THREE)
    assert [(batch.number, batch.cases.added) for batch in house.log()] == [(2, ("c000000000000003",)), (1, ())]


def test_a_log_that_was_altered_is_refused_and_the_edition_still_served(house):
    house.publish(ONE)
    path = corrections_file(house.manifest)
    path.write_text(path.read_text().replace('"number": 1', '"number": 0'))
    with pytest.raises(CorruptEdition, match="signature"):
        read_corrections(path, house.ring.verifier())
    assert Shelf(house.manifest, house.ring.verifier()).current().corrections is None


def test_a_damaged_log_keeps_nobody_from_being_withdrawn(house):
    house.publish(ONE, TWO)
    corrections_file(house.manifest).write_text("{")
    house.publish(ONE)
    assert [batch.cases.gone for batch in house.log()] == [("c000000000000002",)]
    assert corrections_file(house.manifest).with_name("public-corrections.json.damaged").is_file()


def test_an_edition_whose_file_is_gone_is_not_compared(house):
    (done,) = house.publish(ONE)
    (house.manifest.parent / done.manifest.file).unlink()
    house.publish(TWO)
    assert [(batch.number, batch.compared) for batch in house.log()] == [(2, False), (1, False)]


def test_a_part_that_only_a_newer_version_writes_is_no_correction():
    old, new = ({"a": json.dumps(d).encode()} for d in ({"id": "a", "name": 1}, {"id": "a", "name": 1, "new": 2}))
    assert changes_of(old, new) == Changes()
    assert changes_of(old, {"a": b'{"id": "a", "name": 2}'}) == Changes(changed=("a",))
