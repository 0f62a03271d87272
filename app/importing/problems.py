"""What can be wrong with a batch: where, which kind, a sentence for a person, and what to do about it."""

from __future__ import annotations

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

    def __str__(self) -> str:
        where = ", ".join(filter(None, [self.file, f"row {self.row}" if self.row else "", self.column]))
        return f"{where}: {self.sentence} [{self.code}]" + (f" {self.suggestion}" if self.suggestion else "")


class BatchRefused(Exception):
    """The batch has faults; nothing was written. `problems` are all of them, in the order of the files."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__(f"{len(self.problems)} faults; nothing was written")
