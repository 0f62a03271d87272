"""Reading the record and acting on it by the desk's own pages: the roll, one record, acts on the revision that was seen, its past."""

from __future__ import annotations

import re
from html import unescape

import pytest

from app.codebook.levels import Level, Standing
from tests.desk.forms import form_on
from tests.desk.walk import approved, fields_of, hand_in, record_people


@pytest.fixture(scope="module")
def seats(desk):
    return {
        "editor": desk.seat("r-editor", "editor"),
        "other": desk.seat("r-other", "editor"),
        "reviewer": desk.seat("r-reviewer", "reviewer"),
        "second": desk.seat("r-second", "reviewer"),
        "low": desk.seat("r-low", "editor", "reviewer", level=Level.RESEARCHER),
    }


@pytest.fixture(scope="module")
def people(desk):
    """Ids of synthetic people by name: two shown, one above `researcher`."""
    return record_people(desk)


def test_everything_held_is_on_the_page_with_who_says_so(seats, people):
    page = seats["editor"].get(f"/records/{people['Synthetic Alpha']}").text
    for words in ("Synthetic Alpha", "1970", "A synthetic report", "public", "basis: ", "Look for duplicates"):
        assert words in page, words
    case = re.search(r'Case: <a href="/records/(\w+)"', page)[1]
    shown = seats["editor"].get(f"/records/{case}").text
    assert "a second, independent source on who the person is" in shown and "Reported" in shown
    event = re.search(r'The return: <a href="/records/(\w+)"', shown)[1]
    assert case in seats["editor"].get(f"/records/{event}").text


def test_not_there_and_above_are_one_answer(seats, people):
    hidden = people["Concealed Omega"]
    assert seats["editor"].get(f"/records/{hidden}").status == 200
    for path in ("", "/history", "/propose/level", f"/history/{'0' * 64}"):
        above, absent = (seats["low"].get(f"/records/{key}{path}") for key in (hidden, "0" * 16))
        assert above.status == absent.status == 404 and above.body == absent.body, path


def test_the_roll_and_the_search_stay_within_the_clearance(seats, people):
    for who, expected in (("editor", True), ("low", False)):
        found = seats[who].post("/records/search", page="/", name="Concealed Omega")
        assert found.status == 200 and (people["Concealed Omega"] in found.text) is expected
    assert people["Synthetic Alpha"] in seats["low"].post("/records/search", page="/", name="Synthetik Alpha").text
    assert "/records/" in seats["low"].get("/records").text
    assert seats["low"].get("/records?of=events").status == 200


def test_a_fact_with_a_new_source_goes_through_review_into_the_record(desk, seats, people):
    key = people["Synthetic Alpha"]
    page = f"/records/{key}/propose/fact?field=occupation"
    assert "Occupation" in seats["editor"].get(f"/records/{key}/propose/fact").text
    done = hand_in(
        seats["editor"], page, value="weaver", source="new", source_title="A synthetic letter", source_type="ngo_report",
        source_publisher_key="another", level="public", why="she wrote",
    )  # fmt: skip
    assert done.status == 303, done.text
    approved(seats["reviewer"], done.place)
    shown = seats["low"].get(f"/records/{key}").text
    assert "weaver" not in shown, "its source is vetted until somebody rules otherwise"
    assert "weaver" in seats["editor"].get(f"/records/{key}").text


@pytest.mark.parametrize(
    ("act", "fields", "part"),
    [
        ("level", {"level": "vetted", "why": "w"}, "Level"),
        ("decision", {"form": "descriptor", "why": "w"}, "decisions"),
    ],
)
def test_no_revision_is_refused_and_a_moved_one_shows_both(desk, seats, people, act, fields, part):
    key = people["Synthetic Beta"]
    page = f"/records/{key}/propose/{act}"
    assert (
        seats["editor"].bare_post(page, csrf=fields_of(seats["editor"].get(page).text)["csrf"], **fields).status == 428
    )
    first = fields_of(seats["editor"].get(page).text) | fields
    approved(seats["reviewer"], hand_in(seats["other"], page, **fields).place)
    late = seats["editor"].bare_post(page, **first | {"why": "what I wrote"})
    assert late.status == 412 and "Changed meanwhile" in late.text and part in late.text and "what I wrote" in late.text
    again = fields_of(late.text)
    assert seats["editor"].bare_post(page, **first | {"if_match": again["if_match"]}).status == 303


def test_what_changed_before_the_form_was_opened_is_not_among_what_changed_meanwhile(seats, people):
    key = people["Synthetic Beta"]
    page = f"/records/{key}/propose/decision"
    typed = {"form": "descriptor", "why": "before it was opened"}
    approved(seats["reviewer"], hand_in(seats["other"], page, **typed).place)
    drawn = fields_of(seats["editor"].get(page).text) | {"form": "hold", "why": "what I wrote"}
    for why in ("once meanwhile", "twice meanwhile"):
        approved(seats["reviewer"], hand_in(seats["other"], page, **typed | {"why": why}).place)
    late = seats["editor"].bare_post(page, **drawn)
    assert late.status == 412 and "Changed meanwhile" in late.text
    assert "once meanwhile" in late.text and "twice meanwhile" in late.text
    changed = late.text.partition("What you wrote stands below")[0]
    assert "before it was opened" not in changed and "perhaps from before" not in changed
    unknown = seats["editor"].bare_post(page, **drawn | {"if_match": "decisions=000000000000"})
    assert unknown.status == 412 and "before it was opened" in unknown.text and "perhaps from before" in unknown.text


def test_of_the_decisions_about_somebody_the_page_says_which_is_in_force(desk, seats, people):
    key = people["Synthetic Beta"]
    page = f"/records/{key}/propose/decision"

    def standings(text: str) -> list[str]:
        return re.findall(r'<li[^>]*>[^<]*decided [^<]*<span class="mark">([^<]*)</span>', text)

    before = standings(seats["editor"].get(f"/records/{key}").text)
    first = fields_of(seats["editor"].get(page).text) | {"form": "hold", "why": "w"}
    approved(seats["reviewer"], hand_in(seats["other"], page, form="descriptor", why="w").place)
    shown = standings(seats["editor"].get(f"/records/{key}").text)
    assert shown == ["replaced by a later one"] * len(before) + ["in force"]
    late = unescape(seats["editor"].bare_post(page, **first).text)
    now = late[late.index("It says now") : late.index("</ul>", late.index("It says now"))]
    assert now.count("(replaced by a later one)") == len(before) and now.count("(in force)") == 1


def test_a_fault_comes_back_with_what_was_written(seats, people):
    page = f"/records/{people['Synthetic Alpha']}/propose/fact?field=birth"
    wrong = hand_in(seats["editor"], page, value="some day in May", source="new", why="w")
    assert wrong.status == 422 and "some day in May" in wrong.text and "needs a title" in wrong.text
    bad = hand_in(seats["editor"], f"/records/{people['Synthetic Alpha']}/propose/decision", form="nonsense", why="w")
    assert bad.status == 422


def test_a_decision_about_a_child_says_that_two_are_needed(desk, seats, people):
    key = people["Synthetic Child"]
    page = f"/records/{key}/propose/decision"
    shown = seats["editor"].get(page).text
    assert "Two people have to approve" in shown and fields_of(shown)["review_on"]
    done = hand_in(
        seats["editor"], page, form="full", basis="explicit_consent_family", consent_status="given", effect="protective",
        why="her family asked", **{"purpose:public_name": "yes", "purpose:reading_aloud": "yes"},
    )  # fmt: skip
    place = done.place
    approved(seats["reviewer"], place)
    assert "waits for review" in seats["second"].get(place).text.lower()
    approved(seats["second"], place)
    assert "approved" in seats["second"].get(place).text.lower()


def test_history_tells_each_moment_in_words_and_a_revert_is_proposed(desk, seats, people):
    key = people["Synthetic Alpha"]
    done = hand_in(
        seats["editor"], f"/records/{key}/propose/rule?claim={_claim(seats['editor'], key, 'Born')}",
        standing="rejected", level="public", why="a slip of the pen",
    )  # fmt: skip
    approved(seats["reviewer"], done.place)
    page = unescape(seats["editor"].get(f"/records/{key}/history").text)
    assert "a slip of the pen" in page and "public, rejected" in page and "{'" not in page and "[[" not in page
    newest = re.search(rf"/records/{key}/history/(\w+)", page)[1]
    moment = seats["editor"].get(f"/records/{key}/history/{newest}")
    assert "Everything that was held then" in moment.text and "Propose to revert it" in moment.text
    place, moved = f"/records/{key}/history/{newest}", {"if_match": "claims.name=000000000000", "why": "it <was> right"}
    late = seats["editor"].bare_post(f"{place}/revert", **fields_of(moment.text) | moved)
    assert late.status == 412 and "Changed meanwhile: Synthetic Alpha: Name" in late.text
    again = form_on(late.text, f"{place}/revert").fields
    assert again["why"] == "it <was> right", "what was typed stands in the form"
    back = seats["editor"].bare_post(f"{place}/revert", **again)
    assert back.status == 303, "and is taken with what was shown beside it"
    asked = unescape(seats["reviewer"].get(back.place).text)
    assert "With the revert, of Synthetic Alpha" in asked
    assert re.search(r"What is taken back was recorded on \d.*, because: a slip of the pen<", asked)
    assert re.search(r"Born: .*public, rejected\) goes; .*public, active\) comes back", asked)
    approved(seats["reviewer"], back.place)
    assert "Rejected" not in seats["editor"].get(f"/records/{key}").text
    assert hand_in(seats["editor"], f"/records/{key}/history/{newest}", action="/revert").status == 422


def test_a_moment_tells_which_decision_was_in_force_that_day(seats, people):
    """Also after another one was made: of the past it is asked what held then."""
    key = people["Synthetic Alpha"]
    form = {"form": "descriptor", "purpose:media": "yes", "basis": "explicit_consent_family", "why": "a synthetic fear"}
    done = hand_in(seats["editor"], f"/records/{key}/propose/decision", **form)
    approved(seats["reviewer"], done.place)
    moments = re.findall(rf'/records/{key}/history/(\w+)"', seats["editor"].get(f"/records/{key}/history").text)
    pages = [seats["editor"].get(f"/records/{key}/history/{each}").text for each in dict.fromkeys(moments)]
    standing = [re.findall(r'decided [^<]*<span class="mark">([^<]+)<', page) for page in pages]
    assert standing[0] == ["replaced by a later one", "in force"]
    assert {tuple(each) for each in standing[1:]} == {("in force",), ()}, "as it stood then"


def test_whoever_may_not_edit_is_offered_nothing_and_refused(seats, people):
    key = people["Synthetic Alpha"]
    assert "Propose" not in seats["reviewer"].get(f"/records/{key}").text
    assert seats["reviewer"].get(f"/records/{key}/propose/level").status == 403


def _claim(browser, key: str, field: str) -> str:
    part = browser.get(f"/records/{key}").text.split(f"<dt>{field}</dt>")[1]
    return re.search(r"claim=(\w+)", part)[1]


def test_a_case_changes_its_state_and_its_limit_and_a_tie_is_added(desk, seats, people):
    alpha, beta = people["Synthetic Alpha"], people["Synthetic Beta"]
    case = re.search(r'Case: <a href="/records/(\w+)"', seats["editor"].get(f"/records/{alpha}").text)[1]
    for act, fields, seen in (
        ("state", {"state": "under_review", "why": "a doubt"}, "Under review"),
        ("limit", {"verification": "not_assessed", "why": "one source is doubted"}, "a reviewer allows"),
    ):
        done = hand_in(seats["editor"], f"/records/{case}/propose/{act}", **fields)
        approved(seats["reviewer"], done.place)
        assert seen in seats["editor"].get(f"/records/{case}").text
    page = f"/records/{alpha}/propose/tie"
    source = re.search(r'name="source".*?<option value="(\w{16})"', seats["editor"].get(page).text, re.DOTALL)[1]
    done = hand_in(seats["editor"], page, other=beta, type="sibling", certainty="certain", source=source, why="told")
    approved(seats["reviewer"], done.place)
    assert "Sibling" in seats["editor"].get(f"/records/{beta}").text


def test_a_fault_is_named_as_its_cell_is_and_no_ruling_is_offered_that_cannot_be_made(seats, people):
    place = f"/records/{people['Synthetic Alpha']}"
    page = f"{place}/propose/decision"
    refused = hand_in(seats["editor"], page, form="hold", review_on="next week", why="w")
    assert refused.status == 422 and "To be looked at again on: A day is written" in refused.text
    ruling = re.search(rf"{place}/propose/rule\?claim=\w+", seats["editor"].get(place).text)[0]
    standings = re.search(r'<select id="cell-standing".*?</select>', seats["editor"].get(ruling).text, re.DOTALL)[0]
    assert set(re.findall(r'<option value="(\w*)"', standings)) == set(Standing)
