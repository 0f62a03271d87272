"""The wording of the page from which one name at a time is read: all of it in the list's language, since it is held by who reads aloud."""

from __future__ import annotations

from collections.abc import Mapping

from app.sharing.tongues import with_others

SCREEN: Mapping[str, Mapping[str, str]] = with_others(
    {
        "en": {
            "line": "Line {number} of {of}", "struck": "This line was struck. Do not read it; go on to the next.",
            "proposed": "proposed", "names": "Names", "back": "Back", "next": "Next name", "end": "The end. Back to the list",
            "by_itself": "Go on by itself every # seconds", "stop": "Stop", "languages": "In another language",
        },
        "ko": {
            "line": "{of}줄 가운데 {number}번", "struck": "이 줄은 삭제되었습니다. 읽지 말고 다음으로 넘어가세요.",
            "proposed": "제안", "names": "이름", "back": "이전", "next": "다음 이름", "end": "끝. 명단으로 돌아가기",
            "by_itself": "#초마다 저절로 넘기기", "stop": "멈추기", "languages": "다른 언어로",
        },
    },
    "screen",
)  # fmt: skip
"""`#` in `by_itself` stands for the seconds; the page's script puts them in."""
