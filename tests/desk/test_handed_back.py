"""Whatever somebody wrote comes back, whatever is wrong: also where what it is about is seen by them no more, or was never there.

An answer about something hidden is the answer about nothing, byte for byte: what was written stands in both.
"""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.accounts import people
from app.accounts.models import Factor
from app.codebook.levels import Level
from app.editing.drafts import changes as c
from app.editing.entry.interpret import NO_SUCH_ID
from app.vault.models import Changeset
from app.vault.reading import load
from app.web.desk.acts.table import ACT_FORMS
from app.web.desk.policies import ACTS
from tests.desk.forms import Writer, form_on
from tests.desk.host import DeskHost
from tests.desk.test_odd_text import TYPED
from tests.desk.walk import APPROVER, DECIDER, person_named, record, record_people, record_twins
from tests.editing.desk import named
from tests.homes import empty_home

WORDS = "words that took an hour"
FORM = dict.fromkeys(("why", "value", "reason", "text", "comment:", "s:title", "todos"), WORDS) | {"kind": "note"}
"""As if it were any form of the desk: whatever a form does not know it leaves out."""
WITHOUT_WORDS = frozenset(
    {
        "/search", "/records/search", "/proposals/{key}/approve", "/records/{key}/hide", "/records/{key}/confirm",
        "/letters/{name}/state", "/letters/{name}/hold", "/records/{key}/notes/{note}/done",
    }
)  # fmt: skip
"""Forms with a button, a choice from a list, or the words of a search."""
NOBODY = {"key": "0" * 16, "one": "0" * 16, "other": "1" * 16, "changeset": "0" * 64, "ref": "0" * 32}


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> DeskHost:
    return DeskHost(tmp_path_factory.mktemp("back") / "home", made=empty_home)


@pytest.fixture(autouse=True)
def later(desk):
    """Each test in a minute of its own: requests are counted by the minute."""
    desk.clock.on(seconds=61)


@pytest.fixture(scope="module")
def low(desk):
    return desk.seat("low", "editor", "reviewer", level=Level.RESEARCHER)


@pytest.fixture(scope="module")
def hidden(desk) -> dict[str, str]:
    """By the beginning of an address: the id of something above `researcher`. A changeset and a claim of theirs; and somebody below."""
    with desk.house.books.writing() as session:
        vetted = {"level": Level.VETTED}
        source = c.NewSource(ref="s", title="Concealed", publisher_key="concealed", type="ngo_report", **vetted)
        event = c.NewEvent(ref="e", label="Concealed", **vetted)
        record(desk, session, source, event, *named("h", "Concealed Omega", Level.VETTED))
        rows = load(session, desk.house.ring)
        person = person_named(desk, "Concealed Omega", session)
        (claim,) = (each for each in rows.claims if each.field == "name" and each.subject == person)
        changeset = session.scalars(select(Changeset.hash).order_by(Changeset.number.desc())).first().hex()
    there = record_people(desk, "Back")["Back Alpha"]
    writer = Writer(desk.seat("above", "editor"))
    saved = writer.press("save", {"s:title": "Concealed"}, follow=False)
    draft = saved.place.rpartition("/")[2]
    ids = {"/records": person, "/drafts": draft, "/proposals": draft, "/sources": claim.source, "/duplicates": person}
    return ids | {"ref": claim.ref, "changeset": changeset, "there": there}


def with_words() -> list[str]:
    return [place for place in ACTS if place not in WITHOUT_WORDS and "{" in place]


def sent(browser, place: str, ids: dict[str, str], **more: str):
    """What is answered to the form, and the same without the ids of its address."""
    path = place.format(**ids)
    answer = browser.bare_post(path, csrf=browser.token(), **{**FORM, **more})
    said = answer.text
    for name, value in sorted(ids.items(), key=lambda each: -len(each[1])):
        said = said.replace(value, name) if name != "act" else said
    return answer, said


def test_every_form_of_the_desk_is_either_without_words_or_asked_here():
    assert set(ACTS) >= WITHOUT_WORDS and set(ACTS) - WITHOUT_WORDS == {*with_words(), "/drafts"}


@pytest.mark.parametrize("place", with_words())
def test_about_something_hidden_and_about_nothing_one_answer_comes_with_all_that_was_written(desk, low, hidden, place):
    seen = {**NOBODY, "key": hidden["/" + place.split("/")[1]], "one": hidden["/records"]}
    for act in ACT_FORMS if "{act}" in place else ("",):
        for more in ({}, {"do": "apart"}, {"form": "changes"}, {"value": "", "kind": "nonsense"}):
            absent, nothing = sent(low, place, {**NOBODY, "act": act}, **more)
            refused, something = sent(low, place, {**seen, "act": act}, **more)
            assert refused.status == absent.status == 404 and "There is nothing here" in something
            assert something == nothing
            again = form_on(refused.text, place.partition("{")[0]).fields
            assert {name: again[name] for name in FORM} == {**FORM, **{n: v for n, v in more.items() if n in FORM}}
        desk.clock.on(seconds=61)
    if "{ref}" in place or "{changeset}" in place:  # at somebody who is there
        there = {**NOBODY, "key": hidden["there"]}
        _, nothing = sent(low, place, there)
        _, something = sent(low, place, {**there, "ref": hidden["ref"], "changeset": hidden["changeset"]})
        assert something == nothing


def test_a_button_alone_brings_no_form_back(low):
    """Nothing was written, so nothing is to be kept: the plain answer, as for any address."""
    plain = low.bare_post(f"/proposals/{NOBODY['key']}/answer", csrf=low.token(), verdict="take_back")
    assert plain.status == 404 and not re.search("Send it again", plain.text)


def test_what_a_decision_chooses_is_told_with_the_rest(low, hidden):
    """Its form of display is called as the mark of a draft of changes is, and is no mark."""
    address = f"/records/{NOBODY['key']}/propose/decision"
    refused = low.bare_post(address, csrf=low.token(), form="masked", why=WORDS)
    assert "<code>form</code> masked" in refused.text


def forms_of(desk, browser, key: str) -> dict[str, dict[str, str]]:
    """Every act on a person, with the form as it was drawn and words in it."""
    found = {}
    for act in ACT_FORMS:
        address = f"/records/{key}/propose/{act}"
        page = browser.get(address + ("?field=occupation" if act == "fact" else ""))
        if page.status == 200:
            found[address] = form_on(page.text, address).fields | TYPED | {"why": WORDS, "reason": WORDS}
    assert len(found) > 3
    return found


def raised(desk, key: str) -> c.Change:
    return c.RuleSubject(ref="l", subject=key, level=Level.VETTED, reason="w")


def test_who_is_raised_or_merged_away_while_somebody_writes(desk, low):
    kept, _, _, gone = record_twins(desk)
    up = record_people(desk, "Up")["Up Child"]
    forms = {key: forms_of(desk, low, key) for key in (gone, up)}
    merge = c.MergeSubjects(ref="m", kept=kept, merged=gone, reason="w")
    with desk.house.books.writing() as session:
        record(desk, session, merge, raised(desk, up), by=DECIDER, to=(APPROVER,))
    assert "only where it is told of that one alone" in low.get(f"/records/{kept}").text
    desk.clock.on(seconds=61)
    for each in forms.values():
        for address, form in each.items():
            refused = low.bare_post(address, **form)
            assert refused.status == 404 and form_on(refused.text, address).fields["why"] == WORDS, address


def begun(desk, *roles: str):
    """Somebody who works with what is vetted and has the form of a vetted person open: who, their login, the address, the form."""
    browser = desk.seat("typing", *roles)
    login = list(desk.seats)[-1]
    address = f"/records/{person_named(desk, 'Concealed Omega')}/propose/fact"
    form = form_on(browser.get(f"{address}?field=occupation").text, address).fields | TYPED | {"why": WORDS}
    return browser, login, address, form


def signed_in_anew(desk, login: str):
    members = desk.seats[login]
    assert desk.members.sign_in(members, login, desk.members.code(members)).status == 303
    return desk.here(members)


def test_after_signing_in_anew_the_form_says_to_choose_ones_level_and_then_it_is_taken(desk, hidden):
    editor, login, address, form = begun(desk, "editor")
    desk.clock.on(hours=1)
    ended = editor.bare_post(address, **form)
    assert ended.status == 403 and WORDS in ended.text
    editor = signed_in_anew(desk, login)
    anew = editor.bare_post(address, **form_on(ended.text, address).fields)
    assert anew.status == 403 and "choose your level again" in anew.text
    below = editor.bare_post(address, **form_on(anew.text, address).fields)
    assert below.status == 404 and "choose your level again" in below.text
    desk.members.read(desk.seats[login], Level.VETTED)
    editor = desk.here(desk.seats[login])
    anew = editor.bare_post(address, **form_on(below.text, address).fields)
    assert anew.status == 403 and "choose your level again" not in anew.text
    taken = editor.bare_post(address, **form_on(anew.text, address).fields)
    assert taken.status == 303, taken.text


@pytest.mark.parametrize(("left", "status"), [((), 404), (("reviewer",), 403)])
def test_who_lost_a_role_while_writing_has_their_words(desk, hidden, left, status):
    _, login, address, form = begun(desk, "editor")
    with desk.house.books.writing() as session:
        people.set_roles(session, desk.seats[login].id, left)
    editor = signed_in_anew(desk, login)
    desk.members.read(desk.seats[login], Level.VETTED)
    editor = desk.here(desk.seats[login])
    refused = editor.bare_post(address, **form | {"csrf": editor.token()})
    assert refused.status == status and form_on(refused.text, address).fields["why"] == WORDS


def test_who_lost_the_second_factor_while_writing_has_their_words(desk, hidden):
    editor, login, address, form = begun(desk, "editor")
    with desk.house.books.writing() as session:
        session.delete(session.get_one(Factor, desk.seats[login].id))
    refused = editor.bare_post(address, **form)
    assert refused.status == 403 and "asked of you first" in refused.text
    assert form_on(refused.text, address).fields["why"] == WORDS


@pytest.mark.parametrize("name", ["r:{row}:individual", "r:{row}:case", "e:public_id", "s:public_id"])
def test_a_draft_with_an_id_of_nothing_opens_again_and_says_what_is_wrong(desk, name):
    editor = desk.seat("ids", "editor")
    writer = Writer(editor)
    row = writer.rows()[0]
    typed = {"why": WORDS, f"c:{row}:name:0:value": "Synthetic Name", name.format(row=row): "9" * 200}
    assert Writer(editor).press("save", typed, follow=False).status == 303
    assert writer.press("hand_in", typed).status == 422
    assert WORDS in writer.page and NO_SUCH_ID in writer.page
    assert NO_SUCH_ID in editor.get(form_on(writer.page, "/drafts").action + "?check=yes").text
