"""The error of the command line: a sentence for a person, what to do next, and an exit code."""

from __future__ import annotations


class Refused(Exception):
    """Nothing was done. `sentence` says why, `advice` what would help."""

    def __init__(self, sentence: str, advice: str = "", code: int = 1) -> None:
        super().__init__(sentence)
        self.sentence, self.advice, self.code = sentence, advice, code
