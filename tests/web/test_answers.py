"""ETag, 304, HEAD, caching, CORS and the headers of every answer."""

from __future__ import annotations

import hashlib

import pytest

from app.web.headers import CSP

PAGES = ("/", "/ko/", "/cases", "/cases/casone0000000001", "/lists.txt", "/lists.csv", "/api/v1/cases", "/openapi.json")


@pytest.mark.parametrize("path", PAGES)
def test_the_etag_is_the_body_and_an_unchanged_answer_is_304(read, path):
    first = read(path)
    tag = first.headers["etag"]
    assert tag == f'"{hashlib.sha256(first.content).hexdigest()[:32]}"'
    again = read(path, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert read(path, headers={"If-None-Match": '"other"'}).content == first.content


@pytest.mark.parametrize("path", PAGES)
def test_head_is_get_without_a_body(read, path):
    full, head = read(path), read(path, method="HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == full.headers


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/api/v1/nowhere", "/cases?nonsense=1"])
def test_every_answer_carries_the_headers_and_no_date(read, path):
    headers = read(path).headers
    assert headers["content-security-policy"] == CSP
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert not {"date", "last-modified", "set-cookie", "server"} & set(headers)


def test_answers_are_asked_about_again_and_static_files_are_not(read):
    assert read("/cases").headers["cache-control"] == "public, no-cache"
    assert read("/nowhere").headers["cache-control"] == "no-store"
    address = read("/").text.split('rel="stylesheet" href="')[1].split('"')[0]
    style = read(address)
    assert "immutable" in style.headers["cache-control"]
    assert style.headers["content-type"].startswith("text/css")


def test_any_site_may_read_the_api_and_only_the_api(read):
    for path in ("/api/v1/edition", "/api/v1/cases/nobody", "/openapi.json"):
        assert read(path).headers["access-control-allow-origin"] == "*"
    for path in ("/", "/cases", "/lists.csv"):
        assert "access-control-allow-origin" not in read(path).headers
    assert read("/api/v1/names/match", method="POST").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in read("/lists/freeze", method="POST").headers
