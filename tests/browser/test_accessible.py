"""No page breaks WCAG 2.2 AA as far as axe can tell, in either language, at either size, by day and by night.

In a context with script on, since axe hangs where it is off (recipes.md, section 7); the pages themselves need none. On every
change one page of each kind is looked at, by one of two readers who take turns; at night six readers look at all.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import addresses, representatives
from tests.browser.conftest import SIZES

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
ALIKE = 3
"""So many folded parts of a page are opened on every change: those of a codebook or of facets are all made by one template."""
OPEN = "most => [...document.querySelectorAll('details')].slice(0, most ?? Infinity).forEach(d => { d.open = true })"
FIND = """rules => axe.run(document, rules).then(found => found.violations.map(
    v => [v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))]))"""
READERS = {
    "phone by day, in English": ("phone", "light", ""),
    "desk by night, in Korean": ("desk", "dark", "/ko"),
    "phone by day, in Korean": ("phone", "light", "/ko"),
    "desk by day, in English": ("desk", "light", ""),
    "desk by night, in English": ("desk", "dark", ""),
    "desk by day, in Korean": ("desk", "light", "/ko"),
}
EACH_CHANGE = 2
"""Both languages, both sizes and both schemes are met by the first two; they share the kinds of pages between them."""


@pytest.fixture
def open_page(browser, site):
    contexts = []

    def opened(size, scheme):
        contexts.append(browser.new_context(base_url=site, viewport=SIZES[size], color_scheme=scheme))
        contexts[-1].add_init_script(Axe().axe_script)
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def look(page, found: list[str], most: int | None) -> tuple[list, list]:
    """What axe has against each address, and those that scroll sideways."""
    broken, wide = [], []
    for address in found:
        page.goto(address)
        page.evaluate(OPEN, most)
        broken += [(address, *violation) for violation in page.evaluate(FIND, RULES)]
        wide += [address] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else []
    return broken, wide


@pytest.mark.parametrize("turn", range(EACH_CHANGE))
def test_axe_finds_nothing_on_one_page_of_each_kind(open_page, site, turn):
    size, scheme, prefix = list(READERS.values())[turn]
    looked_at = [prefix + address for address in representatives(site)[turn::EACH_CHANGE]]
    assert look(open_page(size, scheme), looked_at, ALIKE) == ([], [])


@pytest.mark.nightly
@pytest.mark.parametrize("reader", READERS)
def test_axe_finds_nothing_on_any_page(open_page, site, reader):
    size, scheme, prefix = READERS[reader]
    assert look(open_page(size, scheme), [prefix + address for address in addresses(site)], None) == ([], [])


def test_axe_would_find_something(open_page):
    page = open_page("desk", "light")
    page.goto("/about")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert [rule for rule, _ in page.evaluate(FIND, RULES)] == ["html-has-lang"]
