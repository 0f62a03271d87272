"""`python -m app.accounts.hashing`: computes Argon2id in a process of its own, behind everybody else on the machine.

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
_hasher = PasswordHasher(parallelism=1)


def answered(line: str) -> str:
    """The answer to one request: `["hash", password]` or `["fits", password, kept]`, passwords as hexadecimal digits.

    `kept` is null for nobody; a hash is computed all the same, so that it takes as long.
    """
    what, password, *kept = json.loads(line)
    given = bytes.fromhex(password)
    return json.dumps(_hasher.hash(given) if what == "hash" else _fits(given, kept[0]))


def _fits(given: bytes, kept: str | None) -> bool:
    try:
        _hasher.verify(kept or _nobody(), given)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


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
