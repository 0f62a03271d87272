"""Names as transit states write them: recall over spellings made by rule from recorded Hangul and characters.

usage: transit.py POPULATION.csv [--people N]

The rules here are written apart from the search's own tables: Kontsevich's system for Russian, Sino-Vietnamese readings (Unihan, which the
search reads too, so this shows what the readings leave open and no more), and the Royal Thai letters for the usual Thai spellings.
No outside list of such spellings was at hand: rules flatter a search that knows them.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Callable
from pathlib import Path

from app.names import han, hangul
from app.names.evaluate import evaluate, indexed, recorded_forms
from app.names.mistyped import warm

Row = dict[str, str]


def _row(letters: str) -> list[str]:
    """Letters by jamo number; `-` is none."""
    return letters.split()


_RU_FIRST = _row("к кк н т тт р м п пп с сс - ч чч чх кх тх пх х")
_RU_VOICED = _row("г кк н д тт р м б пп с сс - дж чч чх кх тх пх х")
_RU_VOWELS = _row("а э я йэ о е ё йе о ва вэ ве ё у во ве ви ю ы ый и")
_RU_FINALS = _row("- к к к н н н т ль к м ль ль ль п ль м п п т т н т т к т п т")
_TH_INITIALS = _row("k kk n t tt r m p pp s ss - ch ch ch kh th ph h")
_TH_VOWELS = _row("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu ue ui i")
_TH_FINALS = _row("- k k k n n n t n k m n n n p n m p p t t ng t t k t p t")
_VOICING = frozenset({0, 4, 8, 16, 21})
"""After no final, ㄴ, ㄹ, ㅁ or ㅇ a plain stop is voiced."""


def russian(name: str, dice: random.Random) -> str:
    """Kim Yŏngch'ŏl as Ким Ёнчхоль or, as newspapers of the North have it, Ким Ён Чхоль."""
    apart = dice.random() < 0.5
    family, given = name[0], name[1:]
    words = [family, *given] if apart else [family, given]
    return " ".join(_written(word, _RU_FIRST, _RU_VOICED, _RU_VOWELS, _RU_FINALS) for word in words).title()


def thai(name: str, dice: random.Random) -> str:
    """Royal Thai letters; ㄱ at the head of a name is aspirated, as in คิม."""
    head = "kh" if hangul.split(name[0])[0] == 0 else None
    family = _written(name[0], _TH_INITIALS, _TH_INITIALS, _TH_VOWELS, _TH_FINALS)
    family = head + family[1:] if head else family
    parts = [_written(char, _TH_INITIALS, _TH_INITIALS, _TH_VOWELS, _TH_FINALS) for char in name[1:]]
    return f"{family} {dice.choice(('', '-', ' ')).join(parts)}".title()


def vietnamese(characters: str, _: random.Random) -> str | None:
    """Each character in its first Sino-Vietnamese reading; None where one has none."""
    known = han.characters()
    if not all(char in known and known[char].vietnamese for char in characters):
        return None
    return " ".join(known[char].vietnamese[0] for char in characters).title()


def _written(word: str, first: list[str], later: list[str], vowels: list[str], finals: list[str]) -> str:
    text, before = "", -1
    for char in word:
        initial, vowel, final = hangul.split(char)
        letters = (later if before in _VOICING else first)[initial]
        text += "".join(part for part in (letters, vowels[vowel], finals[final]) if part != "-")
        before = final
    return text


def queries(rows: list[Row], column: str, write: Callable[[str, random.Random], str | None]) -> list[tuple[str, str]]:
    """(person, text) for people who are recorded in the column."""
    dice = random.Random(11)
    chosen = [row for row in rows if row[column] and len(row[column]) == 3]
    dice.shuffle(chosen)
    made = ((row["id"], write(row[column], dice)) for row in chosen)
    return [(person, text) for person, text in made if text]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("population", type=Path)
    parser.add_argument("--people", type=int, default=300)
    args = parser.parse_args()
    with args.population.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    index = indexed(recorded_forms(rows))
    warm()
    kinds = (("cyrillic", "hangul", russian), ("thai_english", "hangul", thai), ("vietnamese", "hanja", vietnamese))
    print("kind            n    R@1   R@10  candidates")
    for kind, column, write in kinds:
        asked = queries(rows, column, write)[: args.people]
        found = list(evaluate(index, asked))
        first = sum(one.people[:1] == [one.query_id] for one in found)
        ten = sum(one.query_id in one.people[:10] for one in found)
        size = max(len(found), 1)
        print(
            f"{kind:13} {len(found):4}  {first / size:.3f}  {ten / size:.3f}  {sum(one.fetched for one in found) / size:.1f}"
        )


if __name__ == "__main__":
    main()
