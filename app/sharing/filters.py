"""A list's filters in words, so that a printed list says what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from app.sharing.days import month_and_day
from app.sharing.labels import field_label, field_terms, label, labels, province_label
from app.sharing.tongues import OTHERS, tongue, with_others

Terms = Sequence[tuple[str, Sequence[str]]]
_YEARS = with_others(
    {
        "en": {
            "one": "returned in {0}",
            "both": "returned from {0} to {1}",
            "from": "returned in {0} or later",
            "to": "returned in {1} or before",
        },
        "ko": {"one": "{0}년 송환", "both": "{0}~{1}년 송환", "from": "{0}년 이후 송환", "to": "{1}년 이전 송환"},
    },
    "filters",
)
_SECTION = {"en": "Section", "ko": "구분", **{one: tongue(one)["filters"]["section"] for one in OTHERS}}

_OWN = with_others(
    {
        "en": {
            "event": "Return: {}", "children": "children at the time", "older": "older people", "day": "returned on {}",
            "province": "people from {}", "origin": "place of origin has “{}”", "floor": "verification: {} or more",
            "purpose": "people whose decisions allow submission to the United Nations",
            "order_name": "in order of names", "order_state": "by the state that returned them",
        },
        "ko": {
            "event": "송환 사건: {}", "children": "당시 아동", "older": "고령자", "day": "{} 송환",
            "province": "{} 출신", "origin": "출신지에 “{}” 포함", "floor": "검증 수준: {} 이상", "purpose": "유엔 제출이 허용된 사람",
            "order_name": "이름순", "order_state": "송환국순",
        },
    },
    "filters",
)  # fmt: skip


def filters_in_words(
    terms: Terms,
    years: tuple[int | None, int | None],
    sections: Sequence[str],
    language: str,
    own: Sequence[tuple[str, str]] = (),
) -> list[str]:
    """One phrase a filter, such as "Returned to: North Korea"."""
    said = [f"{field_label(code, language)}: {field_terms(code, codes, language)}" for code, codes in terms]
    if years != (None, None):
        said.append(years_asked(years, language))
    if sections:
        said.append(f"{_SECTION[language]}: {labels('section', sections, language)}")
    return [*said, *(own_in_words(name, value, language) for name, value in own)]


def own_in_words(name: str, value: str, language: str) -> str:
    """A filter that only lists have. `event` comes with the label of the return."""
    frames = _OWN[language]
    if name == "people":
        return str(frames[value])
    if name in ("order", "purpose"):
        return str(frames["purpose" if name == "purpose" else f"order_{value}"])
    if name == "floor":
        return str(frames["floor"].format(label("verification", value, language)))
    if name == "province":
        return str(frames[name].format(province_label(value, language)))
    return str(frames[name].format(month_and_day(value, language) if name == "day" else value))


def years_asked(years: tuple[int | None, int | None], language: str) -> str:
    """The years of return asked for, in words."""
    low, high = years
    kind = "one" if low == high else "both" if low and high else "from" if low else "to"
    return str(_YEARS[language][kind].format(low, high))
