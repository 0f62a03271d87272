"""Frozen lists of people who do not exist, for what is printed."""

from __future__ import annotations

from app.sharing.info import ListInfo
from app.sharing.printing.sheet import Frozen, Mark

ADDRESS = "https://casebook.example/lists/syntheticaddress"
MARK = Mark(41, "ab" * 32, "2026-11-24", ADDRESS)
INFO = ListInfo("public", "cd" * 32, 7, "2026-11-24", terms=(("receiving_state", ("KP",)),))


def line(key, name=None, **more):
    """A line with a name as (latin, hangul, other), or without one."""
    latin, hangul, other = name or (None, None, None)
    return {
        "id": key, "individual": f"per{key}", "event": "evsynthetic", "form": "full", "section": "returned",
        "name": {"latin": latin, "hangul": hangul, "other": other} if name else None, "verification": "reported",
        "disputed": False, "source_count": 2, "returning_state": ["CN"], "receiving_state": ["KP"], "return_date": ["2023-10-09"],
        **more,
    }  # fmt: skip


def frozen(lines, numbers=None, info=INFO, mark=MARK):
    return Frozen(info, mark, tuple(numbers or range(1, len(lines) + 1)), tuple(lines))


NAMES = (
    ("Synthetic Person", None, None), (None, "가상일", None), ("Kim Yŏng-ch'ŏl Ŭi", "김영철", None), (None, None, "董广平"),
    (None, None, "劉曉東"), (None, None, "さとうカナ"), (None, None, "Нұрлан Қасымов"), ("Nguyễn Thị Hương", None, None),
    (None, None, "สมชาย"), ("*bold* #evil $x$ \\ [x] <y> @z", None, None),
)  # fmt: skip
"""One of each script that a text read back can be compared in."""
UYGHUR = "ئابدۇراخمان يۈسۈپ"
HOSTILE = (
    ("A" * 60, None, None), ("Synthetic " * 20, None, None), (None, "가" * 60, None), (None, None, "ئ" * 60),
    (None, None, UYGHUR), ("e\u0301" * 60, None, None),
)  # fmt: skip
