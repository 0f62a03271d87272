"""Why a name matched, in words: one sentence for each code of app.names.why."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.web.problems import N_

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "as_written": N_("the name as it is recorded"),
        "same_hangul": N_("the same name in Hangul"),
        "initial_sound_law": N_("the same name, Northern and Southern spelling of its first sound"),
        "spelling": N_("a spelling of the same name"),
        "two_spellings": N_("two spellings that may be of one name"),
        "similar_spelling": N_("a similar spelling; perhaps another name"),
        "sino_korean_reading": N_("the Korean reading of the Chinese characters"),
        "same_characters": N_("the same Chinese characters"),
        "simplified_characters": N_("the same Chinese characters, simplified or traditional"),
        "other_characters": N_("other Chinese characters; perhaps another name"),
        "pinyin": N_("the Chinese reading of the name"),
        "vietnamese": N_("the Vietnamese reading of the name"),
        "cyrillic": N_("the name in Cyrillic letters"),
        "one_letter_off": N_("differs by one letter; perhaps another name"),
        "other_syllable": N_("differs by a syllable; perhaps another name"),
        "given_name_only": N_("the given name alone"),
        "family_name_only": N_("the family name alone"),
        "masked_name": N_("fits what the masked name shows"),
    }
)


def matched(document: Mapping[str, Any]) -> str:
    """The sentence for a case found by name, in English, to be translated; empty for any other."""
    found = document.get("match")
    return "" if found is None else SENTENCES[found["why"]]
