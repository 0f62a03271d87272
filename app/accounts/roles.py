"""Roles and clearance, apart: a role says what one may do, clearance what one may see. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.codebook.levels import Level


class Role(StrEnum):
    """What somebody may do. None of them clears for any level."""

    EDITOR = "editor"
    REVIEWER = "reviewer"
    STEWARD = "steward"


APPROVERS = frozenset({Role.REVIEWER, Role.STEWARD})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the rules see them. `open`: neither closed nor past the account's end. `factor`: a confirmed TOTP."""

    id: str
    roles: frozenset[Role]
    open: bool
    factor: bool


@dataclass(frozen=True, slots=True)
class Grant:
    """Clearance for a level within [`starts_at`, `ends_at`), unless revoked."""

    id: str
    level: Level
    starts_at: datetime
    ends_at: datetime
    revoked_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        return self.revoked_at is None and self.starts_at <= at < self.ends_at


def clearance(person: Person, grants: Iterable[Grant], at: datetime) -> Grant | None:
    """The grant of the highest level in force, the longest of several; None is `public`. No role adds to it.

    Without a confirmed second factor nothing at `vetted` counts.
    """
    held = [g for g in grants if person.open and g.holds(at) and (person.factor or g.level < Level.VETTED)]
    return max(held, key=lambda g: (g.level, g.ends_at), default=None)


def roles_of(codes: Iterable[str]) -> frozenset[Role]:
    """ValueError for a role that there is not."""
    return frozenset(Role(code) for code in codes)
