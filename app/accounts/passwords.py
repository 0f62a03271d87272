"""Passwords: Argon2id, one at a time, so that a crowd at the door never takes the machine from its readers.

Library defaults of argon2-cffi (RFC 9106, second recommended: 64 MiB, three passes), with one lane instead of four.
"""

from __future__ import annotations

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 256
MOST_WAITING = 24
"""More than that at once are told to come back: each would hold a thread."""
_hasher = PasswordHasher(parallelism=1)
_one_at_a_time = threading.Semaphore(1)
_waiting = threading.BoundedSemaphore(MOST_WAITING)


class Crowded(Exception):
    """Too many people are signing in at this moment."""


class UnfitPassword(ValueError):
    """A new password that is not taken; the text says why."""


def hash_password(password: str) -> str:
    """The hash to keep; UnfitPassword for one that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UnfitPassword(f"A password has {SHORTEST} to {LONGEST} letters.")
    with _turn():
        return _hasher.hash(_normal(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether it is the password. None stands for nobody: a hash is computed all the same, so that it takes as long."""
    with _turn():
        try:
            _hasher.verify(kept or _nobody(), _normal(password[: LONGEST + 1]))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


class _turn:  # noqa: N801  reads as a word in `with`
    def __enter__(self) -> None:
        if not _waiting.acquire(blocking=False):
            raise Crowded
        _one_at_a_time.acquire()

    def __exit__(self, *_: object) -> None:
        _one_at_a_time.release()
        _waiting.release()


def _normal(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


@cache
def _nobody() -> str:
    return _hasher.hash(b"the password of nobody")
