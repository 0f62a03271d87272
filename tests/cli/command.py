"""The command `casebook` in a process of its own, to be killed or starved.

Forked (`tests.forked`). What the command says goes to a file; it ends by the same `main` as the installed command.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from app.cli import explained, import_, main, publish, verify
from tests import drawings
from tests.forked import SERVER

LOADED = (drawings, explained, import_, publish, verify)
"""What the command would load by name, loaded before the fork."""


@dataclass
class Ended:
    """`code`: the exit code, or minus the signal that ended it."""

    code: int
    said: str
    seconds: float


class Command:
    """A running command, the leader of its own session."""

    def __init__(
        self, *arguments: str | Path, largest_file: int | None = None, powerless: bool = False, dies_at: int = 0
    ) -> None:
        handle, said = tempfile.mkstemp(prefix="said-")
        os.close(handle)
        self._said = Path(said)
        self._began = time.monotonic()
        told = (
            [str(a) for a in arguments],
            self._said,
            dict(os.environ),
            largest_file,
            powerless,
            dies_at,
        )
        self._process = SERVER.Process(target=_become, args=told)
        self._process.start()
        self.pid = self._process.pid or 0

    def kill_after(self, seconds: float) -> Ended:
        """Wait, then end the whole session by SIGKILL."""
        time.sleep(max(0.0, self._began + seconds - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):  # it has ended, or has no session yet: then it dies alone
            os.killpg(self.pid, signal.SIGKILL)
        self._process.kill()
        return self.wait()

    def wait(self) -> Ended:
        self._process.join()
        code = self._process.exitcode
        seconds = time.monotonic() - self._began
        said = self._said.read_bytes().decode("utf-8", "replace")
        self._said.unlink()
        return Ended(70 if code is None else code, said, seconds)


def run(*arguments: str | Path, largest_file: int | None = None, powerless: bool = False, dies_at: int = 0) -> Ended:
    """`largest_file`: bytes that any file may have, as on a full disk; `powerless`: root obeys the rights of files too;
    `dies_at`: it is killed right after the file it renames as its so many-th.
    """
    return Command(*arguments, largest_file=largest_file, powerless=powerless, dies_at=dies_at).wait()


def _become(
    arguments: list[str],
    said: Path,
    environment: dict[str, str],
    largest_file: int | None,
    powerless: bool,
    dies_at: int,
) -> None:
    code = 70
    try:
        os.environ.clear()
        os.environ.update(environment)
        os.setsid()
        handle = os.open(said, os.O_WRONLY | os.O_APPEND)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
        if largest_file is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then a write beyond the limit fails, as on a full disk
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
        if dies_at:
            _die_at(dies_at)
        if powerless:
            _drop_capabilities()
        code = _ended(arguments)
    finally:
        sys.stderr.flush()
        sys.stdout.flush()
        os._exit(code)


def _die_at(number: int) -> None:
    """From now on the so many-th renaming of a file is the last thing that this process does."""
    done = count(1)

    def dying(rename: Callable[..., Path]) -> Callable[..., Path]:
        def renamed(path: Path, target: Path) -> Path:
            made = rename(path, target)
            if next(done) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return made

        return renamed

    Path.rename, Path.replace = dying(Path.rename), dying(Path.replace)


def _drop_capabilities() -> None:
    """capset(2), version 3, with no capability at all: without CAP_DAC_OVERRIDE root may write only where the mode says so."""
    header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, nothing) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def _ended(arguments: list[str]) -> int:
    sys.argv = ["casebook", *arguments]
    try:
        main.main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:  # noqa: BLE001  what Python would do with it: a traceback and exit code 1
        sys.excepthook(*sys.exc_info())
        return 1
    return 0
