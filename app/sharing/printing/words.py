"""The wording that only printed lists have, in all languages of lists."""

from __future__ import annotations

from collections.abc import Mapping

from app.sharing.tongues import with_others

PRINT: Mapping[str, Mapping[str, str]] = with_others(
    {
        "en": {
            "list": "List {number}", "frozen": "frozen on {date}", "address": "Whether this list still holds: {address}",
            "hash": "SHA-256: {sha256}",
            "struck": "Lines not to be read from older prints: {lines}", "changed": "Lines changed since: {lines}",
            "reader": "Reader {number} of {of}", "city": "City {number} of {of}", "lines": "lines {first} to {last}",
            "before": "read before: {n}", "next": "next: reader {number}", "last": "last reader",
            "spare": "Spare reader: reads for whoever is missing, and holds the whole script.", "cut": "{n}",
            "proposed": "proposed", "annex": "Annex", "to": "To: {}", "number": "No.", "name": "Name", "age": "Age",
            "returned": "Return", "sources": "Sources", "ground": "Ground", "no_sources": "sources withheld here",
            "method": "How this list was made",
            "note": "Each line is one person in one return. Everything comes from public sources. Where sources differ, all "
                    "versions are given; what nobody assessed stays not assessed. Whoever is not named is described.",
            "people": "People on lines of their own: {}",
        },
        "ko": {
            "list": "명단 {number}", "frozen": "{date} 고정", "address": "이 명단이 아직 유효한지 확인: {address}",
            "hash": "SHA-256: {sha256}", "struck": "이전 인쇄본대로 읽지 말 줄: {lines}", "changed": "그 뒤 바뀐 줄: {lines}",
            "reader": "낭독자 {number} / {of}", "city": "도시 {number} / {of}", "lines": "{first}~{last}번",
            "before": "앞서 읽은 줄: {n}", "next": "다음: 낭독자 {number}", "last": "마지막 낭독자",
            "spare": "예비 낭독자: 오지 못한 사람을 대신해 읽습니다. 원고 전체를 가집니다.", "cut": "{n}",
            "proposed": "제안", "annex": "부속 문서", "to": "수신: {}", "number": "번호", "name": "이름", "age": "나이",
            "returned": "송환", "sources": "출처", "ground": "근거", "no_sources": "출처는 여기서 밝히지 않음",
            "method": "이 명단을 만든 방법",
            "note": "한 줄은 한 사람의 한 차례 송환입니다. 모든 내용은 공개된 출처에서 왔습니다. 출처가 서로 다르면 모두 "
                    "적었고, 평가하지 않은 것은 미평가로 두었습니다. 이름을 밝히지 않는 사람은 묘사로 적었습니다.",
            "people": "개별 항목으로 실린 사람: {}",
        },
    },
    "print",
)  # fmt: skip
