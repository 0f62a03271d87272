"""Both languages, whole: every string has its Korean, and the address alone chooses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app.codebook.fields import FIELDS
from app.web.language import prefers_korean
from app.web.reading.api.parameters import query_parameters

WEB = resources.files("app.web")
WORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
WHERE = [("**.py", "python"), ("templates/**.html", "jinja2")]
SAME_IN_BOTH = {"API", "%(individuals)s, %(cases)s"}


@cache
def messages() -> set[str]:
    """Every string that pages and errors show."""
    options = {"templates/**.html": {"newstyle_gettext": "true", "trimmed": "true"}}
    found = extract_from_dir(str(WEB), WHERE, options, keywords=WORDS)
    said = {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}
    return said | {f.definition for f in FIELDS.values()} | {p["description"] for p in query_parameters()}


@pytest.fixture(scope="module")
def korean():
    with WEB.joinpath("locale/ko/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="ko")


def test_every_string_has_its_korean(korean):
    assert len(messages()) > 200
    for message in messages():
        entry = korean.get(message)
        assert entry is not None, message
        said = entry.string[0] if isinstance(entry.string, tuple) else entry.string
        assert message in SAME_IN_BOTH or re.search("[가-힣]", said), message
        assert not entry.fuzzy


def test_no_translation_is_left_over_and_none_loses_a_value(korean):
    for entry in korean:
        if not entry.id:
            continue
        original = entry.id[0] if isinstance(entry.id, tuple) else entry.id
        said = entry.string[0] if isinstance(entry.string, tuple) else entry.string
        assert original in messages(), original
        assert set(re.findall(r"%\(\w+\)s", original)) == set(re.findall(r"%\(\w+\)s", said)), original


TEMPLATES = sorted(p for p in WEB.joinpath("templates").rglob("*.html") if p.parent.name != "desk")
JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
MARKUP = re.compile(r"<code>.*?</code>|<[^>]*>|&[a-z]+;|/[a-z]+\.json", re.DOTALL)
PLAIN_IN_BOTH = {"CSV", "JSON", "API", "SHA", "PDF", "DOCX", "XLSX", "SVG", "RFC"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: p.name)
def test_no_word_of_a_template_stands_outside_the_catalogue(template):
    """What is written between tags and is no expression would be English on the Korean page."""
    bare = MARKUP.sub(" ", JINJA.sub("", template.read_text(encoding="utf-8")))
    assert set(re.findall(r"[A-Za-z]{2,}", bare)) <= PLAIN_IN_BOTH


def _raised(tree: ast.AST) -> Iterator[str]:
    """Patterns of the sentences that a person reads; a value inside is some number."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and getattr(node.exc.func, "id", "") in SAID:
            said = node.exc.args[0]
            if isinstance(said, ast.Call):  # N_("...")
                said = said.args[0]
            parts = said.values if isinstance(said, ast.JoinedStr) else [said]
            yield "".join(re.escape(p.value) if isinstance(p, ast.Constant) else r"\d+" for p in parts)


SAID = ("NotAllowed", "UnfitLogin", "UnfitPassword")
ACCOUNTS = resources.files("app.accounts")


def test_every_refusal_about_accounts_has_its_sentence_in_the_catalogue():
    files = [f for f in ACCOUNTS.iterdir() if f.name.endswith(".py")]
    found = [p for f in files for p in _raised(ast.parse(f.read_text(encoding="utf-8")))]
    assert len(found) > 10
    for pattern in found:
        assert any(re.fullmatch(pattern, message) for message in messages()), pattern


def test_each_page_leads_to_itself_in_the_other_language(read):
    assert '<a class="tongue" href="/ko/cases?sex=female" lang="ko"' in read("/cases?sex=female").text
    assert '<a class="tongue" href="/cases?sex=female" lang="en"' in read("/ko/cases?sex=female").text


def test_a_korean_browser_that_comes_from_elsewhere_is_led_to_korean_and_may_choose_english(read):
    korean = {"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.5"}
    for site in ("none", "cross-site"):
        led = read("/", headers={**korean, "Sec-Fetch-Site": site})
        assert (led.status_code, led.headers["location"]) == (302, "/ko/")
        assert led.headers["vary"] == "Accept-Language, Sec-Fetch-Site"
    assert read("/", headers={**korean, "Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert read("/", headers={"Accept-Language": "en", "Sec-Fetch-Site": "none"}).status_code == 200
    assert read("/ko/", headers={"Accept-Language": "en", "Sec-Fetch-Site": "none"}).status_code == 200


def test_a_korean_browser_that_does_not_say_whence_it_comes_is_offered_a_link(read):
    offered = read("/", headers={"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.5"})
    assert (offered.status_code, offered.headers["vary"]) == (200, "Accept-Language, Sec-Fetch-Site")
    assert "이 사이트를 한국어로 보기" in offered.text
    assert "이 사이트를 한국어로 보기" not in read("/", headers={"Accept-Language": "en,ko;q=0.5"}).text


@pytest.mark.parametrize(("header", "ko"), [("", False), ("ko", True), ("de,ko;q=0.1", True), ("en;q=x", False)])
def test_reading_of_the_browsers_languages(header, ko):
    assert prefers_korean(header) is ko


def test_an_error_speaks_the_language_of_its_address(read):
    assert "여기에 없습니다" in read("/ko/cases/x").text
    assert "그런 매개변수가 없습니다" in read("/ko/cases?x=1").text
    assert "Not here" in read("/cases/x").text
