"""Returns by year: cases whose year is sure, and those that may belong to several years, drawn as such."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import altair as alt

from app.publishing.pictures.picture import Holdings, Picture
from app.publishing.pictures.reading import returns, years_of_return
from app.publishing.pictures.theme import DARK, INK, PALE, Sheets, framed, key

WORDS = {
    "en": {
        "title": "Returns by year", "year": "Year", "sure": "Year is known", "perhaps": "May have been this year",
        "finding": "Of {cases} cases of return, {sure} have a year that is known, {perhaps} may belong to one of "
        "several years, and {none} have no date. The most in one known year: {top}, in {year}.",
        "empty": "No case of return in this edition has a date.",
        "note": "Counted are cases (one person in one return). A case that may belong to several years is drawn in each "
        "of them, pale, so the pale parts must not be added up. “By 2004” is drawn in 2004. Where no return is dated, "
        "the year of the seizure stands for it. These are the people whom "
        "this edition may show, and not all who were returned.",
    },
    "ko": {
        "title": "연도별 송환", "year": "연도", "sure": "연도가 확인됨", "perhaps": "이 해일 수 있음",
        "finding": "송환 사례 {cases}건 가운데 {sure}건은 연도가 확인되었고, {perhaps}건은 여러 해 가운데 하나이며, "
        "{none}건은 날짜가 알려지지 않았습니다. 연도가 확인된 사례가 가장 많은 해는 {year}년으로 {top}건입니다.",
        "empty": "이 판에는 날짜가 알려진 송환 사례가 없습니다.",
        "note": "사례(한 사람의 한 번의 송환)를 셌습니다. 여러 해 가운데 하나일 수 있는 사례는 그 모든 해에 옅게 "
        "그렸으므로 옅은 부분을 더해서는 안 됩니다. ‘늦어도 2004년’은 2004년에 그렸습니다. 송환일이 알려지지 않은 경우에는 "
        "체포된 해를 썼습니다. 이 판에 실을 수 있는 "
        "사람만 센 것이며, 송환된 사람 전체가 아닙니다.",
    },
}  # fmt: skip


def by_year(held: Holdings, language: str) -> Picture:
    """The picture `returns_by_year`."""
    words = WORDS[language]
    spans = [years_of_return(case) for case in returns(held.cases)]
    sure = Counter(low for low, high in filter(None, spans) if low == high)
    perhaps = Counter(y for low, high in filter(None, spans) if low != high for y in range(low, high + 1))
    years = range(min([*sure, *perhaps], default=0), max([*sure, *perhaps], default=-1) + 1)
    sheets = Sheets()
    return Picture(
        "returns_by_year",
        words["title"],
        _finding(words, spans, sure),
        words["note"],
        (("year", words["year"]), ("sure", words["sure"]), ("perhaps", words["perhaps"])),
        tuple((str(year), sure[year], perhaps[year]) for year in years),
        _chart(sheets, years, {"sure": sure, "perhaps": perhaps}, words),
        sheets,
    )


def _finding(words: Mapping[str, str], spans: list[tuple[int, int] | None], sure: Counter[int]) -> str:
    if not sure:
        return words["empty"]
    top = max(sure.values())
    return words["finding"].format(
        cases=len(spans), sure=sure.total(), perhaps=len([s for s in spans if s and s[0] != s[1]]),
        none=spans.count(None), top=top, year=min(year for year in sure if sure[year] == top),
    )  # fmt: skip


def _chart(
    sheets: Sheets, years: range, counted: Mapping[str, Counter[int]], words: Mapping[str, str]
) -> alt.Chart | alt.LayerChart:
    values = [
        {"year": str(year), "kind": order, "n": counted[kind][year]}
        for year in years
        for order, kind in enumerate(("sure", "perhaps"))
    ]
    most = max((counted["sure"][y] + counted["perhaps"][y] for y in years), default=1)
    bars = (
        sheets.chart("years", values)
        .mark_bar(stroke=INK)
        .encode(
            x=alt.X("year:O", axis=alt.Axis(labelAngle=-90, labelPadding=4)),
            y=alt.Y("n:Q", axis=alt.Axis(tickMinStep=1, format="d"), scale=alt.Scale(domain=[0, most], nice=True)),
            color=alt.Color("kind:O", scale=alt.Scale(domain=[0, 1], range=[DARK, PALE]), legend=None),
            strokeDash=alt.StrokeDash("kind:O", scale=alt.Scale(domain=[0, 1], range=[[1, 0], [3, 2]]), legend=None),
            order=alt.Order("kind:O"),
        )
    )
    legend = key(sheets, [("square", DARK, words["sure"]), ("square", PALE, words["perhaps"])], 52)
    return framed(bars + legend, (720, 260), (44, 66, 16, 56))
