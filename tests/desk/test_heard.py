"""Whoever writes hears what became of it; whoever reviews is shown what they approve, and what is still needed."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.codebook.levels import Level
from app.codebook.values import TermValue
from app.editing.drafts.changes import NewClaim
from app.editing.drafts.document import Draft
from app.editing.entry.interpret import changes_of
from app.editing.entry.sheet import read_sheet
from app.editing.people import Person, Role
from app.editing.views import look
from app.editing.words import value_in_words
from app.vault.models import Source
from app.web.desk.house import Act
from app.web.desk.review.told import told as told_to
from tests.desk.forms import Writer, form_on
from tests.desk.test_writing import approved, recorded, told
from tests.desk.walk import APPROVER, DECIDER, record, record_people


@pytest.fixture(scope="module")
def seats(desk):
    return {
        "editor": desk.seat("heard", "editor"),
        "other": desk.seat("beside", "editor"),
        "reviewer": desk.seat("first", "reviewer"),
        "second": desk.seat("second", "reviewer"),
        "low": desk.seat("below", "editor", level=Level.RESEARCHER),
    }


@pytest.fixture(scope="module")
def people(desk):
    return record_people(desk, "Heard")


def entered(seats, name, who="editor", **more):
    """A sheet with one person, handed in: its id and the row."""
    writer = Writer(seats[who])
    row = writer.rows()[0]
    done = writer.press("hand_in", told([row], [name]) | more)
    assert done.status == 303, done.text
    return done.place.rpartition("/")[2], row


def sections(page):
    """The parts of a page by their headings."""
    return {unescape(part.partition("</h2>")[0].rpartition(">")[2]): part for part in page.split("<h2")[1:]}


def test_what_was_decided_and_what_is_asked_stands_on_the_authors_front_page(desk, seats):
    keys = {what: entered(seats, f"Synthetic {what}")[0] for what in ("asked", "rejected", "approved", "waiting")}
    for what, verdict in (("asked", "ask"), ("rejected", "reject")):
        said = {"comment:": f"it was {what}"}
        assert (
            seats["reviewer"].post(f"/proposals/{keys[what]}/answer", page="/", verdict=verdict, **said).status == 303
        )
    assert approved(desk, seats, keys["approved"]).status == 303
    seen = sections(seats["editor"].get("/").text)
    decided = seen["Yours: decided in the last two weeks"]
    assert keys["asked"] in seen["Yours: a reviewer asks for changes"]
    assert keys["rejected"] in decided and keys["approved"] in decided
    assert keys["waiting"] in seen["Yours: others look at it"]
    others = seats["other"].get("/").text
    assert not [key for key in keys.values() if f'href="/proposals/{key}"' in others]


def test_a_comment_on_the_whole_and_on_the_source_is_read_where_it_is_mended(seats):
    key, _ = entered(seats, "Synthetic Commented")
    comments = {"comment:": "where did they come from?", "comment:source": "is this its title?"}
    assert seats["reviewer"].post(f"/proposals/{key}/answer", page="/", verdict="ask", **comments).status == 303
    page = seats["editor"].get(f"/drafts/{key}").text
    assert all(page.count(words) == 1 for words in comments.values())


def test_what_it_made_is_one_press_away_for_those_who_see_it(desk, seats):
    key, _ = entered(seats, "Synthetic Made", who="low")
    assert approved(desk, seats, key).status == 303
    rows = recorded(desk)
    person = next(c.subject for c in rows.claims if c.field == "name" and c.value.text == "Synthetic Made")
    event = next(c.event for c in rows.cases if c.individual == person)
    page = seats["reviewer"].get(f"/proposals/{key}").text
    assert f'href="/records/{person}"' in page and f'href="/records/{event}"' in page
    below = seats["low"].get(f"/proposals/{key}").text  # its author wrote it, and does not see what lies above them
    assert "Approved" in below and person not in below and event not in below


def test_a_corrections_reviewer_reads_the_old_value(desk, seats, people):
    page = seats["editor"].get(f"/records/{people['Heard Alpha']}").text
    claim = re.search(r"1970.*?/correct/(\w+)", page, re.DOTALL)[1]
    writer = Writer(seats["editor"], f"/records/{people['Heard Alpha']}/correct/{claim}")
    done = writer.press("", {"value": "1971", "reason": "a slip"}, action="/records")
    shown = seats["reviewer"].get(done.place).text
    assert "Born: 1970" in shown and "Born: 1971" in shown and claim not in shown


def test_a_decision_is_shown_whole_and_says_when_a_second_person_is_needed(desk, seats, people):
    child = people["Heard Child"]
    form = Writer(seats["editor"], f"/records/{child}/propose/decision")
    given = {
        "form": "full", "purpose:public_name": "yes", "basis": "explicit_consent_family", "consent_status": "given",
        "evidence_in_words": "a letter of May", "asked_by": "an aunt, by the office", "embargo_until": "2027-02-01", "why": "asked",
    }  # fmt: skip
    key = form.press("", given, action="/records").place
    page = unescape(seats["reviewer"].get(key).text)
    for words in (
        "Explicit consent of the family",
        "Given",
        "a letter of May",
        "an aunt, by the office",
        "1 February 2027",
    ):
        assert words in page, words
    assert "an aunt, by the office" not in seats["other"].get(key).text  # who does not decide is not told who asked
    id_ = key.rpartition("/")[2]
    assert approved(desk, seats, id_).status == 303
    page = seats["reviewer"].get(key).text
    assert "You have approved exactly this" in page and "<button>Approve exactly this" not in page
    assert id_ not in seats["reviewer"].get("/").text
    second = seats["second"].get(key).text
    assert "it needs two people" in second and "<button>Approve exactly this" in second
    assert id_ in seats["second"].get("/").text


def test_an_author_below_is_not_told_that_something_above_asks_for_two_people(desk, seats, people):
    alpha = people["Heard Alpha"]
    with desk.house.books.writing() as session:
        case = look(session, desk.house.ring, alpha, Level.SEALED).parts["cases"][0]
        source = session.scalars(select(Source.public_id)).first() or ""
        violence = NewClaim(
            ref="v", subject=case, field="violation", value=TermValue(term="sexual_violence"), source=source
        )
        record(desk, session, violence, to=(DECIDER, APPROVER))  # somebody who is shown
    given = {
        "form": "full",
        "purpose:public_name": "yes",
        "basis": "explicit_consent_family",
        "consent_status": "given",
        "why": "w",
    }
    keys = {
        who: Writer(seats[who], f"/records/{alpha}/propose/decision").press("", given, action="/records").place
        for who in ("low", "editor")
    }  # fmt: skip
    for key in keys.values():
        assert approved(desk, seats, key.rpartition("/")[2]).status == 303
        assert "it needs two people" in seats["second"].get(key).text
    told_to_them = {who: unescape(seats[who].get(key).text) for who, key in keys.items()}
    assert "Approved</strong> by" in told_to_them["editor"] and "two people" in told_to_them["editor"]
    assert "Waits for review" in told_to_them["low"]
    assert "Approved</strong> by" not in told_to_them["low"] and "two people" not in told_to_them["low"]
    assert seats["low"].post(f"{keys['low']}/answer", page="/", verdict="take_back").status == 303
    assert "Approved</strong> by" not in unescape(seats["low"].get(keys["low"]).text)


def test_a_name_that_is_stated_is_no_alarm_and_words_that_name_somebody_are_marked(desk, seats, people):
    plain, _ = entered(seats, "Concealed Omega")
    assert "withholds" not in seats["reviewer"].get(f"/proposals/{plain}").text
    writer = Writer(seats["editor"])
    row = writer.rows()[0]
    more = {f"o:{row}:1:field": "occupation", f"o:{row}:1:value": "worked beside Concealed Omega"}
    key = writer.press("hand_in", told([row], ["Synthetic Beside"]) | more).place.rpartition("/")[2]
    page = seats["reviewer"].get(f"/proposals/{key}").text
    assert (
        page.count("It names somebody whom an edition withholds.") == 1 and f"{row}." not in page.partition("<form")[0]
    )
    assert approved(desk, seats, key).status == 303
    assert "withholds" not in seats["reviewer"].get(f"/proposals/{key}").text  # it is history: nothing can be done here


def test_a_steward_is_told_where_the_emergency_stop_is(desk):
    page = desk.seat("watch", "steward", level=Level.PUBLIC).get("/").text
    assert "emergency stop at the members' pages" in unescape(page) and 'href="/account"' not in page


def test_why_a_claim_was_refused_is_read_by_those_who_may_and_by_nobody_below(desk, seats, people):
    page = seats["editor"].get(f"/records/{people['Heard Beta']}").text
    claim = re.search(r"1980.*?/correct/(\w+)", page, re.DOTALL)[1]
    form = Writer(seats["editor"], f"/records/{people['Heard Beta']}/propose/rule?claim={claim}")
    why = "an aunt whom nobody may know of says otherwise"
    given = {"standing": "rejected", "level": "public", "why": why}
    key = form.press("", given, action="/records").place.rpartition("/")[2]
    assert why not in seats["editor"].get(f"/records/{people['Heard Beta']}").text
    assert approved(desk, seats, key).status == 303
    low, seen = (seats[who].get(f"/records/{people['Heard Beta']}").text for who in ("low", "editor"))
    assert f"Why so: {why}" in seen
    assert "1980" in low and "Rejected" in low and "aunt" not in low  # the ruling is public, and its words are not
    history = seats["editor"].get(f"/records/{people['Heard Beta']}/history").text
    assert "Written by Synthetic heard" in history and seats["editor"].id not in history


def test_the_cases_of_a_return_are_published_by_one_form_and_a_stale_one_comes_back(desk, seats):
    writer = Writer(seats["editor"])
    rows, names = writer.rows(), [f"Synthetic Returned {n}" for n in "ABC"]
    key = writer.press("hand_in", told(rows, names) | {"e:label": "A return of three"}).place
    assert approved(desk, seats, key.rpartition("/")[2]).status == 303
    before = recorded(desk)
    event = next(e.public_id for e in before.events if e.label == "A return of three")
    cases = sorted(case.public_id for case in before.cases if case.event == event)
    form = Writer(seats["editor"], f"/records/{event}/propose/states")
    assert all(f'name="case:{case}" value="yes" checked' in form.page for case in cases)
    first = Writer(seats["other"], f"/records/{cases[0]}/propose/state")
    sent = first.press("", {"state": "under_review", "why": "asked"}, action="/records").place
    assert approved(desk, seats, sent.rpartition("/")[2]).status == 303
    stale = form.press("", {"why": "all were checked"}, action="/records")
    assert stale.status == 412 and "Synthetic Returned" in stale.text and "State of the case" in unescape(stale.text)
    done = form.press("", {"why": "all were checked"}, action="/records")
    assert done.status == 303, done.text
    page = seats["reviewer"].get(done.place).text
    assert len(re.findall(r'class="what">[^<]*state Published', page)) == len(cases)
    assert approved(desk, seats, done.place.rpartition("/")[2]).status == 303
    assert {case.state for case in recorded(desk).cases if case.event == event} == {"published"}


def test_a_case_above_is_neither_offered_nor_taken(desk, seats, people):
    page = seats["low"].get(f"/records/{people['Heard Alpha']}").text
    case = re.search(r'Case: <a href="/records/(\w+)"', page)[1]
    event = re.search(r'The return: <a href="/records/(\w+)"', seats["low"].get(f"/records/{case}").text)[1]
    hidden = re.search(
        r'Case: <a href="/records/(\w+)"', seats["editor"].get(f"/records/{people['Concealed Omega']}").text
    )[1]
    form = Writer(seats["low"], f"/records/{event}/propose/states")
    assert case in form.page and hidden not in form.page
    only = {f"case:{hidden}": "yes", "why": "try it", f"if_match:{hidden}": "state=x"}
    sent = {name: value for name, value in _fields(form).items() if not name.startswith("case:")}
    answer = seats["low"].bare_post(f"/records/{event}/propose/states", **(sent | only))
    assert answer.status == 422 and hidden not in answer.text


def _fields(writer):
    return form_on(writer.page, "/records").fields


def _told(desk, changes):
    with desk.house.books.reading() as session:
        person = Person("reader", frozenset({Role.REVIEWER}), Level.VETTED)
        act = Act(session, desk.house.ring, person, desk.clock(), lambda _: None)
        return told_to(act, Draft(changes=changes), (), sealed=True)


FACTS = {
    "sex": ["female", "male"],
    "birth": ["1970", "2012"],
    "return_date": ["2013-05", "2013-06"],
    "name": ["A Ka", "B Na"],
}


@given(
    people=st.lists(
        st.fixed_dictionaries({}, optional={f: st.lists(st.sampled_from(v), max_size=3) for f, v in FACTS.items()}),
        max_size=5,
    ),
    for_all=st.fixed_dictionaries({}, optional={"return_date": st.just(["2013-05"]), "mode": st.just(["deportation"])}),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_change_stands_on_a_reviewers_page_once(desk, people, for_all):
    def cells(facts):
        return {field: [{"value": value} for value in values] for field, values in facts.items()}

    source = {"title": "A synthetic report", "publisher_key": "synthetic", "type": "ngo_report"}
    rows = [{"row": f"p{n}", "facts": cells(facts)} for n, facts in enumerate(people)]
    event = {"label": "A synthetic return", "for_all": cells(for_all)}
    changes = changes_of(read_sheet({"source": source, "event": event, "people": rows}))
    groups = _told(desk, changes).groups
    assert sorted(ref for g in groups for line in g.lines for ref in line.refs) == sorted(x.ref for x in changes)
    by_ref = {ref: line.words for g in groups for line in g.lines for ref in line.refs}
    for x in changes:
        if isinstance(x, NewClaim):
            assert value_in_words(x.field, x.value) in by_ref[x.ref]


def test_twelve_people_are_read_as_twelve_and_a_child_is_pointed_out(desk, seats):
    writer = Writer(seats["editor"])
    writer.press("add", {"many": "9"})
    rows, names = writer.rows(), [f"Synthetic Twelfth {n}" for n in range(12)]
    more = {f"c:{rows[4]}:birth:1:value": "2012", "e:label": "A return of twelve"}
    key = writer.press("hand_in", told(rows, names) | more).place
    page = unescape(seats["reviewer"].get(key).text)
    assert page.count('class="what">Returned: 2013-05') == 1 and "Of each of the 12 new people below" in page
    assert page.count("A child today: 13 to 14 years.") == 1
    comment = {next(iter(re.findall(r'name="(comment:\w+\.return_date\.1)"', page))): "who says so?"}
    assert seats["reviewer"].post(f"{key}/answer", page="/", verdict="ask", **comment).status == 303
    draft = seats["editor"].get(key.replace("proposals", "drafts")).text
    assert "who says so?" in draft.split('id="c:all:return_date:1:said"')[1].split("</div>")[0]


def test_a_draft_that_is_given_up_waits_for_nobody_and_is_taken_up_again_with_all_that_was_in_it(seats):
    writer = Writer(seats["editor"])
    place = writer.press("save", told(writer.rows()[:1], ["Synthetic Given Up"])).place
    key = place.partition("#")[0].partition("?")[0].rpartition("/")[2]
    assert seats["other"].post(f"/proposals/{key}/answer", page="/", verdict="give_up").status in (404, 409)
    assert key in seats["editor"].get("/").text
    assert seats["editor"].post(f"/proposals/{key}/answer", page="/", verdict="give_up").status == 303
    assert key not in seats["editor"].get("/").text and key not in seats["editor"].get("/proposals").text
    page = seats["editor"].get(f"/proposals/{key}").text
    assert "Given up" in page and "Take it up again" in page
    assert seats["editor"].post(f"/proposals/{key}/answer", page="/", verdict="take_up").status == 303
    assert "Synthetic Given Up" in seats["editor"].get(f"/drafts/{key}").text and key in seats["editor"].get("/").text


def test_people_who_wait_for_a_decision_stand_on_the_front_page_of_who_can_propose_one(desk, seats):
    key, _ = entered(seats, "Synthetic Undecided")
    assert approved(desk, seats, key).status == 303
    waits = "To decide: how people appear"
    case = next(c for c in recorded(desk).cases if c.individual == person_called(desk, "Synthetic Undecided"))
    proposer = sections(seats["other"].get("/").text)[waits]
    assert "Synthetic Undecided" in proposer and f'href="/proposals/{key}/appear"' in proposer
    author = sections(seats["editor"].get("/").text)[waits]
    assert f"/proposals/{key}/appear" not in author and f'href="/records/{case.individual}/propose/decision"' in author
    assert waits not in sections(seats["reviewer"].get("/").text) and case.individual not in seats["low"].get("/").text


def person_called(desk, name):
    return next(c.subject for c in recorded(desk).claims if c.field == "name" and c.value.text == name)


def lines(page):
    return {
        unescape(part.partition("</span>")[0]): part.partition("</li>")[0] for part in page.split('class="what">')[1:]
    }


def test_a_second_round_marks_what_changed_and_what_was_said_of_an_earlier_version(seats):
    key, row = entered(seats, "Synthetic Round")
    page = seats["reviewer"].get(f"/proposals/{key}").text
    name = next(line for words, line in lines(page).items() if "Synthetic Round" in words)
    said = {re.search(r'name="(comment:[^"]+)"', name)[1]: "is it spelled so?", "comment:": "nearly there"}
    assert seats["reviewer"].post(f"/proposals/{key}/answer", page="/", verdict="ask", **said).status == 303
    asked = seats["editor"].get(f"/proposals/{key}").text
    assert "earlier version" not in asked and "since changes were asked for" not in asked
    writer = Writer(seats["editor"], f"/drafts/{key}")
    typed = {f"c:{row}:name:1:value": "Synthetic Rounds"}
    assert writer.press("hand_in", typed, action=f"/drafts/{key}").status == 303
    page = seats["reviewer"].get(f"/proposals/{key}").text
    there = lines(page)
    (moved,) = [line for line in there.values() if "changed since changes were asked for" in line]
    assert "Synthetic Rounds" in moved and "is it spelled so?" in moved and ", said of an earlier version" in moved
    assert re.search(r"nearly there\s*<span[^>]*>Said of an earlier version", page)
    assert len(there) > 3, "the others stand as they did"


def test_the_form_begins_with_the_decision_in_force(seats, people):
    where = f"/records/{people['Heard Alpha']}/propose/decision"
    begun = form_on(seats["editor"].get(where).text, where).fields
    assert (begun["form"], begun["basis"], begun["consent_status"]) == ("full", "explicit_consent_family", "given")
    assert begun["purpose:public_name"] == "yes" and begun["effect"] == "protective" and begun["why"] == ""
    undecided = f"/records/{people['Heard Child']}/propose/decision"
    begun = form_on(seats["editor"].get(undecided).text, undecided).fields
    assert (begun["form"], begun["basis"]) == ("hold", "none") and "purpose:public_name" not in begun


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"form": "full"}, "Say for what at least"),
        ({"form": "as_published", "purpose:media": "yes"}, "exactly one source"),
    ],
)
def test_a_decision_that_cannot_mean_what_it_says_is_refused(seats, people, given, said):
    writer = Writer(seats["editor"], f"/records/{people['Heard Child']}/propose/decision")
    refused = writer.press("", given | {"why": "w"}, action="/records", follow=False)
    assert refused.status == 422 and said in unescape(refused.text)


def test_what_is_odd_about_a_decision_is_said_to_who_approves_it(seats, people):
    writer = Writer(seats["editor"], f"/records/{people['Heard Child']}/propose/decision")
    given = {"form": "full", "purpose:media": "yes", "why": "w"}
    page = seats["reviewer"].get(writer.press("", given, action="/records").place).text
    assert "readers of the public edition see no name" in page and "without a basis" in page
    assert "May be a child today" in page, "whoever decides is told before they approve"


def test_the_proposal_of_a_revert_says_of_whom(seats, people):
    past = f"/records/{people['Heard Beta']}/history"
    changeset = re.search(rf'href="{past}/(\w+)"', seats["editor"].get(past).text)[1]
    writer = Writer(seats["editor"], f"{past}/{changeset}")
    made = writer.press("", {"why": "a slip"}, action=past)
    assert made.status == 303, made.text
    assert "A revert: Heard Beta" in seats["reviewer"].get(made.place).text


def test_places_that_need_another_look_are_listed_as_they_stand_on_the_page(seats):
    writer = Writer(seats["editor"])
    row = writer.rows()[0]
    writer.press(
        "hand_in", {f"c:{row}:name:2:value": "Synthetic Order", f"c:{row}:birth:1:value": "May 1970", "why": ""}
    )
    listed = writer.page[writer.page.index('aria-label="What needs another look"') :].partition("</nav>")[0]
    asked = re.findall(r'href="#([^"]+)"', listed)
    places = [writer.page.index(f' id="{each}"') for each in asked]
    assert len(asked) > 3 and places == sorted(places), asked
