"""What a reader must be able to see: disputes, both ages, masked names, descriptors, counts; what stays withheld."""

from __future__ import annotations

import re
from html import unescape

import pytest

from app.disclosure.merge import merged
from app.editions.build.documents import fact_document
from app.web.reading.api.models import FactDocument
from app.web.reading.returns import return_line
from app.web.reading.said import Teller
from tests.web.synthetic_people import SOURCES, fact, term


def text(answer) -> str:
    """What a reader sees, without tags."""
    main = answer.text.split("<main", 1)[1].split("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def test_rival_fates_stand_side_by_side_and_are_called_disputed(read):
    page = text(read("/cases/casone0000000001"))
    assert "What happened is disputed" in page
    assert re.search(r"Executed according to \[1\] Synthetic Family Campaign , 5 December 2023", page)
    assert re.search(r"Imprisoned according to \[2\] 가상신문", page)
    assert "disputed Executed / Imprisoned" in text(read("/cases"))
    assert "진술이 엇갈립니다" in text(read("/ko/cases/casone0000000001"))


def test_a_denial_reads_as_one_and_stands_in_no_table(read):
    page = text(read("/cases/caselder00000009"))
    assert re.search(r"Detained denied, according to \[1\] 가상신문", page)
    assert "부인됨, 출처: [1] 가상신문" in text(read("/ko/cases/caselder00000009"))
    assert "Detained" not in page.replace("Detained denied", "")
    assert re.search(
        r"shot together with Kim Gasang a denial, according to \[2\]", text(read("/cases/casone0000000001"))
    )
    for path in ("/cases", "/api/v1/cases", "/api/v1/cases.csv", "/lists.csv"):
        assert not re.search("detained", read(path).text, re.IGNORECASE), path


def test_what_somebody_uncited_says_of_a_return_stands_beside_who_denies_it():
    """As of whom is described: in the document, which has to keep to the API's, and in words."""
    said, denied = (fact("mode", term("chain_return", *by), denied=bool(by)) for by in ((), (SOURCES[0],)))
    document = fact_document(merged("mode", ((said,), (denied,))))
    assert FactDocument.model_validate(document).values[0].uncited and document["settled"]["term"] == "chain_return"
    about = {
        "title": "t",
        "author": "",
        "publisher": "p",
        "published": "",
        "url": "",
        "language": "en",
        "type": "ngo_report",
    }
    source = {"id": SOURCES[0], "generalised": False, **about}
    (shown,) = Teller({"facts": {"mode": document}, "sources": {SOURCES[0]: source}}, "en").facts["mode"].values
    assert shown.uncited and not shown.only_denied and [each.denies for each in shown.citations] == [True]


def test_two_ages_are_both_shown_with_who_says_them(read):
    page = text(read("/cases/caskim0000000002"))
    assert "15 to 19, a child by some accounts" in page
    assert re.search(r"Age at return accounts differ 15 according to \[1\] Synthetic Family Campaign", page)
    assert re.search(r" 19 according to \[3\] A synthetic state agency", page)
    assert "일부 진술에 따르면 아동" in text(read("/ko/cases/caskim0000000002"))


@pytest.mark.parametrize("prefix", ["", "/ko"])
def test_a_masked_name_is_exactly_as_printed(read, prefix):
    for path in ("/cases", "/cases/casmask000000003", "/lists", "/lists.txt", "/lists.csv"):
        assert "○가상" in read(prefix + path).text
    assert "<title>○가상 ·" in read(f"{prefix}/cases/casmask000000003").text


@pytest.mark.parametrize(
    ("address", "said", "withheld"),
    [
        ("/cases/casdesc000000004", "A woman in her thirties", "withheld here"),
        ("/ko/cases/casdesc000000004", "30대 여성", "여기서는 밝히지 않음"),
    ],
)
def test_a_descriptor_has_no_name_and_no_source(read, address, said, withheld):
    answer = read(address)
    assert said in text(answer)
    assert withheld in text(answer)
    assert "/sources/" not in answer.text


def test_a_child_by_some_accounts_is_said_in_words(read):
    assert "A woman or girl, a child by some accounts" in text(read("/cases/casgirl000000006"))


def test_one_man_sent_back_twice_is_one_individual_and_two_cases(read):
    assert "1 individual, 2 cases" in text(read("/cases?q=Gasang"))
    assert "1명, 사례 2건" in text(read("/ko/cases?q=김가상"))
    assert "/cases/caskim0000000008" in read("/cases/caskim0000000002").text


@pytest.mark.parametrize(
    ("query", "cases"),
    [
        ("state=LA", 1), ("receiving_state=KP", 8), ("sex=female", 3), ("outcome=executed", 1), ("section=custody", 1),
        ("year=2017", 1), ("year_from=2013&year_to=2016", 2), ("q=nobody", 0), ("sex=female&outcome=imprisoned", 1),
        ("outcome=detained", 0),
    ],
)  # fmt: skip
def test_filters_count_what_they_show(read, query, cases):
    page = read(f"/cases?{query}")
    assert f", {cases} case" in text(page)
    assert page.text.count('<th scope="row">') == cases


def test_an_active_filter_is_a_tag_that_takes_itself_away(read):
    page = read("/cases?state=CN&sex=female&q=Synthetic").text
    assert '<a href="/cases?sex=female&amp;q=Synthetic">' in page
    assert '<a href="/cases?sex=female&amp;returning_state=CN">' in page


def test_the_next_page_begins_after_the_last(read):
    first = read("/cases?limit=5").text
    following = unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])
    ids = re.findall(r'href="/cases/(\w+)"', first) + re.findall(r'href="/cases/(\w+)"', read(following).text)
    assert len(ids) == len(set(ids)) == 9


def test_a_return_says_how_many_of_its_people_are_named(read):
    assert "Named so far: 2 of at least 500" in text(read("/returns/evoct00000000001"))
    assert "Named so far: 1 of 9" in text(read("/returns"))
    korean = text(read("/ko/returns/evoct00000000001"))
    assert "지금까지 이름이 확인된 사람: 2명 (전체 최소 500명)" in korean


def test_hangul_stands_beside_latin_and_says_its_language(read):
    assert '<span class="script" lang="ko">가상일</span>' in read("/cases/casone0000000001").text
    assert '<span class="name" lang="ko">가상일</span>' in read("/ko/cases/casone0000000001").text


def test_an_address_that_a_browser_would_run_is_no_link(read):
    assert 'href="javascript' not in read("/sources/srcstate00000003").text


@pytest.mark.parametrize("section", ["unconfirmed", "custody", "onward_feared", "not_returned"])
def test_a_return_that_is_not_confirmed_is_never_titled_as_one(section):
    states = {code: {"values": [{"value": {"kind": "term", "term": term}, "citations": []}]} for code, term in
              (("returning_state", "CN"), ("receiving_state", "KP"))}  # fmt: skip
    document = {"id": "ev", "label": "Two people missing; deportation not confirmed", "section": section, "named": 2,
                "described": 0, "counted": 0, "count": {"low": None, "high": None}, "facts": states}  # fmt: skip
    assert return_line(document, "ko").title == document["label"]
    assert return_line({**document, "section": "returned"}, "ko").title == "중국 → 북한 송환"
