"""Counts, files and citations are reached from the pages they belong to, and the API's page names every address of the API."""

from __future__ import annotations

from app.web.policy import API


def test_the_page_of_the_api_names_every_address(read):
    text = read("/api").text
    assert [path for path in API if not path.endswith(".json") and path.partition("{")[0] not in text] == []
    assert "/api/v1/names/match" in text


def test_a_result_leads_to_itself_counted_filed_and_cited(read):
    text = read("/cases?sex=female").text
    for address in (
        "/counts?sex=female",
        "/api/v1/cases.csv?sex=female",
        "/api/v1/cases?sex=female",
        "/cite?of=query&amp;sex=female",
    ):
        assert f'href="{address}"' in text
        assert read(address.replace("&amp;", "&")).status_code == 200


def test_a_case_leads_to_its_citation(read):
    case = read("/api/v1/cases").json()["items"][0]["id"]
    assert f'href="/ko/cite?of=case&amp;id={case}"' in read(f"/ko/cases/{case}").text
    assert read(f"/ko/cite?of=case&id={case}").status_code == 200


def test_a_case_is_cited_at_its_revision_which_is_the_beginning_of_its_tag(read):
    case = read("/api/v1/cases").json()["items"][0]["id"]
    tag = read(f"/api/v1/cases/{case}").headers["etag"].strip('"')
    for form in ("text", "bibtex", "csl"):
        assert f"edition 7, revision {tag[:12]}" in read(f"/api/v1/citation?of=case&id={case}&format={form}").text
    assert "revision" not in read("/api/v1/citation").text


def test_a_state_is_found_by_its_name_in_three_scripts(read):
    by_code = {item["id"] for item in read("/api/v1/cases?returning_state=CN&limit=500").json()["items"]}
    assert by_code
    for name in ("China", "중국", "中国", "中國"):
        assert by_code <= {item["id"] for item in read(f"/api/v1/cases?q={name}&limit=500").json()["items"]}, name


def test_the_codebook_explains_its_words_in_both_languages(read):
    assert "The sources describe the person as a girl or a woman." in read("/codebook").text
    page = read("/ko/codebook").text
    assert "출처가 여자아이나 여성이라고 말하는 사람." in page
    assert "The sources describe the person" not in page
    sex = next(v for v in read("/api/v1/codebook").json()["vocabularies"] if v["code"] == "sex")
    assert sex["terms"][0]["definition_ko"] == "출처가 여자아이나 여성이라고 말하는 사람."
