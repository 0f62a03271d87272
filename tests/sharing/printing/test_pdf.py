"""PDFs read back and looked at: every letter is there, nothing runs off the page, a missing glyph is an error that names it."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace

import pymupdf
import pytest

from app.sharing.printing import pdf as module
from app.sharing.printing.breaking import breakable, without_breaks
from app.sharing.printing.job import STYLES, Job, prepared
from app.sharing.printing.make import NoAddress, made
from app.sharing.printing.pdf import CannotPrint, pdf_bytes
from app.sharing.shares.plan import Asked
from app.sharing.tongues import LIST_LANGUAGES
from tests.sharing.printing.frozen import HOSTILE, MARK, NAMES, UYGHUR, frozen, line

ALIASES = [f"alias {n} of a synthetic person" for n in range(12)]
PEOPLE = [line(f"x{n}", name) for n, name in enumerate((*NAMES, *HOSTILE))]
PEOPLE += [
    line("xa", None, known_as=ALIASES),
    line("xd", None, sex=["female"], age_band=["thirties"]),
    line("xn", None),
]
PEOPLE += [{**line("xo"), "others": {"low": 23, "high": 23, "after": 3}}]


def document(style, lines=PEOPLE, language="en", asked=None):
    return pymupdf.open(stream=made(Job(frozen(lines), "pdf", style, language, asked)), filetype="pdf")


def squeezed(text):
    """Without blanks, case (family names stand in capitals) and doubled letters: a letter set as two glyphs is read back twice."""
    plain = "".join(unicodedata.normalize("NFC", without_breaks(text)).casefold().split())
    return re.sub(r"(.)\1+", r"\1", plain)


def words_of(document_):
    return squeezed("".join(page.get_text() for page in document_))


@pytest.mark.parametrize("style", STYLES)
def test_every_name_is_read_back(style):
    said = words_of(document(style))
    for latin, hangul, other in NAMES:
        for name in (latin, hangul, other):
            assert squeezed(name or "") in said
    if style != "placards":
        for phrase in (
            "a woman in her thirties",
            "and 23 others whose names are not known",
            *ALIASES,
            "A" * 60,
            "가" * 60,
        ):
            assert squeezed(phrase) in said


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_nothing_runs_off_a_page(style, language):
    lines = [{**one, "seizure_place": ["x" * 200], "return_date": [], "returning_state": []} for one in PEOPLE]
    for page in document(style, lines, language):
        for x0, y0, x1, y1, word, *_ in page.get_text("words"):
            assert x0 >= 20 and x1 <= page.rect.width - 20, (page.number, word)
            assert y0 >= 10 and y1 <= page.rect.height - 10, (page.number, word)


@pytest.mark.parametrize("language", LIST_LANGUAGES)
def test_every_language_has_all_its_glyphs(language):
    assert len(document("script", language=language, asked=Asked(readers=3, start="18:30"))) > 2


def test_uyghur_looks_as_it_should():
    """Text of Arabic script reads back wrongly from any PDF, so pictures are compared: joined, and not the same as apart."""
    whole, again, apart = (
        document("placards", [line("u", (None, None, name))])[0].get_pixmap(dpi=40).samples
        for name in (UYGHUR, UYGHUR, "\u200c".join(UYGHUR))
    )
    assert whole == again
    assert whole != apart
    blank = document("placards", [line("u", (None, None, "ا"))])[0].get_pixmap(dpi=40).samples
    assert whole != blank


def test_a_long_word_of_arabic_script_stays_joined_where_it_is_broken():
    short, long_ = (document("list", [line("u", (None, None, "ئ" * n))])[0] for n in (19, 21))
    widths = [max(w[2] for w in page.get_text("words") if w[1] > 150) for page in (short, long_)]
    assert abs(widths[1] - widths[0]) < 20
    assert without_breaks(breakable("ئ" * 60)) == "ئ" * 60


def test_a_letter_without_a_glyph_is_named():
    with pytest.raises(CannotPrint, match="no font here has a glyph for ༀ"):
        document("list", [line("x", (None, None, "ༀ"))])


def test_the_address_is_on_each_page_and_nothing_is_printed_without_one():
    for page in document("script", asked=Asked(readers=4)):
        assert squeezed(MARK.address) in squeezed(page.get_text())
    with pytest.raises(NoAddress, match="outlives"):
        made(Job(frozen(PEOPLE, mark=type(MARK)(1, "ab", "2026-11-24", "/lists/x")), "pdf", "list", "en"))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("lines", [5, 2_500])
def test_every_page_says_which_it_is_of_how_many(style, lines):
    """However long the list: whoever drops a script of a hundred sheets puts it in order again."""
    found = document(
        style,
        [
            line(f"s{n}", (f"Synthetic Person {n}", None, None))
            for n in range(lines if style != "placards" else lines // 10 + 1)
        ],
    )
    for at, page in enumerate(found, 1):
        assert f"{at} / {len(found)}" in page.get_text(
            "text", clip=(0, page.rect.height - 90, page.rect.width, page.rect.height)
        )


@pytest.mark.parametrize("style", STYLES)
def test_address_and_hash_can_be_copied_out_of_it(style):
    """With nothing between their letters and in one line, so that they can be looked up and compared."""
    for page in document(style):
        assert MARK.address in page.get_text()
    if style != "placards":
        assert MARK.sha256 in document(style)[0].get_text()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("base", ["https://" + "m" * 90 + ".onion", "https://" + "w" * 40 + ".example"])
def test_a_long_address_does_not_run_off_the_page(style, base):
    mark = replace(MARK, address=f"{base}/lists/syntheticaddress", sha256="d" * 64)
    made_of = made(Job(frozen(PEOPLE[:3], mark=mark), "pdf", style, "en"))
    for page in pymupdf.open(stream=made_of, filetype="pdf"):
        for x0, _, x1, _, word, *_ in page.get_text("words"):
            assert x0 >= 20 and x1 <= page.rect.width - 20, (page.number, word)


def test_a_script_has_cut_marks_shares_and_whole_entries():
    people = [line(f"s{n}", (f"Synthetic Person {n}", None, None)) for n in range(1, 26)]
    pages = document("script", people, asked=Asked(readers=3, start="18:30"))
    heads = [page.number for page in pages if "Reader " in page.get_text() and page.number]
    assert len(heads) == 3
    for n in range(1, 26):  # an entry's two lines stand on one page
        (page,) = [
            p for p in pages if f"Synthetic Person {n}\n" in p.get_text() or f"Synthetic Person {n} " in p.get_text()
        ]
        assert "reported" in page.get_text().split(f"Synthetic Person {n}")[1][:120]
    assert "next: reader 2" in pages[heads[0]].get_text()


def test_the_same_list_is_the_same_bytes_and_says_that_it_is_tagged():
    first = made(Job(frozen(PEOPLE), "pdf", "annex", "ko", addressee="Somebody\nSomewhere"))
    assert first == made(Job(frozen(PEOPLE), "pdf", "annex", "ko", addressee="Somebody\nSomewhere"))
    assert b"pdfuaid" in first
    assert b"/Lang" in first


def test_an_annex_numbers_its_sources():
    job = Job(frozen(PEOPLE[:2]), "pdf", "annex", "en", citations={"x0": ("s1", "s2"), "x1": ("s2",)},
              sources={"s1": "First synthetic source", "s2": "Second synthetic source"})  # fmt: skip
    ready = prepared(job)
    assert [e["cited"] for s in ready["sections"] for e in s["entries"]] == [[1, 2], [2]]
    assert squeezed("Second synthetic source") in words_of(
        pymupdf.open(stream=pdf_bytes(ready, "annex"), filetype="pdf")
    )


def test_markup_in_a_name_stays_text():
    assert json.loads(json.dumps(NAMES[-1][0])) in " ".join(p.get_text() for p in document("list"))
    assert module.STYLES == STYLES
