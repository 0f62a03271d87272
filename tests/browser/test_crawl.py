"""Every page of both languages is fetched: no dead link, nothing inline. A browser opens every kind of page and a share of
the people, returns and sources: no other host, nothing blocked.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urljoin, urlsplit

import pytest

INLINE = re.compile(r"<(script|style|iframe|object|embed|base)\b|<[^>]*\sstyle\s*=", re.IGNORECASE)
SHARE = 12
"""One page in so many of a kind is opened in the browser; all others are fetched and read."""
PUBLIC_ID = re.compile(r"[0-9a-z]{16}")
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)


class Visit:
    """All that a browser met on its way."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.pages: set[str] = set()
        self.opened: set[str] = set()
        self.asked: set[str] = set()
        self.dead: list[tuple[str, int]] = []
        self.inline: list[str] = []
        self.complaints: list[str] = []


@pytest.fixture(scope="module")
def visit(browser, site):
    """From the first pages on by every link without a query, and by one link of each page with one."""
    context = browser.new_context(java_script_enabled=False)
    page, seen, waiting = context.new_page(), Visit(site), [f"{site}/", f"{site}/ko/"]
    page.on("request", lambda request: seen.asked.add(request.url))
    page.on("console", lambda message: seen.complaints.append(f"{page.url}: {message.text}"))
    while waiting:
        address = waiting.pop()
        if address in seen.pages:
            continue
        seen.pages.add(address)
        waiting += _links(page, seen, address)
    context.close()
    return seen


def _links(page, seen, address: str) -> list[str]:
    """Look at one address; where it leads."""
    if not _is_page(address):
        answer = page.request.get(address)
        seen.dead += [] if answer.ok else [(address, answer.status)]
        return []
    opens = _opens(seen, address)
    answer = page.goto(address) if opens else page.request.get(address)
    seen.dead += [] if answer.ok else [(address, answer.status)]
    text = answer.text()
    seen.inline += [address] if INLINE.search(text) or HANDLER.search(text) else []
    found = {
        urljoin(address, href).partition("#")[0] for href in re.findall(r'href="([^"]+)"', text.replace("&amp;", "&"))
    }
    inner = sorted(link for link in found if link.startswith(seen.site))
    asking = [link for link in inner if "?" in link]
    return [link for link in inner if "?" not in link] + asking[:1]


def _opens(seen, address: str) -> bool:
    """Whether the browser opens it: the first of its kind, and every twelfth by its name."""
    path = urlsplit(address).path
    kind, _, name = path.rpartition("/")
    first = kind not in {opened.rpartition("/")[0] for opened in seen.opened}
    if first or not PUBLIC_ID.fullmatch(name) or int(hashlib.sha256(name.encode()).hexdigest(), 16) % SHARE == 0:
        seen.opened.add(path)
        return True
    return False


def _is_page(address: str) -> bool:
    path = urlsplit(address).path
    return not path.startswith(("/api/", "/static/")) and "." not in path.rpartition("/")[2]


def test_the_whole_site_was_visited(visit):
    paths = {urlsplit(address).path for address in visit.pages}
    for kind, least in (("/cases/", 100), ("/returns/", 50), ("/sources/", 100), ("/pictures/", 7)):
        for prefix in ("", "/ko"):
            assert len([path for path in paths if path.startswith(prefix + kind)]) >= least, prefix + kind
    assert len(visit.opened) > 60


def test_no_other_host_is_asked_for_anything(visit):
    assert {"{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in visit.asked} == {visit.site}


def test_no_link_is_dead(visit):
    assert not visit.dead


def test_nothing_stands_inline_and_nothing_is_blocked(visit):
    assert not visit.inline
    assert not visit.complaints
