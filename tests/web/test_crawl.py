"""A crawl of every page in both languages: no dead link, no other host, no inline script or style, sound HTML."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

VOID = {"meta", "link", "input", "br", "hr", "img"}
HOST = "http://casebook.test"
FILTERS = 2
"""Links with so many filters lead to more of the same; following all of them would never end."""
LABELLED = {"input", "select", "textarea"}
"""Controls that a reader meets, so that each has a label."""


class Page(HTMLParser):
    """Collects what a page asks a browser to load, where it leads, and how it is built."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.away: list[dict[str, str]] = []
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.controls: set[str] = set()
        self.bad: list[str] = []
        self.open: list[str] = []
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        self.tags[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
        self.bad += [name for name in given if name.startswith("on") or name == "style"]
        self.bad += [tag] if tag in {"script", "style", "iframe", "object", "embed", "base"} else []
        self.ids += [given["id"]] if "id" in given else []
        self.language = given["lang"] if tag == "html" else self.language
        self.labelled |= {given["for"]} if tag == "label" else set()
        self.controls |= {given.get("id", "?")} if tag in LABELLED and given.get("type") != "hidden" else set()
        if tag == "a":
            (self.away.append(given) if urlsplit(given["href"]).netloc else self.links.append(given["href"]))
        self.loads += [given[k] for k in ("src", "action") if k in given]
        self.loads += [given["href"]] if tag == "link" and given.get("rel") != "alternate" else []

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.bad.append(f"</{tag}>")


@pytest.fixture(scope="module")
def pages(read):
    """Every page that can be reached from the first ones, by address."""
    waiting, seen, found = ["/", "/ko/"], set(), {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = read(address)
        assert answer.status_code == 200, address
        if answer.headers["content-type"].startswith("text/html"):
            page = found[address] = Page(answer.text)
            targets = (urljoin(HOST + address, link) for link in page.links)
            waiting += [t.removeprefix(HOST).partition("#")[0] for t in targets if t.count("=") < FILTERS]
    return found


def test_the_crawl_reaches_the_whole_site(pages):
    paths = {urlsplit(address).path for address in pages}
    for path in ("/", "/cases", "/returns", "/lists", "/codebook", "/about", "/api", "/cases/casone0000000001",
                 "/returns/evoct00000000001", "/sources/srcstate00000003"):  # fmt: skip
        assert path in paths
        assert f"/ko{path}" in paths
    assert len(pages) > 50


def test_no_page_loads_anything_from_elsewhere_or_runs_anything(pages):
    for address, page in pages.items():
        assert not page.bad, address
        assert all(not urlsplit(load).netloc and load.startswith("/") for load in page.loads), address


def test_links_away_tell_nothing_and_are_plain_web_addresses(pages):
    for page in pages.values():
        for link in page.away:
            assert link["href"].startswith(("https://", "http://"))
            assert {"noreferrer", "noopener", "external"} <= set(link["rel"].split())


def test_every_page_is_built_for_a_screen_reader(pages):
    for address, page in pages.items():
        assert page.language == ("ko" if address.startswith("/ko") else "en")
        assert (page.tags["h1"], page.tags["main"], page.tags["title"]) == (1, 1, 1), address
        assert page.tags["table"] == page.tags["caption"], address
        assert page.controls <= page.labelled, address
        assert len(page.ids) == len(set(page.ids)), address
        assert not page.open, address


def test_anchors_lead_somewhere(pages):
    for address, page in pages.items():
        for link in page.links:
            path, _, anchor = urljoin(HOST + address, link).removeprefix(HOST).partition("#")
            if anchor and path in pages:
                assert anchor in pages[path].ids, (address, link)
