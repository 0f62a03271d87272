"""Who acts: an opaque id, what they may do, and what they may see, as both are at this moment. Asked anew for every act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.codebook.levels import Level
from app.editing.errors import NotAllowed


class Role(StrEnum):
    """What somebody may do. None of these lets them see more."""

    EDITOR = "editor"
    REVIEWER = "reviewer"
    STEWARD = "steward"


@dataclass(frozen=True, slots=True)
class Person:
    """`id`: the opaque actor id. `clearance`: the highest level they may see."""

    id: str
    roles: frozenset[Role]
    clearance: Level


Roster = Callable[[str], Person | None]
"""Looks up who an actor id is now; None for somebody who may do nothing any more."""


def must_edit(person: Person) -> None:
    if Role.EDITOR not in person.roles:
        raise NotAllowed("Only an editor may do this.")


def may_review(person: Person | None) -> bool:
    return person is not None and Role.REVIEWER in person.roles


def must_review(person: Person) -> None:
    if not may_review(person):
        raise NotAllowed("Only a reviewer may do this.")
