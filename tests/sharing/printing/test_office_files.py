"""XLSX and DOCX: the lines that text and PDF have, no formula, the same bytes each time; and the child process that makes them."""

from __future__ import annotations

import asyncio
import io
import json

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from app.sharing.printing import press as press_module
from app.sharing.printing.job import Job, as_message, from_message
from app.sharing.printing.make import made
from app.sharing.printing.press import Press, PressBusy, PressRefused
from app.sharing.shares.plan import Asked
from tests.sharing.printing.frozen import NAMES, frozen, line

RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "http://synthetic.example", "12"]
PEOPLE = [line(f"x{n}", name) for n, name in enumerate(NAMES)] + [
    line(f"r{n}", (text, None, None)) for n, text in enumerate(RISKY)
]


def test_no_cell_runs_and_every_line_is_there():
    book = openpyxl.load_workbook(io.BytesIO(made(Job(frozen(PEOPLE), "xlsx", "list", "en"))))
    rows = list(book["lines"].iter_rows(min_row=2))
    assert len(rows) == len(PEOPLE)
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
    assert not any(cell.hyperlink for row in rows for cell in row)
    assert [str(row[2].value)[:1] for row in rows[len(NAMES) : len(NAMES) + 4]] == ["'"] * 4
    assert any("casebook.example" in str(row[0].value) for row in book["about"].iter_rows())


def test_a_document_has_the_lines_and_the_shares():
    document = Document(io.BytesIO(made(Job(frozen(PEOPLE), "docx", "script", "ko", Asked(readers=2)))))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "2. 가상일" in said
    assert "낭독자 2 / 2" in said
    assert "casebook.example" in said


@pytest.mark.parametrize("style", ["list", "script"])
def test_each_page_of_a_document_says_of_which_list_it_is_and_which_page_of_how_many(style):
    document = Document(io.BytesIO(made(Job(frozen(PEOPLE), "docx", style, "en"))))
    (section,) = document.sections
    assert not section.different_first_page_header_footer
    foot = section.footer.paragraphs[0]
    mark = frozen(PEOPLE).mark
    assert f"List {mark.number} · " in foot.text and mark.address in foot.text
    said = "".join(node.text or node.get(qn("w:instr"), "") for node in foot._p.iter(qn("w:t"), qn("w:fldSimple")))
    assert "PAGE1 / NUMPAGES1" in said


@pytest.mark.parametrize(("kind", "style"), [("xlsx", "list"), ("docx", "list"), ("csv", "list"), ("txt", "list")])
def test_the_same_list_is_the_same_bytes_in_this_process_and_in_a_child(kind, style):
    job = Job(frozen(PEOPLE), kind, style, "ja")
    first = made(job)
    assert made(from_message(json.loads(json.dumps(as_message(job))))) == first
    assert asyncio.run(Press().make(lambda: job)) == first


def test_struck_lines_leave_their_number_behind():
    said = made(Job(frozen(PEOPLE[:2], numbers=(1, 3)), "txt", "list", "en")).decode()
    assert "\n1. Synthetic Person" in said
    assert "\n3. 가상일" in said
    assert "\n2. " not in said


def test_a_refusal_of_the_child_is_its_sentence():
    with pytest.raises(PressRefused, match="no font here has a glyph"):
        asyncio.run(Press().make(lambda: Job(frozen([line("x", (None, None, "ༀ"))]), "pdf", "list", "en")))


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(press_module, "SECONDS", 0.01)
    with pytest.raises(PressBusy):
        asyncio.run(Press().make(lambda: Job(frozen(PEOPLE), "pdf", "list", "en")))


def test_too_many_at_once_are_sent_away():
    with pytest.raises(PressBusy):
        asyncio.run(Press(waiting=press_module.WAITING).make(lambda: Job(frozen(PEOPLE), "pdf", "list", "en")))
