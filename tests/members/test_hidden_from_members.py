"""Members who read what is vetted find nobody whom a list hides: not by matching a list of their own, whatever became of the file."""

from __future__ import annotations

import re

import pytest

from app.codebook.levels import Level
from app.web.account import export
from tests.members.host import Host
from tests.publishing.hidden import (
    ALPHA,
    ALPHA_AGAIN,
    ALPHA_CASE,
    BETA,
    BETA_CASE,
    GAMMA,
    GAMMA_CASE,
    SECOND,
    hide,
    two_returns,
)
from tests.publishing.press import press_of


@pytest.fixture
def press(tmp_path):
    made = press_of(two_returns(), tmp_path / "house")
    made.publish()
    yield made
    made.engine.dispose()


def test_matching_finds_nothing_of_a_hidden_return_and_nobody_hidden_while_the_file_is_gone(press):
    host = Host(press.shelves.root.parent)
    one, two, reader = host.joined("first", "steward"), host.joined("second", "steward"), host.joined("reader")
    host.cleared(reader, Level.VETTED, one, two)
    host.read(reader, Level.VETTED)
    assert _matched(host, reader) == {ALPHA_CASE, ALPHA_AGAIN, BETA_CASE, GAMMA_CASE}
    hide(press, SECOND)
    assert _matched(host, reader) == {ALPHA_CASE, BETA_CASE}
    press.file(Level.VETTED).unlink()
    hide(press, BETA)
    assert _matched(host, reader) == {ALPHA_CASE}
    assert reader.get(f"/cases/{BETA_CASE}").status == 404


def test_who_is_hidden_while_an_export_is_put_on_record_is_not_in_it(press, monkeypatch):
    """The record waits for its turn behind other writers, who may take minutes."""
    press.say(ALPHA, "occupation", "friend of Synthetic Gamma", Level.PUBLIC)
    press.publish()
    host = Host(press.shelves.root.parent)
    steward, reader = host.joined("first", "steward"), host.joined("reader")
    host.cleared(reader, Level.RESEARCHER, steward)
    host.step_up(reader)
    write, recorded = export._on_record, []

    def waits(seen, copy, edition, cases):
        write(seen, copy, edition, cases)
        recorded.extend(cases)
        hide(press, GAMMA)

    monkeypatch.setattr(export, "_on_record", waits)
    answer = reader.post("/account/export", page="/account/export", agreed="yes")
    assert answer.status == 200
    assert GAMMA_CASE in recorded
    assert ALPHA_CASE in answer.text
    assert "Gamma" not in answer.text
    assert GAMMA_CASE not in answer.text


def _matched(host, reader) -> set[str]:
    host.step_up(reader)
    names = "Synthetic Alpha\nSynthetic Beta\nSynthetic Gamma"
    answer = reader.post("/account/match", page="/account/match", names=names)
    return set(re.findall(r"c0{14}[0-9a-f]", answer.text))
