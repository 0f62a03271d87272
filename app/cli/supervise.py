"""Supervised child processes: started together, started again if one dies, stopped together.

A child gets an environment made for it, never the parent's: no key or address of the vault can reach the public one by accident.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.cli.sentences import Refused
from app.cli.terminal import say

PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV", "SYSTEMROOT", "TMPDIR")
PATIENCE = 30.0
"""Seconds that a child may take to answer, and to stop."""
MOST_STARTS = 5
"""Starts of one child within WINDOW seconds; more means that it cannot run."""
WINDOW = 60.0
STOPS = (signal.SIGINT, signal.SIGTERM)


@dataclass(slots=True)
class Child:
    """A process to keep running. `port`: where it answers once it is ready."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    port: int | None
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        now = time.monotonic()
        self.starts = [moment for moment in self.starts if now - moment < WINDOW] + [now]
        if len(self.starts) > MOST_STARTS:
            raise Refused(
                f"The {self.name} process ended {MOST_STARTS} times within a minute.", "Its last words stand above."
            )
        kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        # a session of its own: Ctrl-C reaches the supervisor alone, which then stops its children in order
        self.process = subprocess.Popen(self.command, env=kept | dict(self.environment), start_new_session=True)  # noqa: S603  commands of this house alone

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def supervise(children: Sequence[Child], ready: Callable[[], None]) -> None:
    """Run until Ctrl-C or SIGTERM; `ready` is called once every child answers."""
    for number in STOPS:  # a shell may have started it with SIGINT ignored
        signal.signal(number, _stop)
    try:
        for child in children:
            child.start()
        _await(children)
        ready()
        while True:
            time.sleep(0.5)
            for child in children:
                if child.process is not None and child.process.poll() is not None:
                    say(f"The {child.name} process ended; it is started again.")
                    child.start()
    except KeyboardInterrupt:
        say("Stopping.")
    finally:
        for child in reversed(children):
            child.stop()


def _stop(*_: object) -> None:
    """Once: whoever stops a group of processes, or presses Ctrl-C again, would else leave children behind that are not stopped yet."""
    for number in STOPS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _await(children: Sequence[Child]) -> None:
    until = time.monotonic() + PATIENCE
    for child in children:
        while child.port is not None and not _answers(child.port):
            if child.process is None or child.process.poll() is not None or time.monotonic() > until:
                raise Refused(f"The {child.name} process did not start.", "Its last words stand above.")
            time.sleep(0.1)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
