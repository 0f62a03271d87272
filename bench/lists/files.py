"""Ten thousand made-up names as a reading script and a workbook, each in a process of its own: seconds and peak memory.

`python -m bench.lists.files`; part of `make bench`. Issue 7 asks: script PDF in 10 s and 500 MiB, XLSX in 5 s.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time

from app.sharing.info import ListInfo
from app.sharing.printing.job import Job, as_message
from app.sharing.printing.sheet import Frozen, Mark
from app.sharing.shares.plan import Asked

LINES = 10_000
SYLLABLES = "가나다라마바사아자차카타파하김이박최정영수민호진경은혜"
JOBS = (
    ("pdf", "script", Asked(readers=100)),
    ("pdf", "list", None),
    ("xlsx", "list", None),
    ("docx", "list", None),
    ("csv", "list", None),
)


def main() -> None:
    frozen = _frozen()
    for kind, style, asked in JOBS:
        message = json.dumps(as_message(Job(frozen, kind, style, "en", asked))).encode()
        seconds, peak, size = _measured(message)
        print(f"lists: {LINES} lines as {kind} {style}: {seconds:.1f} s, peak {peak} MiB, {size / 1e6:.1f} MB")


def _measured(message: bytes) -> tuple[float, int, int]:
    """Wall seconds, peak resident MiB of that child alone, bytes of the file."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "app.sharing.printing.child"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdin is not None and child.stdout is not None  # noqa: PT018, S101
    child.stdin.write(message)
    child.stdin.close()
    size = len(child.stdout.read())
    _, _, used = os.wait4(child.pid, 0)
    return time.perf_counter() - begun, used.ru_maxrss // 1024, size


def _frozen() -> Frozen:
    dice = random.Random(7)
    lines = tuple(_line(n, dice) for n in range(LINES))
    mark = Mark(1, "ab" * 32, "2026-11-24", "https://casebook.example/lists/syntheticaddress")
    return Frozen(ListInfo("public", "cd" * 32, 1, "2026-11-24"), mark, tuple(range(1, LINES + 1)), lines)


def _line(n: int, dice: random.Random) -> dict[str, object]:
    return {
        "id": f"case{n}", "individual": f"person{n}", "event": f"event{n // 40}", "form": "full", "section": "returned",
        "name": {"latin": f"Synthetic Person {n}", "hangul": "".join(dice.choices(SYLLABLES, k=3)), "other": None},
        "age_at_return": {"low": 20 + n % 60, "high": 20 + n % 60, "minor": "no", "older": "no"}, "verification": "reported",
        "disputed": False, "source_count": 2, "returning_state": ["CN"], "receiving_state": ["KP"], "return_date": ["2023-10-09"],
    }  # fmt: skip


if __name__ == "__main__":
    main()
