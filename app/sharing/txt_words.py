"""The fixed wording of a list to read aloud, and its header, in the languages of the house."""

from __future__ import annotations

from dataclasses import dataclass

from app.codebook.levels import Level
from app.sharing.days import day_in_words
from app.sharing.filters import filters_in_words
from app.sharing.info import ListInfo
from app.sharing.labels import label
from app.sharing.others import number_in_words
from app.sharing.tally import Tally
from app.sharing.tongues import OTHERS, tongue


@dataclass(frozen=True, slots=True)
class Words:
    """Frames with the value left open."""

    title: str
    submission: str
    above: str
    edition: str
    copied: str
    filters: str
    no_filters: str
    people: str
    children: str
    older: str
    by_some: str
    others: str
    from_state: str
    to_state: str
    feared: str
    seized: str
    undated: str
    source: str
    sources: str
    no_source: str
    disputed: str
    check: str


WORDS = {
    "en": Words(
        title="Casebook: a list to be read aloud",
        submission="Casebook: a list for a submission to the United Nations",
        above="From the {} edition, which is not public. Made for the submission alone: it is not read aloud, and nobody else is given it.",
        edition="Edition {number} of {date}",
        copied="Edition {content} (a copy without number and date)",
        filters="Chosen by: {}",
        no_filters="Chosen by: no filter",
        people="People on lines of their own: {people} (returns: {cases})",
        children="Children at the time: {}",
        older="Older people (60 or older): {}",
        by_some="{sure}; by some accounts also {more}",
        others="Others whose names are not known: {}",
        from_state="from {}",
        to_state="to {}",
        feared="return to {} feared",
        seized="seized: {}",
        undated="date not known",
        source="1 source",
        sources="{} sources",
        no_source="sources withheld here",
        disputed="disputed",
        check=(
            "Before reading aloud, compare this list with the current edition: "
            "somebody may have escaped, or asked not to be named."
        ),
    ),
    "ko": Words(
        title="케이스북: 낭독 명단",
        submission="케이스북: 유엔 제출용 명단",
        above="공개되지 않은 “{}” 판에서 만든 명단입니다. 제출만을 위한 것이므로 낭독하지 말고 다른 누구에게도 건네지 마십시오.",
        edition="제{number}판, {date}",
        copied="판 {content} (번호와 날짜가 없는 사본)",
        filters="선택 조건: {}",
        no_filters="선택 조건: 없음",
        people="개별 항목으로 실린 사람: {people}명 (송환 {cases}건)",
        children="당시 아동: {}명",
        older="고령자(60세 이상): {}명",
        by_some="{sure}명, 일부 진술에 따르면 추가로 {more}",
        others="그 밖에 이름이 알려지지 않은 사람: {}",
        from_state="{}에서",
        to_state="{}",
        feared="{} 송환 우려",
        seized="체포: {}",
        undated="날짜 미상",
        source="출처 1건",
        sources="출처 {}건",
        no_source="출처는 여기서 밝히지 않음",
        disputed="진술이 엇갈림",
        check=(
            "낭독하기 전에 현재 판과 대조하십시오. 그사이 탈출했거나 이름을 알리지 않기를 원하는 분이 있을 수 있습니다."
        ),
    ),
}

WORDS.update({language: Words(**tongue(language)["words"]) for language in OTHERS})


def towards(state: str, frame: str) -> str:
    """The direction of a return; Korean adds 로 after a vowel or ㄹ, and 으로 after any other final consonant."""
    last = ord(state[-1]) - ord("가")
    if not 0 <= last <= ord("힣") - ord("가"):
        return frame.format(state)
    return f"{state}{'로' if last % 28 in (0, 8) else '으로'}"


def title_of(info: ListInfo, language: str) -> str:
    """What the list is for."""
    words = WORDS[language]
    return words.submission if info.purpose == "un_submission" else words.title


def heading(info: ListInfo, counted: Tally, language: str) -> list[str]:
    """The lines above the first section."""
    words, public = WORDS[language], info.level == Level.PUBLIC.code
    said = "; ".join(filters_in_words(info.terms, info.years, info.sections, language, info.own))
    lines = [
        title_of(info, language),
        _edition(info, words, language),
        *([] if public else [words.above.format(label("level", info.level, language))]),
        words.filters.format(said) if said else words.no_filters,
        "",
        words.people.format(people=counted.people, cases=counted.cases),
        words.children.format(_some(counted.children, counted.children_by_some, words)),
        words.older.format(_some(counted.older, counted.older_by_some, words)),
    ]
    if counted.others_low or counted.others_high or counted.others_high is None:
        lines.append(words.others.format(number_in_words(counted.others_low, counted.others_high, language)))
    return [*lines, "", words.check] if public else lines


def _edition(info: ListInfo, words: Words, language: str) -> str:
    if info.number is None or info.date is None:
        return words.copied.format(content=info.content[:12])
    return words.edition.format(number=info.number, date=day_in_words(info.date, language))


def _some(sure: int, more: int, words: Words) -> str:
    return words.by_some.format(sure=sure, more=more) if more else str(sure)
