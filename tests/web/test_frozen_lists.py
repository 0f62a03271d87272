"""A list frozen at an address: what it says of itself later, its files, shares, one name at a time, and the ledger."""

from __future__ import annotations

import html
import io
import json
import re
from urllib.parse import urlencode

import openpyxl
import pytest

from app.apps.public import create_app
from app.editions.build.file import write_edition
from app.editions.build.rows import rows_of
from app.editions.manifest import Manifest, signed_text
from app.editions.read.shelf import Shelf
from app.editions.schema import FORMAT
from app.keys.files import read_secret
from app.keys.letters import LetterOpener, make_letter_keys, read_public_key
from app.noticeboard import vigils
from app.noticeboard.frozen import SAID
from app.noticeboard.letters import STATES, letters_in, set_state
from app.noticeboard.opening import open_noticeboard
from app.sharing.screen import SCREEN
from app.sharing.tongues import LIST_LANGUAGES
from tests.desk.forms import form_on
from tests.web.conftest import reader, write_public
from tests.web.synthetic_people import content

BASE = "https://casebook.example"
FORM = {"content-type": "application/x-www-form-urlencoded"}


class House:
    """The application over a copy of the synthetic edition, with a noticeboard and the desk's keys."""

    def __init__(self, folder):
        self.folder = folder
        self.place = write_public(folder)
        make_letter_keys(folder)
        self.board = open_noticeboard(folder / "noticeboard.sqlite")
        self.app = create_app(Shelf(self.place), BASE, self.board, read_public_key(folder / "letters.pub"))
        self.read = reader(self.app)

    def post(self, path, body="", **headers):
        return self.read(path, method="POST", content=body, headers={**FORM, **headers})

    def freeze(self, asked=""):
        answer = self.post("/lists/freeze", asked)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def change(self, change):
        """Publish the same people after `change` was done to the rows of lines."""
        rows = rows_of(content())
        rows["list_line"] = [row for row in map(change, rows["list_line"]) if row is not None]
        identity = write_edition(rows, self.folder / "public-2.sqlite")
        manifest = Manifest(
            level="public", number=8, date="2026-11-25", content=identity, file="public-2.sqlite", format=FORMAT
        )
        self.place.write_text(signed_text(manifest, b""), encoding="utf-8")


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def test_freezing_twice_is_one_list(house):
    first = house.freeze()
    assert house.freeze() == first == house.freeze("receiving_state=KP")
    assert house.freeze("receiving_state=") != first
    page = house.read(first).text
    assert "Frozen list 1" in page
    assert "This list still holds" in page


def test_an_empty_list_is_not_frozen_and_a_form_from_another_site_is_refused(house):
    assert house.post("/lists/freeze", "year=1901").status_code == 400
    assert house.post("/lists/freeze", "", **{"sec-fetch-site": "cross-site"}).status_code == 400
    assert house.board.rows("SELECT count(*) FROM frozen_list") == [(0,)]


def test_struck_and_changed_lines_are_said_by_number_and_without_a_reason(house):
    address = house.freeze()
    victim, other = lines_to_read()[0:2]

    def change(row):
        position, place, kind, key, section, aloud, body = row
        if key == victim:
            return None
        return (
            position,
            place,
            kind,
            key,
            section,
            aloud,
            body.replace(b'"reported"', b'"documented"') if key == other else body,
        )

    house.change(change)
    page = house.read(address).text
    assert re.search(r"Do not read as printed: lines \d+<", page)
    assert "Please strike these lines from list 1" in page
    found = house.read(f"/api/v1{address}").json()
    assert (found["current"], len(found["struck"]), len(found["changed"])) == (False, 1, 1)
    assert f"Please read these lines of list 1 from the newest files: {found['changed'][0]}." in page
    assert "was struck" in house.read(f"{address}/read/{found['struck'][0]}").text
    numbers = [
        line.split(". ")[0] for line in house.read(f"{address}/list.txt").text.splitlines() if re.match(r"\d+\. ", line)
    ]
    assert str(found["struck"][0]) not in numbers
    assert len(numbers) == found["lines"] - 1


def lines_to_read():
    """Ids of the lines of the default list, in order."""
    return [row[3] for row in rows_of(content())["list_line"] if row[5]]


def test_a_withdrawal_strikes_the_line_at_once_and_no_file_has_it(house):
    address = house.freeze()
    line = house.read("/api/v1/lists").json()["lines"][0]
    suppressed = {"signed": {"number": 1, "ids": [line["individual"]]}, "signature": ""}
    (house.folder / "public-suppressed.json").write_text(json.dumps(suppressed), encoding="utf-8")
    found = house.read(f"/api/v1{address}").json()
    assert found["struck"]
    name = (line["name"] or {}).get("latin") or (line["name"] or {}).get("hangul")
    for kind in ("list.txt", "list.csv"):
        assert name not in house.read(f"{address}/{kind}").text


def test_the_noticeboard_holds_no_word_of_a_line(house):
    house.freeze("receiving_state=")
    house.board.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = b"".join(path.read_bytes() for path in house.folder.glob("noticeboard.sqlite*"))
    for name in ("Gasang", "김가상", "가상", "Synthetic"):
        assert name.encode() not in kept
    assert "name" in SAID


@pytest.mark.parametrize(
    "kind",
    [
        "list.csv",
        "list.txt",
        "list.xlsx",
        "list.docx",
        "script.docx",
        "list.pdf",
        "script.pdf",
        "annex.pdf",
        "placards.pdf",
    ],
)
def test_every_file_is_the_same_bytes_each_time(house, kind):
    address = house.freeze()
    first, second = house.read(f"{address}/{kind}"), house.read(f"{address}/{kind}")
    assert first.status_code == 200, first.text
    assert first.content == second.content
    assert "attachment" in first.headers["content-disposition"]


def test_no_cell_of_a_spreadsheet_is_a_formula(house):
    body = house.read(f"{house.freeze()}/list.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(body))
    cells = [cell for page in book for row in page for cell in row if cell.value is not None]
    assert any("Synthetic Person Seven" in str(cell.value) for cell in cells)
    assert {cell.data_type for cell in cells} == {"s"}


def test_without_an_address_nothing_is_printed_and_a_sentence_says_why(house):
    house.app.state.address = ""
    address = house.freeze()
    assert "nothing is printed" in house.read(address).text
    answer = house.read(f"{address}/list.pdf")
    assert answer.status_code == 400
    assert "outlives the day" in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [("list.exe", 404), ("poster.pdf", 404), ("annex.csv", 404), ("list.csv?lang=xx", 400), ("list.csv?readers=2", 400),
     ("script.pdf?readers=0", 400), ("script.pdf?readers=1&cities=1", 400), ("read/0", 404), ("read/999", 404), ("read/x", 400),
     ("shares?readers=501", 400), ("shares?pace=5", 400), ("shares?start=99", 400)],
)  # fmt: skip
def test_what_cannot_be_asked(house, path, status):
    answer = house.read(f"{house.freeze()}/{path}")
    assert answer.status_code == status
    assert "xx" not in answer.text


def test_shares_on_a_page(house):
    page = house.read(f"{house.freeze()}/shares?readers=3&start=18:30&minutes=600").text
    assert page.count('<th scope="row">') == 4
    assert "18:30:00" in page
    assert "Spare" in page
    assert "fits into the minutes" in page


def test_one_name_at_a_time_leads_on_by_plain_links(house):
    address = house.freeze()
    page = house.read(f"{address}/read/1?lang=ko").text
    assert f'href="{address}/read/2?lang=ko"' in page
    assert 'rel="prev"' not in page
    answer = house.read(f"{address}/read/1")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "script-src" not in house.read(address).headers["content-security-policy"]
    last = house.read(f"/api/v1{address}").json()["lines"]
    assert "The end. Back to the list" in house.read(f"{address}/read/{last}").text


@pytest.mark.parametrize(
    "path",
    ["annex.pdf?addressee=a%00b", "annex.pdf?addressee=%E2%80%AEto", "annex.pdf?addressee=a%E2%80%8Bb", "read/1?lang=xx", "shares?cities=0",
     "shares?start=99", "shares?readers=1&cities=1", "shares?pace=5"],
)  # fmt: skip
def test_why_it_cannot_be_asked_is_said_in_the_language_of_the_page(house, path):
    answer = house.read(f"/ko{house.freeze()}/{path}")
    assert answer.status_code == 400
    said = re.search(r"<main.*</main>", answer.text, re.DOTALL)[0]
    assert not re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", re.sub(r"<[^>]+>", "", said))


def test_an_addressee_may_have_several_lines(house):
    answer = house.read(f"{house.freeze()}/annex.pdf?addressee=The+Synthetic+Group%0d%0aSynthetic+Street")
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("language", LIST_LANGUAGES)
def test_everything_that_who_reads_aloud_sees_is_in_the_language_of_the_list(house, language):
    """Each part that says what it is in is in the list's language, on pages in either language."""
    address, words = house.freeze(), SCREEN[language]
    lines = house.read(f"/api/v1{address}").json()["lines"]
    for prefix in ("", "/ko"):
        pages = [
            html.unescape(house.read(f"{prefix}{address}/read/{n}?lang={language}").text) for n in range(1, lines + 1)
        ]
        proposed = [page for page in pages if 'class="aid"' in page]
        assert (proposed == []) == (language == "ko")
        for page in proposed:
            assert f"({words['proposed']})" in page.split('<article class="one-name" lang="' + language)[1]
        for page, part in ((pages[0], "next"), (pages[1], "back"), (pages[0], "by_itself"), (pages[-1], "end")):
            assert words[part] in page
        assert all(
            f'href="{prefix}{address}/read/1?lang={other}" lang="{other}"' in pages[0]
            for other in LIST_LANGUAGES
            if other != language
        )


def test_a_ledger_says_what_nobody_has_read_yet(house):
    ledger = house.post(f"{house.freeze()}/vigil").headers["location"]
    token = ledger.rpartition("/")[2]
    for body in (
        "place=Synthetic+Square&first=1&last=4&read_on=2026-11-24",
        "place=Synthetic+Square&first=1&last=4&read_on=2026-11-24",
    ):
        assert house.post(ledger, body).status_code == 303
    page = house.read(ledger)
    assert page.text.count("Synthetic Square") == 1
    assert "5–11" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert house.read("/vigils/guessed").status_code == 404
    for bad in ("place=&first=1&last=2&read_on=2026-11-24", "place=x&first=3&last=2&read_on=2026-11-24",
                "place=x&first=1&last=99&read_on=2026-11-24", "place=x&first=1&last=2&read_on=soon", "more=1"):  # fmt: skip
        assert house.post(ledger, bad).status_code == 400
    assert token.encode() not in (house.folder / "noticeboard.sqlite").read_bytes()


def typed_on(ledger) -> dict[str, str]:
    """What stands in the ledger's form."""
    return form_on(ledger.text.replace('<form action=""', '<form action="here"'), "here").fields


READING = {"place": "Synthetic <Square>", "first": "1", "last": "4", "read_on": "2026-11-24"}


@pytest.mark.parametrize(("name", "wrong", "said"), [
    ("place", "", "Where: Say where it was read."), ("place", "x" * 81, "Where: It is too long."),
    ("first", "²", "From line: It is a whole number"), ("last", "9" * 30, "To line: It is too long."),
    ("last", "99", "To line: These lines are not on the list."), ("read_on", "soon", "Day: It is a day such as"),
])  # fmt: skip
def test_a_reading_that_is_not_taken_comes_back_with_why(house, name, wrong, said):
    ledger = house.post(f"{house.freeze()}/vigil").headers["location"]
    for prefix in ("", "/ko"):
        answer = house.post(prefix + ledger, urlencode(READING | {name: wrong}))
        assert answer.status_code == 400 and (said in html.unescape(answer.text) or prefix)
        assert typed_on(answer) == READING | {name: wrong}
        assert answer.headers["cache-control"] == "no-store"


def test_a_reading_comes_back_where_the_ledger_is_full(house, monkeypatch):
    ledger = house.post(f"{house.freeze()}/vigil").headers["location"]
    monkeypatch.setattr(vigils, "MOST_READINGS", 0)
    answer = house.post(ledger, urlencode(READING))
    assert answer.status_code == 503 and typed_on(answer) == READING


def test_a_house_without_a_noticeboard_offers_none(read):
    assert "Freeze this list" not in read("/lists").text
    assert read("/lists/freeze", method="POST").status_code == 404
    assert "takes no letters" in read("/family").text


def test_a_letter_is_sealed_and_its_receipt_shows_its_state(house):
    secret = "synthetic words that nobody else may read"
    answer = house.post(
        "/family", "kind=hide&who=Synthetic+Person&relation=sister&words=" + secret.replace(" ", "+") + "&contact="
    )
    code = re.search(r"<code>([A-Z2-7-]+)</code>", answer.text)[1]
    house.board.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = b"".join(path.read_bytes() for path in house.folder.glob("noticeboard.sqlite*"))
    assert secret.encode() not in kept
    assert code.replace("-", "").encode() not in kept
    (letter,) = letters_in(house.board, STATES[:1])
    assert secret in LetterOpener(read_secret(house.folder / "letters.key")).open(letter.sealed).decode()
    typed = code.lower().replace("-", "+")
    assert "Nobody at the desk" in house.post("/family/receipt", f"code={typed}").text
    assert set_state(house.board, letter.receipt_hash, "done")
    assert "It is done" in house.post("/family/receipt", f"code={typed}").text
    assert "no letter with this code" in house.post("/family/receipt", "code=AAAA").text


def test_what_was_typed_comes_back_when_something_is_missing(house):
    answer = house.post("/ko/family", "words=%EA%B0%80%EC%83%81&who=&kind=")
    assert answer.status_code == 400
    assert "가상" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert letters_in(house.board, STATES[:1]) == []


def test_a_contact_is_sealed_too(house):
    address = house.freeze()
    assert "<code>" in house.post(f"{address}/contact", "contact=synthetic%40example.org").text
    (letter,) = letters_in(house.board, STATES[:1])
    assert (
        address.rpartition("/")[2]
        in LetterOpener(read_secret(house.folder / "letters.key")).open(letter.sealed).decode()
    )
