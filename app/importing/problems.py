"""What can be wrong with a batch: where, which kind, a sentence for a person, and what to do about it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault. `row` is the line number a spreadsheet shows (the header is 1); 0 means the file as a whole."""

    file: str
    row: int
    column: str
    code: str
    sentence: str
    suggestion: str = ""

    @property
    def lost_rows(self) -> bool:
        """Whether rows of the file could not be read: the fault is that of a line or of the file, not of a cell."""
        return self.row <= 1 or not self.column

    def __str__(self) -> str:
        where = ", ".join(filter(None, [self.file, f"row {self.row}" if self.row else "", self.column]))
        return f"{where}: {self.sentence} [{self.code}]" + (f" {self.suggestion}" if self.suggestion else "")


class BatchRefused(Exception):
    """The batch has faults; nothing was written. `problems` are all of them, in the order of the files."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__(f"{len(self.problems)} faults; nothing was written")


def nearest(word: str, known: Iterable[str]) -> str:
    """A suggestion, if one of the known words is close."""
    near = difflib.get_close_matches(word, list(known), 1)
    return f"Did you mean {str(near[0])!r}?" if near else ""
