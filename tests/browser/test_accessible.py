"""No page breaks WCAG 2.2 AA as far as axe can tell, in either language, at either size, by day and by night.

In a context with script on, since axe hangs where it is off (recipes.md, section 7); the pages themselves need none.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import addresses
from tests.browser.conftest import SIZES

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


READERS = {
    "phone by day, in English": ("phone", "light", ""),
    "desk by night, in Korean": ("desk", "dark", "/ko"),
    "phone by day, in Korean": ("phone", "light", "/ko"),
    "desk by day, in English": ("desk", "light", ""),
    "desk by night, in English": ("desk", "dark", ""),
    "desk by day, in Korean": ("desk", "light", "/ko"),
}
EACH_CHANGE = 2
"""Both languages, both sizes and both schemes are met by the first two; the others come at night."""


@pytest.fixture
def open_page(browser, site):
    contexts = []

    def opened(size, scheme):
        contexts.append(browser.new_context(base_url=site, viewport=SIZES[size], color_scheme=scheme))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    "reader",
    [pytest.param(name, marks=[pytest.mark.nightly] if n >= EACH_CHANGE else []) for n, name in enumerate(READERS)],
)
def test_axe_finds_nothing_on_any_kind_of_page(open_page, site, reader):
    size, scheme, prefix = READERS[reader]
    page = open_page(size, scheme)
    broken, wide = [], []
    for address in addresses(site):
        page.goto(prefix + address)
        if page.evaluate("document.querySelector('details:not([open])') !== null"):
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        found = Axe().run(page, options=RULES).response["violations"]
        broken += [(prefix + address, v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found]
        wide += [address] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else []
    assert not broken
    assert not wide, "these pages scroll sideways"


def test_axe_would_find_something(open_page):
    page = open_page("desk", "light")
    page.goto("/about")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert [v["id"] for v in Axe().run(page, options=RULES).response["violations"]] == ["html-has-lang"]
