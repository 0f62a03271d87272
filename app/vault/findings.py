"""What a check of the vault can find. Names rows, never what is in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`where`: a table, and a row or changeset in it; `sentence`: what is wrong there."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"
