"""Making files beside a server: each in a child process with limits, two at a time, so that readers of pages do not wait for paper.

A file may wait for minutes. What is in it is chosen when its turn has come, and looked at once more when it is made: whoever is hidden
meanwhile is in no file that goes out.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from app.sharing.printing.job import Job, as_message

AT_ONCE = 2
WAITING = 8
SECONDS = 90.0
TIMES = 2
"""So often a file is made whose lines move while it is being made."""
_KEPT = ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "TMPDIR", "PYTHONPATH")


class PressBusy(Exception):
    """Too many files are being made, this one took too long, or what is in it went on moving. Try again later."""


class PressRefused(Exception):
    """The file cannot be made; the sentence says why."""


def _nothing() -> None:
    """What a job is chosen from that is there already and stays as it is."""


@dataclass(slots=True)
class Press:
    """One for each application."""

    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    waiting: int = 0

    async def make(self, job: Callable[[], Job], chosen_from: Callable[[], object] = _nothing) -> bytes:
        """The file. PressBusy or PressRefused.

        `job`: gives what is to be made, of what is there at that moment. `chosen_from`: says of what it was chosen; if it says
        otherwise when the file is made, that is not given to anybody.
        """
        if self.waiting >= WAITING:
            raise PressBusy
        self.waiting += 1
        try:
            async with self.turns:
                return await _still_as_chosen(job, chosen_from)
        finally:
            self.waiting -= 1


async def _still_as_chosen(job: Callable[[], Job], chosen_from: Callable[[], object]) -> bytes:
    for _ in range(TIMES):
        before = chosen_from()
        made = await _in_child(json.dumps(as_message(job()), ensure_ascii=False).encode())
        if chosen_from() == before:
            return made
    raise PressBusy


async def _in_child(message: bytes) -> bytes:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    child = await asyncio.create_subprocess_exec(

        sys.executable, "-m", "app.sharing.printing.child", env=environment,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        out, _ = await asyncio.wait_for(child.communicate(message), SECONDS)
    except TimeoutError:
        raise PressBusy from None
    finally:
        if child.returncode is None:  # it took too long, or the reader went away
            child.kill()
            await child.wait()
    if out[:1] == b"+":
        return out[1:]
    if out[:1] == b"-":
        raise PressRefused(out[1:].decode())
    raise PressRefused("The list is too large to be printed in one file. Narrow it, or take CSV.")
