"""Who may agree to whose access, and when it is enough. Pure; the state machine in tests walks it.

Researcher: one steward. Vetted: two people, a steward at least among them. Nobody speaks for themselves, and a word counts
only while the one who gave it still may give it and what was asked is still what was agreed to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from app.accounts.roles import APPROVERS, Person, Role
from app.codebook.levels import Level

LONGEST: Mapping[Level, timedelta] = MappingProxyType(
    {Level.RESEARCHER: timedelta(days=365), Level.VETTED: timedelta(days=90)}
)
"""How long a grant may last; a renewal is a new request."""
VOICES: Mapping[Level, int] = MappingProxyType({Level.RESEARCHER: 1, Level.VETTED: 2})
"""How many other people have to agree."""
AGREE, REFUSE = "agree", "refuse"


class NotAllowed(Exception):
    """What was tried is against the rules; the text says which, for a person."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the rules see it. `digest`: over all that is asked for."""

    id: str
    asker: str
    level: Level
    ends_at: datetime
    digest: bytes
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Voice:
    """One person's word on a request. `digest`: what they read when they gave it."""

    by: str
    verdict: str
    digest: bytes


def check_ask(person: Person, level: Level, ends_at: datetime, at: datetime) -> None:
    """NotAllowed unless the person may ask for the level until `ends_at`."""
    if level not in LONGEST:
        raise NotAllowed("Only researcher and vetted access can be asked for.")
    if not person.open:
        raise NotAllowed("This account is closed.")
    if level is Level.VETTED and not person.factor:
        raise NotAllowed("Set up a second factor first: vetted access needs one.")
    if not at < ends_at <= at + LONGEST[level]:
        raise NotAllowed(
            f"Researcher access ends after at most {LONGEST[Level.RESEARCHER].days} days, vetted access after"
            f" {LONGEST[Level.VETTED].days}; it can be asked for again."
        )


def check_voice(person: Person, asked: Asked, digest: bytes, at: datetime) -> None:
    """NotAllowed unless the person may speak on the request as it stands."""
    if asked.state != "open" or at >= asked.ends_at:
        raise NotAllowed("This request is not open any more.")
    if person.id == asked.asker:
        raise NotAllowed("Nobody approves their own request.")
    if not may_speak(person, asked.level):
        raise NotAllowed("This request is for others to decide.")
    if digest != asked.digest:
        raise NotAllowed("The request was changed since you read it; read it again.")


def may_speak(person: Person, level: Level) -> bool:
    """Whether the person's word counts now for a request of the level."""
    speakers = APPROVERS if level is Level.VETTED else {Role.STEWARD}
    return person.open and person.factor and bool(person.roles & speakers)


def enough(asked: Asked, voices: Iterable[Voice], people: Mapping[str, Person]) -> bool:
    """Whether the voices that count now are enough: different people, none of them the asker, a steward among them."""
    agreed = {v.by for v in voices if v.verdict == AGREE and v.digest == asked.digest and v.by != asked.asker}
    counted = [people[by] for by in agreed if by in people and may_speak(people[by], asked.level)]
    return len(counted) >= VOICES[asked.level] and any(Role.STEWARD in p.roles for p in counted)
