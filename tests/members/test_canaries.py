"""Words that stand only in what is hidden are nowhere else: in no answer, header or log below the vetted, in no file at rest."""

from __future__ import annotations

import logging

import pytest

from app.accounts import access_log
from app.cli.publish import publish_editions
from app.codebook.levels import Level
from app.web.account.policies import MEMBERS_POLICIES
from tests.homes import shipped_home
from tests.members.canaries import CASE, HIDDEN, OF_PEOPLE, OF_RECORD, SOURCE, disguises, found_in, hide, searched
from tests.members.host import PASSWORD, WORDS, Host

IDS = (CASE, HIDDEN, SOURCE)
READ = sorted(path for method, path in MEMBERS_POLICIES if method == "GET" and not path.startswith("/account/sign"))
PRIVATE = ("login", "name", "purpose", "affiliation", "referees", "password")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house with somebody hidden in its record, somebody whose words about themselves are canaries, and who decides."""
    home = shipped_home(tmp_path_factory.mktemp("canaries") / "home")
    hide(home)
    publish_editions(home)
    host = Host(home)
    host.home = home
    host.first, host.second = host.joined("first", "steward"), host.joined("second", "reviewer")
    host.readers = {"plain": host.joined("plain"), "editor": host.joined("editor", "editor")}
    host.readers["researcher"] = host.joined("researcher", factor=False)
    host.cleared(host.readers["researcher"], Level.RESEARCHER, host.first)
    host.read(host.first, Level.PUBLIC)
    link = host.invited()
    host.vetted = host.browser()
    joined = host.vetted.post(
        link, page=link, login=OF_PEOPLE["login"], name=OF_PEOPLE["name"], password=OF_PEOPLE["password"]
    )
    assert joined.status == 303
    return host


@pytest.fixture(scope="module")
def seen(house):
    """What the vetted one is shown; everybody has read by then, and the log has been written."""
    reader = house.vetted
    house.sign_in(reader, OF_PEOPLE["login"], password=OF_PEOPLE["password"])
    page = reader.get("/account/factor").text
    reader.seed = page.partition('class="secret">')[2].partition("<")[0]
    assert reader.post("/account/factor", page="/account/factor", code=house.code(reader)).status == 200
    reader.id = reader.get("/account").text.partition("Your id in this house: <code>")[2].partition("<")[0]
    words = {**WORDS, **{key: OF_PEOPLE[key] for key in ("purpose", "affiliation", "referees")}}
    asked = reader.post("/account/ask", page="/account/ask", level="vetted", days="9", **words)
    assert asked.status == 303
    for other, name in ((house.first, "first"), (house.second, "second")):
        house.sign_in(other, name, house.code(other))
        assert house.agree(other, reader).status == 303
    assert house.read(reader, Level.VETTED).status == 303
    return b"".join(
        reader.get(path).body for path in (f"/cases/{CASE}", f"/api/v1/cases/{CASE}", "/cases", "/lists.txt")
    )


def test_the_vetted_read_them(seen):
    """Else it would mean little that nobody else does."""
    assert {"Quexalon Vombatis", "quexalonfate", "quexalonplace"} <= set(found_in(seen, OF_RECORD))


@pytest.mark.parametrize("kind", ["nobody", "plain", "editor", "researcher", "steward"])
def test_in_no_answer_below(house, seen, kind, caplog):
    caplog.set_level(logging.DEBUG)
    browser = {**house.readers, "nobody": house.browser(), "steward": house.first}[kind]
    if kind == "steward":
        house.sign_in(browser, "first", house.code(browser))
    elif kind != "nobody":
        house.sign_in(browser, kind, house.code(browser) if browser.seed else "")
    sent = []
    for n, path in enumerate(READ):
        house.clock.on(minutes=1 if n % 15 == 14 else 0)
        for key in IDS if "_id}" in path else ("map",):
            where = path.partition("{")[0] + key + (".svg" if path.endswith(".{kind}") else "") if "{" in path else path
            answer = browser.get(where)
            sent.append(f"{answer.status} {answer.headers} {answer.cookies}".encode() + answer.body)
    search = {"csrf": browser.token()}
    sent += [browser.bare_post("/account/search", **search, name=word[:9]).body for word in OF_RECORD]
    about_people = OF_RECORD if kind == "steward" else (*OF_RECORD, *(OF_PEOPLE[key] for key in PRIVATE))
    assert found_in(b"\0".join(sent), about_people) == []
    assert found_in(caplog.text.encode(), (*OF_RECORD, *OF_PEOPLE.values())) == []


def test_in_no_log_and_no_error_when_something_breaks(house, seen, monkeypatch, caplog, capfd):
    house.sign_in(house.vetted, OF_PEOPLE["login"], house.code(house.vetted), OF_PEOPLE["password"])
    assert house.read(house.vetted, Level.VETTED).status == 303
    caplog.set_level(logging.DEBUG)

    def broken(*_):
        raise OSError(f"cannot write of {OF_RECORD[0]} for {OF_PEOPLE['name']}")

    monkeypatch.setattr(access_log, "write", broken)
    answer = house.vetted.get(f"/cases/{CASE}")
    assert answer.status == 500
    printed = "".join(capfd.readouterr())
    for place in (answer.body, caplog.text.encode(), printed.encode()):
        assert found_in(place, (*OF_RECORD, *OF_PEOPLE.values())) == []


def test_in_no_file_at_rest(house, seen):
    """The vault's database with its log and free pages, the editions of all levels, checkpoints: all that a stolen disk has."""
    files = dict(searched(house.home))
    assert len(files) > 10 and any(path.name.startswith("vault.sqlite-wal") for path in files)
    words = (*OF_RECORD, *OF_PEOPLE.values(), PASSWORD, house.vetted.seed, *house.vetted.cookies.values())
    found = {str(path.relative_to(house.home)): found_in(data, words) for path, data in files.items()}
    assert {path: hits for path, hits in found.items() if hits} == {}


def test_a_word_is_found_in_every_disguise():
    for word in (*OF_RECORD, *OF_PEOPLE.values()):
        for disguise in disguises(word):
            assert found_in(b"before " + disguise + b" after", (word,)) == [word]
