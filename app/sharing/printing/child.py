"""`python -m app.sharing.printing.child`: makes one file in a process of its own, with limits, and ends.

The job comes in as JSON; out goes one byte, `+` and the file or `-` and a sentence. It has no network use, no key, no edition.
"""

from __future__ import annotations

import json
import resource
import sys

from app.sharing.printing.job import from_message
from app.sharing.printing.make import made
from app.sharing.shares.plan import BadShares

MEMORY = 3 << 30
"""Bytes of address space: fonts are mapped, a list of 10,000 names needs a sixth of it."""
SECONDS = 60


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold names
    job = from_message(json.loads(sys.stdin.buffer.read()))
    try:
        answer = b"+" + made(job)
    except BadShares as fault:
        answer = f"-{fault.parameter}: {fault}".encode()
    except ValueError as fault:
        answer = f"-{fault}".encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
