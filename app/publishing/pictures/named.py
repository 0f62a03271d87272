"""Named against estimated, for each return of which somebody gave a number: a point for the named, a bar for the range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from app.publishing.pictures.picture import Document, Holdings, Picture
from app.publishing.pictures.reading import RETURNS, codes, texts
from app.publishing.pictures.theme import INK, PALE, WARM, Sheets, framed, key
from app.sharing.days import days_in_words
from app.sharing.labels import field_terms
from app.sharing.others import number_in_words

WORDS = {
    "en": {
        "title": "Named so far, and how many there were", "return": "Return", "named": "Named so far",
        "low": "At least", "high": "At most", "range": "How many people, from the lowest number given to the highest",
        "open": "No highest number was given", "undated": "date not known",
        "finding": "In {events} returns of which a number is given, {named} people are named so far, of {total}.",
        "empty": "This edition gives a number of people for no return.",
        "note": "Only returns of which some source gives a number of people. The scale is not even: small numbers have more "
        "room than large ones. The numbers are those of the sources, side by side, and not ours.",
    },
    "ko": {
        "title": "이름이 확인된 사람과 전체 인원", "return": "송환", "named": "지금까지 이름이 확인된 사람",
        "low": "최소", "high": "최대", "range": "전체 인원: 가장 적은 수에서 가장 많은 수까지",
        "open": "가장 많은 수를 밝힌 출처가 없음", "undated": "날짜 미상",
        "finding": "인원수가 알려진 송환 {events}건에서 지금까지 이름이 확인된 사람은 {total} 가운데 {named}명입니다.",
        "empty": "이 판에는 인원수가 알려진 송환이 없습니다.",
        "note": "인원수를 밝힌 출처가 있는 송환만 실었습니다. 눈금 간격은 고르지 않아 작은 수에 더 넓은 자리를 주었습니다. "
        "숫자는 출처들이 말한 것을 나란히 적은 것이며 저희의 추정이 아닙니다.",
    },
}  # fmt: skip


def named_so_far(held: Holdings, language: str) -> Picture:
    """The picture `named_and_estimated`."""
    words = WORDS[language]
    events = [e for e in held.events if e["section"] in RETURNS and e["count"]["low"] is not None]
    rows = sorted((_row(e, language, words) for e in events), key=lambda row: (-int(row[2] or 0), row[0], row[1]))
    labels = _distinct([str(row[0]) for row in rows])
    rows = [(said, *row[1:]) for said, row in zip(labels, rows, strict=True)]
    sheets = Sheets()
    return Picture(
        "named_and_estimated",
        words["title"],
        _finding(rows, words, language),
        words["note"],
        (("return", words["return"]), ("named", words["named"]), ("low", words["low"]), ("high", words["high"])),
        tuple(rows),
        _chart(sheets, rows, words),
        sheets,
    )


def _row(event: Document, language: str, words: Mapping[str, str]) -> tuple[Any, ...]:
    states = [field_terms(code, codes(event, code), language) for code in ("returning_state", "receiving_state")]
    days = texts(event, "return_date") or texts(event, "seizure_date")
    said = " → ".join(state for state in states if state)
    when = days_in_words(days, language) or words["undated"]
    return f"{said}, {when}" if said else when, event["named"], event["count"]["low"], event["count"]["high"]


def _distinct(labels: list[str]) -> list[str]:
    """Two returns of one day between the same states get numbers."""
    return [
        f"{said} ({labels[:n].count(said) + 1})" if labels.count(said) > 1 else said for n, said in enumerate(labels)
    ]


def _finding(rows: list[tuple[Any, ...]], words: Mapping[str, str], language: str) -> str:
    if not rows:
        return words["empty"]
    highs = [row[3] for row in rows]
    total = number_in_words(sum(row[2] for row in rows), None if None in highs else sum(highs), language)
    return words["finding"].format(events=len(rows), named=sum(row[1] for row in rows), total=total)


def _chart(sheets: Sheets, rows: list[tuple[Any, ...]], words: Mapping[str, str]) -> alt.Chart | alt.LayerChart:
    values = [
        {"return": said, "named": named, "low": low, "high": low if high is None else high, "open": high is None}
        for said, named, low, high in rows
    ]
    base = sheets.chart("returns", values).encode(
        y=alt.Y("return:N", sort=[row[0] for row in rows], axis=alt.Axis(labelPadding=18, ticks=False, grid=True))
    )
    scale = alt.Scale(type="symlog", domain=[0, max((v["high"] for v in values), default=1) * 2], nice=False)
    marks = alt.Axis(values=[0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000], format="d")
    low, high = alt.X("low:Q", scale=scale, axis=marks), alt.X("high:Q", scale=scale)
    bars = base.mark_bar(height=11, color=PALE, stroke=INK).encode(x=low, x2=alt.X2("high"))
    ends = base.mark_point(shape="square", filled=True, size=110, fill=PALE, stroke=INK, opacity=1).encode(x=low)
    tips = base.transform_filter("datum.open").mark_point(
        shape="triangle-right", filled=True, size=200, fill=PALE, stroke=INK, opacity=1, xOffset=9
    )
    named = base.mark_point(shape="circle", filled=True, size=95, fill=WARM, stroke=INK, opacity=1)
    legend = key(
        sheets,
        [("circle", WARM, words["named"]), ("square", PALE, words["range"]), ("triangle-right", PALE, words["open"])],
        68,
    )
    drawn = bars + ends + tips.encode(x=high) + named.encode(x=alt.X("named:Q", scale=scale)) + legend
    return framed(drawn, (400, max(len(rows), 1) * 34), (400, 82, 30, 34))
