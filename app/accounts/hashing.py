"""`python -m app.accounts.hashing`: computes Argon2id in a process of its own, behind everybody else on the machine, and reckons how
soon a new password would be guessed.

A line of JSON comes in, a line goes out, one after the other, until the pipe is closed. It holds no key and opens no file.
Parameters are the defaults of argon2-cffi (RFC 9106, second recommended: 64 MiB, three passes) with one lane instead of four.
That is above the minimum of OWASP's Password Storage Cheat Sheet (19 MiB, two passes, one lane).
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

BEHIND = 5
"""Niceness: a third of what a reader's process weighs. Much lower, and nobody would get in while the machine is busy."""
MOST_GUESSES = 10**8
"""Passwords among so many that others would try first are not taken: the 100,000 guesses of a patient one then find nothing."""
READ = 72
"""Letters of a password that are looked at for that: it takes quadratic time, and who writes more has written enough."""
OF_THE_HOUSE = ("casebook", "north korea", "repatriation", "북한", "송환")
_hasher = PasswordHasher(parallelism=1)


def answered(line: str) -> str:
    """The answer to one request: `["hash", password]`, `["fits", password, kept]` or `["guessed", password, words...]`, passwords as
    hexadecimal digits.

    `kept` is null for nobody; a hash is computed all the same, so that it takes as long. `words`: of the account itself.
    """
    what, password, *more = json.loads(line)
    given = bytes.fromhex(password)
    if what == "guessed":
        return json.dumps(_guessed(given.decode("utf-8", "surrogatepass"), more))
    return json.dumps(_hasher.hash(given) if what == "hash" else _fits(given, more[0]))


def _fits(given: bytes, kept: str | None) -> bool:
    try:
        _hasher.verify(kept or _nobody(), given)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def _guessed(password: str, words: list[str]) -> bool:
    """Whether it is among the first that others would try, who know the words of the account and of the house."""
    from zxcvbn import zxcvbn  # noqa: PLC0415  its lists of words are read when somebody chooses a password

    found = zxcvbn(password[:READ], user_inputs=[*OF_THE_HOUSE, *words], max_length=READ)
    return bool(found["guesses"] < MOST_GUESSES)


@cache
def _nobody() -> str:
    return _hasher.hash(b"the password of nobody")


def main() -> None:
    os.nice(BEHIND)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it, by closing the pipe
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold passwords
    _nobody()  # before the first question, or the first one about nobody would take twice as long
    for line in sys.stdin:
        sys.stdout.write(answered(line) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
