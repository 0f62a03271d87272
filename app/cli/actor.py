"""Who sits at the terminal: the owner of the process, as the operating system says it, not as the environment does."""

from __future__ import annotations

import os
import pwd

from app.codebook.levels import Level
from app.editing.people import Person, Role


def local_actor() -> str:
    """The actor id of this process's owner. Under `sudo` to root it is root: two people need two accounts."""
    try:
        return f"local:{pwd.getpwuid(os.getuid()).pw_name}"
    except KeyError:
        return f"local:{os.getuid()}"


def local_person() -> Person:
    """Whoever holds the home holds its keys, and so sees and may do everything but approve what they wrote."""
    return Person(local_actor(), frozenset(Role), Level.SEALED)


def local_roster(actor: str) -> Person | None:
    """Other people of this machine are reviewers like this one; anybody else is unknown here."""
    return Person(actor, frozenset(Role), Level.SEALED) if actor.startswith("local:") else None
