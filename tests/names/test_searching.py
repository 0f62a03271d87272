"""Search: who is found, in which band, and why."""

from __future__ import annotations

import hashlib
import hmac
import sqlite3

import pytest

from app.names.evidence import Evidence
from app.names.index import Form, MemoryIndex, NameIndex, TableIndex
from app.names.searching import Answer, search
from app.names.storing import index_keys, parsed
from app.names.why import CODES

PEOPLE = {
    "yongchol": ("김영철", 1962),
    "kwangho": ("Kim Kwang-ho", None),
    "kwanghyok": ("Kim Kwang-hyok", None),
    "sonhwa": ("최선화", 1970),
    "sunhwa": ("최순화", 1971),
    "masked": ("○영금", None),
    "solju": ("리설주", None),
    "han": ("金英哲", None),
    "pinyin": ("Cui Mingshi", None),
    "pak1": ("박철수", 1950),
    "pak2": ("박영호", 1980),
    "namgung": ("남궁옥분", None),
}


def seal(key: str) -> bytes:
    return hmac.digest(b"a secret of this test", key.encode(), hashlib.sha256)


def memory() -> NameIndex:
    index = MemoryIndex()
    for at, (person, (text, born)) in enumerate(PEOPLE.items()):
        index.add(Form(at, person, text, born=born), index_keys(text, born))
    return index


def sealed_table() -> NameIndex:
    link = sqlite3.connect(":memory:")
    link.execute("CREATE TABLE name_form(form_id INTEGER PRIMARY KEY, person_id, text, parsed, born, sex, place)")
    link.execute("CREATE TABLE name_key(key BLOB, form_id INTEGER, PRIMARY KEY(key, form_id)) WITHOUT ROWID")
    for at, (person, (text, born)) in enumerate(PEOPLE.items()):
        row = (at, person, text, parsed(text), born, None, None)
        link.execute("INSERT INTO name_form VALUES (?,?,?,?,?,?,?)", row)
        link.executemany("INSERT INTO name_key VALUES (?,?)", [(seal(key), at) for key in index_keys(text, born)])
    assert not link.execute("SELECT 1 FROM name_key WHERE typeof(key) <> 'blob'").fetchall()
    return TableIndex(link.execute, seal)


@pytest.fixture(params=[memory, sealed_table], ids=["memory", "sealed_table"])
def index(request: pytest.FixtureRequest) -> NameIndex:
    return request.param()  # type: ignore[no-any-return]


def found(answer: Answer) -> list[tuple[str, str, str]]:
    return [(hit.person, hit.band, hit.why.code) for hit in answer.hits]


@pytest.mark.parametrize(
    ("text", "person", "band", "code"),
    [
        ("김영철", "yongchol", "same", "as_written"),
        ("김 영철", "yongchol", "same", "as_written"),
        ("Yŏngch'ŏl Kim", "yongchol", "same", "spelling"),
        ("Kim Young Chul", "yongchol", "same", "spelling"),
        ("이설주", "solju", "same", "initial_sound_law"),
        ("Lee Sol-ju", "solju", "same", "spelling"),
        ("김광호", "kwangho", "same", "spelling"),
        ("최명실", "pinyin", "likely", "pinyin"),
        ("Ким Кван Хёк", "kwanghyok", "likely", "cyrillic"),
        ("김뎡철", "yongchol", "near", "one_letter_off"),
        ("Namgung Ok-bun", "namgung", "same", "spelling"),
        ("NAMKOONG Okbun", "namgung", "same", "spelling"),
    ],
)
def test_the_person_is_first_and_the_reason_given(
    index: NameIndex, text: str, person: str, band: str, code: str
) -> None:
    hit = search(index, text).hits[0]
    assert (hit.person, hit.why.code) == (person, code)
    assert hit.band == band or code == "cyrillic"


def test_northern_style_is_named(index: NameIndex) -> None:
    why = next(hit.why for hit in search(index, "Ri Sol Ju").hits if hit.person == "solju")
    assert why.params["style"] in ("dprk", "mr")


def test_order_is_named(index: NameIndex) -> None:
    assert search(index, "Yong-chol KIM").hits[0].why.params["order"] == "given_first"


def test_near_names_are_ranked_apart(index: NameIndex) -> None:
    answer = found(search(index, "최선화"))
    assert answer[0] == ("sonhwa", "same", "as_written")
    assert ("sunhwa", "near", "one_letter_off") in answer
    assert search(index, "Kim Kwang-ho").hits[0].person == "kwangho"
    assert not any(hit.person == "kwanghyok" and hit.band == "same" for hit in search(index, "Kim Kwang-ho").hits)


def test_a_slip_tells_in_which_part(index: NameIndex) -> None:
    hit = search(index, "Kim Yogn-chol").hits[0]
    assert (hit.person, hit.why.code, hit.why.params["part"]) == ("yongchol", "one_letter_off", "given")


@pytest.mark.parametrize("text", ["○영금", "김영금", "Kim Yong-gum", "영금"])
def test_a_masked_name_is_found_as_a_part(index: NameIndex, text: str) -> None:
    assert ("masked", "part") in [(person, band) for person, band, _ in found(search(index, text))]


def test_a_mask_in_the_query(index: NameIndex) -> None:
    assert ("yongchol", "part", "masked_name") in found(search(index, "김○철"))


@pytest.mark.parametrize("text", ["영철", "Yong-chol", "Young Chul"])
def test_a_given_name_alone(index: NameIndex, text: str) -> None:
    assert ("yongchol", "part", "given_name_only") in found(search(index, text))


def test_a_family_name_with_a_year(index: NameIndex) -> None:
    hits = search(index, "박", Evidence(born=1979)).hits
    assert [(hit.person, hit.evidence) for hit in hits] == [("pak2", ("born_agrees",))]
    assert {hit.person for hit in search(index, "Pak").hits} == {"pak1", "pak2"}


def test_evidence_orders_but_never_hides(index: NameIndex) -> None:
    hits = search(index, "Choi Sunhwa", Evidence(born=1971)).hits
    assert [hit.person for hit in hits][:2] == ["sunhwa", "sonhwa"]
    unlike = search(index, "김영철", Evidence(born=1990)).hits
    assert ("yongchol", ("born_differs",)) in [(hit.person, hit.evidence) for hit in unlike]


@pytest.mark.parametrize(
    "text", ["", " ", "👩‍👩‍👧", "\u202e\u202d", "xyzzy", "x" * 10_000, "김" * 10_000, "1962", "???"]
)
def test_what_is_no_name_finds_nothing_and_raises_nothing(index: NameIndex, text: str) -> None:
    assert all(hit.why.code in CODES for hit in search(index, text).hits)


def test_a_cap_is_said(index: NameIndex) -> None:
    crowd = MemoryIndex()
    for at in range(600):
        crowd.add(Form(at, f"p{at}", "김영철"), index_keys("김영철"))
    answer = search(crowd, "김영철")
    assert answer.capped
    assert answer.fetched <= 500
