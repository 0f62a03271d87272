"""Age at return and sex: groups of age, those whose sources span two groups apart, and women, men and others by lightness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import altair as alt

from app.publishing.pictures.picture import Document, Holdings, Picture
from app.publishing.pictures.reading import codes, returns
from app.publishing.pictures.theme import DARK, INK, MIDDLE, PAPER, Sheets, framed, key

GROUPS = ((0, 11), (12, 17), (18, 29), (30, 39), (40, 49), (50, 59), (60, 200))
BAND_GROUP: Mapping[str, int] = {
    "infant": 0, "child": 0, "adolescent": 1, "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6,
    "seventies_plus": 6,
}  # fmt: skip
SEVERAL, UNKNOWN = len(GROUPS), len(GROUPS) + 1
SEXES = ("female", "male", "other")
WORDS = {
    "en": {
        "title": "Age at return, and sex", "age": "Age at return", "female": "Women and girls", "male": "Men and boys",
        "other": "Sex not known, or accounts differ", "group": "{} to {}", "oldest": "{} or older",
        "several": "spans two groups", "unknown": "age not known",
        "finding": "Of {cases} cases of return, {female} are of women and girls and {male} of men and boys; {young} are of "
        "children under 18 by every account, {old} of people of sixty or older. In {unknown} the age is not known.",
        "note": "Counted are cases (one person in one return), by the age that the sources give or that follows from the "
        "birth. Where they span two groups, the case stands in a row of its own. Adults of no stated age are among those "
        "whose age is not known.",
    },
    "ko": {
        "title": "송환 당시 나이와 성별", "age": "송환 당시 나이", "female": "여성", "male": "남성",
        "other": "성별 미상 또는 진술이 엇갈림", "group": "{}~{}세", "oldest": "{}세 이상",
        "several": "두 구간에 걸침", "unknown": "나이 미상",
        "finding": "송환 사례 {cases}건 가운데 여성이 {female}건, 남성이 {male}건입니다. 모든 진술에서 18세 미만인 아동이 "
        "{young}건, 60세 이상이 {old}건이며, {unknown}건은 나이가 알려지지 않았습니다.",
        "note": "사례(한 사람의 한 번의 송환)를 출처가 말한 나이나 출생으로 셈한 나이에 따라 셌습니다. 두 구간에 걸치면 "
        "따로 한 줄에 적었습니다. 나이를 밝히지 않은 성인은 나이 미상에 들어갑니다.",
    },
}  # fmt: skip


def by_age_and_sex(held: Holdings, language: str) -> Picture:
    """The picture `age_and_sex`."""
    words, cases = WORDS[language], returns(held.cases)
    counted = Counter((age_group(case), _sex(case)) for case in cases)
    female, male, other = SEXES
    rows = [(_group(g, words), counted[g, female], counted[g, male], counted[g, other]) for g in range(UNKNOWN + 1)]
    sheets = Sheets()
    return Picture(
        "age_and_sex",
        words["title"],
        words["finding"].format(
            cases=len(cases), female=sum(row[1] for row in rows), male=sum(row[2] for row in rows), young=sum(map(_young, cases)),
            old=sum(counted[6, sex] for sex in SEXES), unknown=sum(counted[UNKNOWN, sex] for sex in SEXES),
        ),
        words["note"],
        (("age", words["age"]), *((sex, words[sex]) for sex in SEXES)),
        tuple(rows),
        _chart(sheets, rows, words),
        sheets,
    )  # fmt: skip


def age_group(case: Document) -> int:
    """The group in which every account puts the person, SEVERAL, or UNKNOWN."""
    age = case["age_at_return"]
    if age["low"] is not None and age["high"] is not None:
        groups = {n for n, (low, high) in enumerate(GROUPS) if low <= age["high"] and age["low"] <= high}
    else:
        groups = {BAND_GROUP[band] for band in codes(case, "age_band") if band in BAND_GROUP}
    return UNKNOWN if not groups else groups.pop() if len(groups) == 1 else SEVERAL


def _young(case: Document) -> bool:
    stated = case["age_at_return"]["minor"]
    return bool(stated == "yes" or (stated == "not_assessed" and age_group(case) in (0, 1)))


def _sex(case: Document) -> str:
    found = codes(case, "sex")
    return found[0] if len(found) == 1 and found[0] in SEXES else "other"


def _group(number: int, words: Mapping[str, str]) -> str:
    if number in (SEVERAL, UNKNOWN):
        return words["several" if number == SEVERAL else "unknown"]
    low, high = GROUPS[number]
    return words["oldest"].format(low) if high > 150 else words["group"].format(low, high)  # noqa: PLR2004  nobody is


def _chart(
    sheets: Sheets, rows: list[tuple[str, int, int, int]], words: Mapping[str, str]
) -> alt.Chart | alt.LayerChart:
    values = [{"age": group, "sex": n, "n": number} for group, *three in rows for n, number in enumerate(three)]
    colours = [DARK, MIDDLE, PAPER]
    y = alt.Y("age:N", sort=[row[0] for row in rows], axis=alt.Axis(labelPadding=8, ticks=False))
    bars = (
        sheets.chart("people", values)
        .mark_bar(stroke=INK)
        .encode(
            y=y,
            x=alt.X("n:Q", axis=alt.Axis(tickMinStep=1, format="d")),
            color=alt.Color("sex:O", scale=alt.Scale(domain=[0, 1, 2], range=colours), legend=None),
            order=alt.Order("sex:O"),
        )
    )
    totals = [{"age": group, "n": sum(three)} for group, *three in rows]
    numbers = (
        sheets.chart("totals", totals)
        .mark_text(align="left", dx=5, fontWeight="bold")
        .encode(y=y, x=alt.X("n:Q"), text=alt.Text("n:Q"))
    )
    legend = key(sheets, [("square", c, words[sex]) for c, sex in zip(colours, SEXES, strict=True)], 68)
    return framed(bars + numbers + legend, (520, len(rows) * 32), (150, 82, 44, 30))
