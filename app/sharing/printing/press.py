"""Making files beside a server: each in a child process with limits, two at a time, so that readers of pages do not wait for paper."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import dataclass, field

from app.sharing.printing.job import PLAIN, Job, as_message, plain_file

AT_ONCE = 2
WAITING = 8
SECONDS = 90.0
_KEPT = ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "TMPDIR", "PYTHONPATH")


class PressBusy(Exception):
    """Too many files are being made, or this one took too long. Try again later."""


class PressRefused(Exception):
    """The file cannot be made; the sentence says why."""


@dataclass(slots=True)
class Press:
    """One for each application."""

    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    waiting: int = 0

    async def make(self, job: Job) -> bytes:
        """The file. PressBusy or PressRefused."""
        if job.format in PLAIN:
            return plain_file(job)
        if self.waiting >= WAITING:
            raise PressBusy
        self.waiting += 1
        try:
            async with self.turns:
                return await _in_child(json.dumps(as_message(job), ensure_ascii=False).encode())
        finally:
            self.waiting -= 1


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
