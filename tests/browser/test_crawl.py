"""Every page of both languages is fetched once by HTTP: no dead link, nothing inline, nothing from elsewhere. A browser opens one
page of each kind, and all kinds at night: no other host is asked, and nothing is blocked.
"""

from __future__ import annotations

import shutil
from urllib.parse import urlsplit

import pytest

from tests.browser.addresses import addresses, representatives
from tests.browser.conftest import ROOT, serving
from tests.browser.crawling import crawl

PLANTED = {
    "method.html": '<p><a href="/nowhere-at-all">Synthetic</a></p>',
    "about.html": '<p style="color: red">Synthetic</p>',
    "cite.html": '<img src="https://elsewhere.example/x.png" alt="">',
}
"""Faults by the template in which each is planted."""


@pytest.fixture(scope="module")
def found(site):
    return crawl(site, ["/", "/ko/"])


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """The address of the shipped code with a dead link, an inline style and a picture from elsewhere in its templates."""
    place = tmp_path_factory.mktemp("faulty")
    shutil.copytree(ROOT / "app", place / "app", ignore=shutil.ignore_patterns("__pycache__"))
    for name, fault in PLANTED.items():
        template = place / "app" / "web" / "templates" / name
        text = template.read_text(encoding="utf-8")
        assert text.count("</h1>") == 1
        template.write_text(text.replace("</h1>", f"</h1>{fault}"), encoding="utf-8")
    with serving(place) as address:
        yield address


def opened(browser, site: str, pages: list[str]) -> tuple[set[str], list[str]]:
    """The hosts that a browser asks while it opens the pages, and what it complains of."""
    hosts, complaints = set(), []
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.on("request", lambda request: hosts.add("{0.scheme}://{0.netloc}".format(urlsplit(request.url))))
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    for address in pages:
        page.goto(address)
    context.close()
    return hosts, [said for said in complaints if "404" not in said and "400" not in said]


def test_the_whole_site_was_read(found):
    paths = {urlsplit(address).path for address in found.pages}
    for kind, least in (("/cases/", 100), ("/returns/", 50), ("/sources/", 100), ("/pictures/", 7)):
        for prefix in ("", "/ko"):
            assert len([path for path in paths if path.startswith(prefix + kind)]) >= least, prefix + kind


def test_no_link_is_dead(found):
    assert not found.dead


def test_nothing_stands_inline_and_nothing_is_loaded_from_elsewhere(found):
    assert (found.inline, found.elsewhere) == ([], [])


def test_a_browser_asks_no_other_host_and_blocks_nothing(browser, site):
    assert opened(browser, site, [p + address for p in ("", "/ko") for address in representatives(site)]) == (
        {site},
        [],
    )


@pytest.mark.nightly
def test_a_browser_asks_no_other_host_on_any_page(browser, site):
    assert opened(browser, site, [p + address for p in ("", "/ko") for address in addresses(site)]) == ({site}, [])


def test_the_crawl_finds_what_is_planted(faulty):
    found = crawl(faulty, ["/method", "/about", "/cite", "/corrections"], follow=False)
    assert found.dead == [("/nowhere-at-all", 404)]
    assert (found.inline, found.elsewhere) == (["/about"], ["/cite"])


def test_the_browser_complains_of_what_is_planted(browser, faulty):
    for address in ("/about", "/cite"):
        _, complaints = opened(browser, faulty, [address])
        assert any("Content Security Policy" in said for said in complaints), address
    assert opened(browser, faulty, ["/corrections"]) == ({faulty}, [])
