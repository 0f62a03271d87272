"""A person's name as it stands on a list. What a source printed is never completed, corrected or re-ordered.

The family name is set in capitals only where the Hangul form proves which word it is: sources print it first or
last, and a guess would put a wrong name into somebody's mouth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

FAMILIES: Mapping[str, frozenset[str]] = MappingProxyType({
    hangul: frozenset(latin.split())
    for hangul, latin in {
        "김": "kim gim", "이": "lee yi rhee i", "리": "ri lee rhee", "박": "park pak bak", "최": "choi choe",
        "정": "jung jeong chung jong chong", "강": "kang gang", "조": "cho jo", "윤": "yoon yun", "장": "jang chang",
        "임": "lim im rim", "림": "rim lim", "한": "han", "오": "oh o", "서": "seo suh so", "신": "shin sin",
        "권": "kwon gwon", "황": "hwang", "안": "ahn an", "송": "song", "류": "ryu yoo", "유": "yoo yu ryu",
        "홍": "hong", "전": "jeon jun chon jon", "고": "ko koh go", "문": "moon mun", "양": "yang", "손": "son sohn",
        "배": "bae pae", "백": "baek paek", "허": "heo hur ho huh", "노": "noh roh no", "로": "ro roh", "남": "nam",
        "심": "sim shim", "하": "ha", "주": "joo ju chu", "구": "koo gu ku", "곽": "kwak gwak", "성": "sung seong song",
        "차": "cha", "우": "woo u", "진": "jin chin", "지": "ji chi", "엄": "eom om um", "원": "won",
        "천": "cheon chon",
        "방": "bang pang", "현": "hyun hyeon hyon", "변": "byun byeon pyon", "량": "ryang", "려": "ryo ryeo",
    }.items()
})  # fmt: skip
_WHOLE_HANGUL = re.compile(r"[가-힣]{2,4}")


def latin_form(name: Mapping[str, Any], form: str) -> str:
    """The Latin form, its family name in capitals where that is sure; a form `as_published` stays exactly as
    printed.
    """
    latin: str = name.get("latin") or ""
    if form == "as_published" or not _WHOLE_HANGUL.fullmatch(name.get("hangul") or ""):
        return latin
    first, blank, rest = latin.partition(" ")
    family = FAMILIES.get(name["hangul"][0], frozenset())
    return f"{first.upper()} {rest}" if blank and first.casefold() in family else latin


def printed_name(name: Mapping[str, Any] | None, form: str, language: str) -> str:
    """Latin and Hangul together, the reader's script first; empty where this edition prints no name."""
    if not name:
        return ""
    latin, hangul = latin_form(name, form), name.get("hangul") or ""
    first, second = (hangul, latin) if language == "ko" else (latin, hangul)
    if first and second:
        return f"{first} ({second})"
    return first or second or name.get("other") or ""
