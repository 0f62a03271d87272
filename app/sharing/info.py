"""What a list says of itself: the edition it was taken from, and the filters by which."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListInfo:
    """`own`: the filters that only lists have, a return event by its label.

    `number` and `date` come from the edition's manifest; an edition file that was copied alone has neither.
    """

    level: str
    content: str
    number: int | None = None
    date: str | None = None
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    sections: tuple[str, ...] = ()
    own: tuple[tuple[str, str], ...] = ()
    purpose: str = "reading_aloud"

    @property
    def one_destination(self) -> bool:
        """Whether all lines are of returns to one and the same state."""
        return any(code == "receiving_state" and len(states) == 1 for code, states in self.terms)
