"""A sheet as DOCX, to be changed by hand before it is printed. The same sheet gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

_SIZES = {"script": 18, "list": 11}
_FONTS = {"ko": "Malgun Gothic", "ja": "Yu Gothic", "zh-Hans": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei"}
_LOCALES = {"en": "en-GB", "ko": "ko-KR", "ja": "ja-JP", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "es": "es-ES"}
_SMALL = Pt(8)
_LONG_AGO = datetime(2000, 1, 1)  # noqa: DTZ001  a fixed moment, so that the bytes do not change
_FIRST_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def docx_bytes(sheet: dict[str, Any], style: str) -> bytes:
    """The document."""
    document = Document()
    _set_up(document, sheet, _SIZES[style])
    _footer(document, sheet)
    document.add_heading(sheet["title"], 1)
    for text in (*sheet["head"], *sheet["mark"]):
        document.add_paragraph(text)
    starts = {share["first"]: share["head"] for share in sheet["shares"]}
    for section in sheet["sections"]:
        document.add_heading(section["title"], 2)
        for entry in section["entries"]:
            if entry["n"] in starts:
                document.add_heading(" · ".join(starts[entry["n"]]), 3)
            _line(document, entry, sheet["words"]["proposed"])
    out = io.BytesIO()
    document.save(out)
    return _fixed(out)


def _line(document: DocumentType, entry: dict[str, Any], proposed: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_together = True
    paragraph.add_run(f"{entry['n']}. ")
    paragraph.add_run(entry["name"]).bold = True
    if entry["also"]:
        paragraph.add_run(f" {entry['also']}")
    if entry["aid"]:
        paragraph.add_run(f" {entry['aid']}{f' ({proposed})' if entry['proposed'] else ''}").italic = True
    paragraph.add_run(f", {entry['facts']} — {entry['ground']}")


def _footer(document: DocumentType, sheet: dict[str, Any]) -> None:
    """On each page what a page of the PDF has: a page alone still says of which list it is, and which page of how many."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{sheet['list']} · {sheet['edition']} · ")
    _counted(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _counted(paragraph, "NUMPAGES")
    paragraph.add_run(f"\n{sheet['address']}")
    for run in paragraph.runs:
        run.font.size = _SMALL


def _counted(paragraph: Paragraph, field: str) -> None:
    """A field that whoever opens the document counts (ISO/IEC 29500-1, 17.16.19, fldSimple)."""
    counted, run = OxmlElement("w:fldSimple"), paragraph.add_run("1")
    counted.set(qn("w:instr"), field)
    run.font.size = _SMALL
    run.element.addprevious(counted)
    counted.append(run.element)


def _set_up(document: DocumentType, sheet: dict[str, Any], size: int) -> None:
    normal = document.styles["Normal"]
    normal.font.size = Pt(size)
    normal.paragraph_format.line_spacing = 1.25
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), _FONTS.get(sheet["language"], _FONTS["ko"]))
    properties = document.core_properties
    properties.title, properties.author = sheet["title"], ""
    properties.language = _LOCALES[sheet["language"]]
    properties.created = properties.modified = _LONG_AGO


def _fixed(written: io.BytesIO) -> bytes:
    """The same archive with one moment for every part: python-docx writes the time of day into it."""
    out = io.BytesIO()
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in given.namelist():
            kept.writestr(zipfile.ZipInfo(name, _FIRST_OF_ZIP), given.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
