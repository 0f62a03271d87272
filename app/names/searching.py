"""Search by name: a few equality look-ups, then a ranking that says why.

Three steps, each taken only if the one before found nothing that fits well: the text as Korean, as Pinyin or
Sino-Vietnamese, and with one slip of the finger. Nothing here merges people: near names are ranked apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.names import cells, slips
from app.names.comparing import Fit, best_score, fit
from app.names.index import Form, NameIndex
from app.names.keys import foreign_keys, korean_keys
from app.names.reading import Reading
from app.names.readings import chinese_readings, korean_readings

MAX_FORMS = 500
GOOD_LOSS = 6.0
HOPELESS_LOSS = 24.0


@dataclass(slots=True)
class Found:
    """What a search has fetched and fitted so far."""

    fetched: int = 0
    capped: bool = False
    best: dict[str, tuple[Form, Fit]] = field(default_factory=dict)

    def take(self, forms: Iterable[Form], readings: list[Reading]) -> None:
        """Fit forms; each person keeps the best."""
        for form in forms:
            one = fit(readings, form.text)
            if one and (form.person not in self.best or self.best[form.person][1].score < one.score):
                self.best[form.person] = (form, one)

    def top(self) -> float:
        """The best score so far."""
        return max((one.score for _, one in self.best.values()), default=float("-inf"))
