"""Members, too, read no name of whoever is on a suppression list: on no page of theirs, in no search and in no export."""

from __future__ import annotations

import pytest

from app.codebook.levels import Level
from tests.members.host import Host
from tests.publishing.press import press_of
from tests.publishing.test_names_held_back import ALPHA, BETA, BETA_CASE, NAMES, SAID, WAYS, told_of_alpha

READ = [
    way
    for way in WAYS
    if way.startswith(("/cases/", "/sources", "/returns/", "/lists", "/api")) and "q=" not in way and "name=" not in way
]


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    made = press_of(told_of_alpha(), tmp_path_factory.mktemp("members") / "house")
    for text in SAID:
        made.say(BETA, "occupation", text, Level.PUBLIC)
    made.publish()
    yield made
    made.engine.dispose()


def test_no_member_reads_the_name_of_whoever_is_on_the_list(press):
    host = Host(press.shelves.root.parent)
    steward, reader = host.joined("first", "steward"), host.joined("reader")
    host.cleared(reader, Level.RESEARCHER, steward)
    host.read(reader, Level.RESEARCHER)
    assert {way for way, _ in _said(host, reader)} >= {f"/cases/{BETA_CASE}", "/api/v1/cases.csv", "export", "q=Alpha"}
    press.withdraw(ALPHA)
    press.suppress()
    assert _said(host, reader) == []


def _said(host: Host, reader) -> list[tuple[str, str]]:
    answers = {way: reader.get(way).text for way in READ}
    host.step_up(reader)
    answers["export"] = reader.post("/account/export", page="/account/export", agreed="yes").text
    for key, words in (("q", "Alpha"), ("q", "friend"), ("name", "Synthetic Beta")):
        answers[f"{key}={words}"] = reader.post("/account/search", **{key: words}).text.replace(f'value="{words}"', "")
    return [(way, name) for way, text in answers.items() for name in NAMES if name in text]
