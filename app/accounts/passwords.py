"""Passwords: Argon2id, one at a time and in a process behind all others, so that a crowd at the door waits and readers do not."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
import unicodedata
from typing import Any

SHORTEST, LONGEST = 12, 256
MOST_WAITING = 24
"""More than that at once are told to come back: each would hold a thread."""
PATIENCE = 5.0
_KEPT = ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "PYTHONPATH")
_one_at_a_time = threading.Semaphore(1)
_waiting = threading.BoundedSemaphore(MOST_WAITING)


class Crowded(Exception):
    """Too many people are signing in at this moment."""


class UnfitPassword(ValueError):
    """A new password that is not taken; the text says why."""


def hash_password(password: str, *about: str) -> str:
    """The hash to keep; UnfitPassword for one that is too short, too long, or among the first that others would try.

    It takes its time: never inside a transaction. `about`: what others know of the account, such as its sign-in name.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise UnfitPassword(f"A password has {SHORTEST} to {LONGEST} letters.")
    if _ask("guessed", password, *about):
        raise UnfitPassword(
            "This password is among the first that others would try. Take several words that do not belong together."
        )
    made: str = _ask("hash", password)
    return made


def fits(password: str, kept: str | None) -> bool:
    """Whether it is the password. None stands for nobody: a hash is computed all the same, so that it takes as long."""
    right: bool = _ask("fits", password[: LONGEST + 1], kept)
    return right


def _ask(what: str, password: str, *more: str | None) -> Any:
    if not _waiting.acquire(blocking=False):
        raise Crowded
    try:
        with _one_at_a_time:
            return _process.ask(json.dumps([what, _normal(password).hex(), *more]))
    finally:
        _waiting.release()


def _normal(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


class _Process:
    """The one process that hashes; started at the first question, and again should it have died."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None
        self._asker = 0
        atexit.register(self.close)

    def ask(self, question: str) -> Any:
        try:
            return self._asked(question)
        except (OSError, ValueError):  # it was killed; a second death in a row is a fault of ours
            self.close()
            return self._asked(question)

    def _asked(self, question: str) -> Any:
        if self._asker != os.getpid():  # after a fork the other process reads from this pipe, too
            self._child = None
        child = self._child or self._started()
        assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018  they were asked for
        child.stdin.write(question + "\n")
        child.stdin.flush()
        return json.loads(child.stdout.readline())

    def _started(self) -> subprocess.Popen[str]:
        self._asker = os.getpid()
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self._child = subprocess.Popen(
            [sys.executable, "-m", "app.accounts.hashing"], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return self._child

    def close(self) -> None:
        """End it: it stops when nobody can ask any more."""
        child, self._child = self._child, None
        if child is None or self._asker != os.getpid():
            return
        try:
            child.communicate(timeout=PATIENCE)
        except (subprocess.TimeoutExpired, OSError, ValueError):
            child.kill()
            child.communicate()


_process = _Process()
