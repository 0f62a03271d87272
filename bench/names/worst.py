"""The slowest of odd and hostile texts through every public function of app.names, in milliseconds of processor time.

usage: worst.py [LIMIT]      exits 1 if any took longer than LIMIT (default 10), each text for the first time
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator

from app.names.aloud import reading_aid
from app.names.index import Form, MemoryIndex
from app.names.mistyped import warm
from app.names.parts import parts
from app.names.searching import search
from app.names.spelling import fold, keys, spellings
from app.names.storing import index_keys

PIECES = [
    "yeo",
    "yeon",
    "yong",
    "ng",
    "g",
    "eu",
    "oo",
    "hyeong",
    "kim",
    "lee",
    "park",
    "chol",
    "seong",
    "-o",
    "-u",
    "'",
    "un",
    "an",
    "ee",
    "woo",
    "ie",
    "rae",
    "ryong",
    "chae",
]
SIGNS = [
    "👩‍👩‍👧",
    "\u202e",
    "\u200f",
    "\u0301",
    "김",
    "영철",
    "金",
    "○",
    "Юн",
    "ngo",
    "\0",
    "ﬃ",
    "ᄀ",
    "ㅏ",
    "𠀀",
    "z" * 50,
    " ",
    ",",
    "-",
]


def texts(dice: random.Random) -> Iterator[str]:
    """Fixed extremes, then random ones."""
    for piece in (*PIECES, *SIGNS):
        yield piece * (10_000 // len(piece))
        yield " ".join([piece] * 5_000)[:10_000]
    for _ in range(1500):
        yield "".join(dice.choices([*PIECES, *SIGNS], k=dice.choice((3, 6, 12, 60))))
    for _ in range(1500):
        words = ["".join(dice.choices(PIECES, k=dice.randint(1, 6))) for _ in range(dice.randint(1, 6))]
        yield " ".join(words)


def main() -> None:
    """Print the slowest call of each function."""
    limit = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    index = MemoryIndex()
    for at, name in enumerate(["김영철", "Kim Yong-chol", "최선화", "金英哲", "Jin Yingzhe", "○영금"]):
        index.add(Form(at, str(at), name), index_keys(name))
    calls: list[Callable[[str], object]] = [fold, keys, spellings, index_keys, parts, reading_aid]

    def searched(text: str) -> object:
        return search(index, text)

    calls.append(searched)
    warm()
    for first in ("Kim Yongchlo", "Jin Yingzhe", "金英哲", "Kim Vinh Triet", "김뎡철", "Ким Ён Чхоль"):
        for call in calls:
            call(first)
    worst = [(0.0, "")] * len(calls)
    for text in texts(random.Random(5)):
        for at, call in enumerate(calls):
            begun = time.process_time()
            call(text)
            worst[at] = max(worst[at], ((time.process_time() - begun) * 1000, text[:60]))
    for call, (took, text) in zip(calls, worst, strict=True):
        print(f"{call.__name__:14} {took:7.2f} ms  {text!r}")
    sys.exit(max(worst)[0] > limit)


if __name__ == "__main__":
    main()
