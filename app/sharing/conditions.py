"""Conditions of a query in words, beside codes and years: what is left out, days, ages, what is known and what is not."""

from __future__ import annotations

from app.sharing.days import day_in_words
from app.sharing.labels import field_label, field_terms

_WORDS = {
    "en": {
        "not": "{0}: not {1}", "returned_after": "returned on {0} or later", "returned_before": "returned on {0} or before",
        "seized_after": "seized on {0} or later", "seized_before": "seized on {0} or before", "certain": "certainly within these days",
        "age_min": "may have been {0} or older", "age_max": "may have been {0} or younger", "has": "{0}: known",
        "lacks": "{0}: not assessed", "withheld": "{0}: withheld here",
    },
    "ko": {
        "not": "{0}: {1} 제외", "returned_after": "{0} 이후 송환", "returned_before": "{0} 이전 송환",
        "seized_after": "{0} 이후 체포", "seized_before": "{0} 이전 체포", "certain": "확실히 이 기간 안",
        "age_min": "{0}세 이상일 수 있음", "age_max": "{0}세 이하일 수 있음", "has": "{0}: 알려짐",
        "lacks": "{0}: 미평가", "withheld": "{0}: 여기서는 밝히지 않음",
    },
}  # fmt: skip


def condition_in_words(name: str, value: str, language: str) -> str:
    """One parameter of a query, such as `sex.not=female`, as a phrase."""
    words = _WORDS[language]
    field, _, negated = name.partition(".")
    if negated:
        return words["not"].format(field_label(field, language), field_terms(field, [value], language))
    if name == "date_match":
        return words["certain"]
    if name.endswith(("_after", "_before")):
        return words[name].format(day_in_words(value, language))
    return words[name].format(value if name.startswith("age") else field_label(value, language))
