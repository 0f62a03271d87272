"""What is said to have happened after: the only account, or one among rival accounts, drawn apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import altair as alt

from app.publishing.pictures.picture import Holdings, Picture
from app.publishing.pictures.reading import codes, returns
from app.publishing.pictures.theme import DARK, INK, PALE, Sheets, framed, key
from app.sharing.labels import label

WORDS = {
    "en": {
        "title": "What is said to have happened after", "outcome": "Outcome", "sole": "The only account",
        "rival": "One of several accounts", "none": "not assessed",
        "finding": "Of {cases} cases of return, {none} have no fate that was coded. Most often said: {outcome}, in {top} "
        "cases. In {rival} cases there are several accounts.",
        "note": "Counted are cases. Each fate is somebody's account, never a finding of ours. A case with several "
        "accounts stands in each of them, pale, so the numbers add up to more than the cases.",
    },
    "ko": {
        "title": "송환 이후 어떻게 되었다고 하는가", "outcome": "송환 이후", "sole": "유일한 진술",
        "rival": "여러 진술 가운데 하나", "none": "미평가",
        "finding": "송환 사례 {cases}건 가운데 {none}건은 이후의 운명이 코드로 정리되지 않았습니다. 가장 많은 진술은 "
        "‘{outcome}’으로 {top}건입니다. {rival}건에는 여러 진술이 있습니다.",
        "note": "사례를 셌습니다. 이후의 운명은 모두 누군가의 진술이며 저희가 내린 결론이 아닙니다. 여러 진술이 있는 "
        "사례는 각 진술에 옅게 들어가므로 합계가 사례 수보다 많습니다.",
    },
}  # fmt: skip


def by_outcome(held: Holdings, language: str) -> Picture:
    """The picture `outcomes`."""
    words = WORDS[language]
    given = [codes(case, "outcome") for case in returns(held.cases)]
    sole = Counter(found[0] for found in given if len(found) == 1)
    rival = Counter(code for found in given if len(found) > 1 for code in found)
    every = sorted({*sole, *rival}, key=lambda code: (-sole[code] - rival[code], code))
    rows = [(label("outcome", code, language), sole[code], rival[code]) for code in every]
    rows.append((words["none"], given.count([]), 0))
    top = rows[0]
    sheets = Sheets()
    return Picture(
        "outcomes",
        words["title"],
        words["finding"].format(
            cases=len(given), none=given.count([]), outcome=top[0], top=top[1] + top[2],
            rival=sum(1 for found in given if len(found) > 1),
        ),
        words["note"],
        (("outcome", words["outcome"]), ("sole", words["sole"]), ("rival", words["rival"])),
        tuple(rows),
        _chart(sheets, rows, words),
        sheets,
    )  # fmt: skip


def _chart(sheets: Sheets, rows: list[tuple[str, int, int]], words: Mapping[str, str]) -> alt.Chart | alt.LayerChart:
    values = [{"outcome": said, "kind": kind, "n": number} for said, *both in rows for kind, number in enumerate(both)]
    order = [row[0] for row in rows]
    y = alt.Y("outcome:N", sort=order, axis=alt.Axis(labelPadding=8, ticks=False))
    bars = (
        sheets.chart("outcomes", values)
        .mark_bar(stroke=INK)
        .encode(
            y=y,
            x=alt.X("n:Q", axis=alt.Axis(tickMinStep=1, format="d")),
            color=alt.Color("kind:O", scale=alt.Scale(domain=[0, 1], range=[DARK, PALE]), legend=None),
            strokeDash=alt.StrokeDash("kind:O", scale=alt.Scale(domain=[0, 1], range=[[1, 0], [3, 2]]), legend=None),
            order=alt.Order("kind:O"),
        )
    )
    totals = [{"outcome": said, "n": one + other} for said, one, other in rows]
    numbers = (
        sheets.chart("totals", totals)
        .mark_text(align="left", dx=5, fontWeight="bold")
        .encode(y=y, x=alt.X("n:Q"), text=alt.Text("n:Q"))
    )
    legend = key(sheets, [("square", DARK, words["sole"]), ("square", PALE, words["rival"])], 48)
    return framed(bars + numbers + legend, (480, len(rows) * 32), (230, 62, 44, 30))
