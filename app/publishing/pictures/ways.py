"""From which state to which: a circle for each pair, as large as the number of its cases, with the number in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import altair as alt

from app.publishing.pictures.picture import Document, Holdings, Picture
from app.publishing.pictures.reading import codes, returns
from app.publishing.pictures.theme import INK, PALE, Sheets, framed
from app.sharing.labels import field_terms

UNKNOWN = ""
WORDS = {
    "en": {
        "title": "From which state, to which", "from": "Returned by", "to": "Returned to", "cases": "Cases",
        "none": "not assessed",
        "finding": "The most frequent way among {cases} cases of return: from {one} to {other}, {top} cases. "
        "{ways} different ways are known in both states.",
        "empty": "No case of return in this edition has its states assessed.",
        "note": "Counted are cases (one person in one return). A case whose sources name two states stands in both: the "
        "numbers then add up to more than the cases, here by {spans}. “Not assessed” is where no state was coded.",
    },
    "ko": {
        "title": "어느 국가에서 어느 국가로", "from": "송환한 국가", "to": "송환된 국가", "cases": "사례", "none": "미평가",
        "finding": "송환 사례 {cases}건 가운데 가장 많은 경로는 {one} → {other}이며, {top}건입니다. 두 국가가 모두 "
        "알려진 경로는 {ways}가지입니다.",
        "empty": "이 판에는 국가가 평가된 송환 사례가 없습니다.",
        "note": "사례(한 사람의 한 번의 송환)를 셌습니다. 출처들이 서로 다른 국가를 말하는 사례는 양쪽에 모두 들어가므로 "
        "합계가 사례 수보다 {spans}만큼 많습니다. ‘미평가’는 국가가 코드로 정리되지 않은 경우입니다.",
    },
}  # fmt: skip
Way = tuple[str, str]


def ways_of(case: Document) -> list[Way]:
    """Every pair of states that the sources of the case give; an empty code where none is given."""
    return [
        (one, other)
        for one in codes(case, "returning_state") or [UNKNOWN]
        for other in codes(case, "receiving_state") or [UNKNOWN]
    ]


def by_way(held: Holdings, language: str) -> Picture:
    """The picture `states`."""
    words, cases = WORDS[language], returns(held.cases)
    counted = Counter(way for case in cases for way in ways_of(case))
    ordered = sorted(counted, key=lambda way: (-counted[way], way))
    said = {way: tuple(_state(code, words, language) for code in way) for way in ordered}
    sheets = Sheets()
    return Picture(
        "states",
        words["title"],
        _finding(words, len(cases), ordered, said, counted),
        words["note"].format(spans=counted.total() - len(cases)),
        (("from", words["from"]), ("to", words["to"]), ("cases", words["cases"])),
        tuple((*said[way], counted[way]) for way in ordered),
        _chart(sheets, ordered, said, counted),
        sheets,
    )


def _state(code: str, words: Mapping[str, str], language: str) -> str:
    return field_terms("returning_state", [code], language) if code else words["none"]


def _finding(
    words: Mapping[str, str], cases: int, ordered: list[Way], said: Mapping[Way, tuple[str, ...]], counted: Counter[Way]
) -> str:
    known = [way for way in ordered if UNKNOWN not in way]
    if not known:
        return words["empty"]
    one, other = said[known[0]]
    return words["finding"].format(cases=cases, one=one, other=other, top=counted[known[0]], ways=len(known))


def _chart(
    sheets: Sheets, ordered: list[Way], said: Mapping[Way, tuple[str, ...]], counted: Counter[Way]
) -> alt.Chart | alt.LayerChart:
    values: list[dict[str, str | int]] = [
        {"from": said[way][0], "to": said[way][1], "n": counted[way]} for way in ordered
    ]
    rows, columns = _by_weight(values, "from"), _by_weight(values, "to")
    base = sheets.chart("ways", values).encode(
        x=alt.X("to:N", sort=columns, axis=alt.Axis(orient="top", labelAngle=0, grid=True)),
        y=alt.Y("from:N", sort=rows, axis=alt.Axis(grid=True, labelPadding=8)),
    )
    most = max(counted.values(), default=1)
    size = alt.Size("n:Q", scale=alt.Scale(type="linear", domain=[0, most], range=[250, 2200]), legend=None)
    circles = base.mark_circle(color=PALE, stroke=INK, opacity=1).encode(size=size)
    numbers = base.mark_text(fontWeight="bold").encode(text=alt.Text("n:Q"))
    height = max(len(rows), 1) * 46
    return framed(circles + numbers, (max(len(columns), 1) * 118, height), (150, 44, 20, 20))


def _by_weight(values: list[dict[str, str | int]], side: str) -> list[str]:
    """States of a side, those with the most cases first, those not assessed by their weight too."""
    total: Counter[str] = Counter()
    for value in values:
        total[str(value[side])] += int(value["n"])
    return sorted(total, key=lambda name: (-total[name], name))
