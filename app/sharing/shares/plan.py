"""A reading by the clock: who reads which lines from when to when, how many were read by then, and who comes next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.sharing.shares.pace import USUAL
from app.sharing.shares.split import fewest_shares, split

MOST_SHARES = 500
MOST_MINUTES = 1_440
A_MINUTE, A_DAY = 60_000, 86_400_000
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Asked:
    """How a list is to be shared: among `readers` one after the other, or `cities` at the same time, or so many that none
    reads longer than `minutes`. With both readers and minutes, the whole reading is measured against the minutes.
    """

    readers: int | None = None
    cities: int | None = None
    minutes: int | None = None
    pace: int = USUAL
    start: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """One reader's lines, by their numbers. Times as HH:MM:SS of the day, or from 00:00:00 where no start is given.

    `read_before`: lines read when this share begins; `next_reader`: its number, None for the last and between cities.
    """

    number: int
    first: int
    last: int
    ms: int
    begins: str
    ends: str
    read_before: int
    next_reader: int | None

    @property
    def lines(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Plan:
    """`spare`: the number of the share that has no lines of its own; who holds it has the whole script and steps in.

    `fits`: whether the reading ends within the minutes asked for; None where that was not asked.
    """

    shares: tuple[Share, ...]
    spare: int
    total_ms: int
    longest_ms: int
    fits: bool | None
    together: bool


class BadShares(ValueError):
    """A list cannot be shared like this; the sentence says why. `parameter` is at fault."""

    def __init__(self, parameter: str, sentence: str) -> None:
        super().__init__(sentence)
        self.parameter = parameter


def planned(costs: Sequence[int], groups: Sequence[str], asked: Asked, families: Sequence[str] = ()) -> Plan:
    """The shares of lines that take `costs` milliseconds each; `groups` and `families` as for `split`. BadShares says what cannot be."""
    together = asked.cities is not None
    parts = split(costs, groups, _how_many(costs, asked), families)
    begins = _begin(asked.start)
    shares: list[Share] = []
    for number, part in enumerate(parts, 1):
        ms = sum(costs[part.start : part.stop])
        read = 0 if together else part.start
        follows = None if together or number == len(parts) else number + 1
        shares.append(Share(number, part.start + 1, part.stop, ms, clock(begins), clock(begins + ms), read, follows))
        begins += 0 if together else ms
    lengths = [share.ms for share in shares]
    total = max(lengths, default=0) if together else sum(lengths)
    fits = None if asked.minutes is None else total <= asked.minutes * A_MINUTE
    alone = asked.readers is None and asked.cities is None
    return Plan(tuple(shares), len(shares) + 1, total, max(lengths, default=0), None if alone else fits, together)


def clock(ms: int) -> str:
    """Milliseconds since midnight as HH:MM:SS, rounded up to a second; after midnight it begins anew."""
    seconds = -(-(ms % A_DAY) // 1000) % (A_DAY // 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _how_many(costs: Sequence[int], asked: Asked) -> int:
    if asked.readers is not None and asked.cities is not None:
        raise BadShares("cities", "Give either readers or cities, not both.")
    given = asked.readers or asked.cities
    if given is not None:
        return given
    if asked.minutes is None:
        return 1
    try:
        needed = fewest_shares(costs, asked.minutes * A_MINUTE) if costs else 1
    except ValueError:
        raise BadShares("minutes", "One line alone takes longer than that.") from None
    if needed > MOST_SHARES:
        raise BadShares("minutes", "That would need more than 500 readers; give them more minutes.")
    return needed


def _begin(start: str) -> int:
    if not start:
        return 0
    found = _CLOCK.fullmatch(start) if start.isascii() else None
    if found is None:
        raise BadShares("start", "It is a time of day such as 18:30.")
    return (int(found[1]) * 60 + int(found[2])) * A_MINUTE
