"""Publishing a large house without a pause: one press goes on with approvals while another builds everything anew.

Building everything takes half an hour at 100,000 people, and is asked for each day. So presses take turns, each in a process
of its own: the next one builds, then says so; the one at work ends and hands over what it knows; and the next one puts its
editions in force, with what was approved meanwhile, and goes on. If one of them ends otherwise, all end, and begin anew.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from app.cli.home import Busy
from app.cli.house import House, open_house
from app.cli.moment import LOOK_EVERY, moment, sentence
from app.cli.press import EVERY, Carried, Press
from app.cli.sentences import Refused
from app.cli.terminal import say
from app.codebook.levels import Level

FOR_EVER = float("inf")
OWES, BUILT, DONE = "owes", "built", "done"
"""What a press says: that levels are to be built whole, that it has built, and that it is at work no more."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the house is."""

    home: Path
    vault: str | None


@dataclass(slots=True)
class Running:
    """A press in a process of its own, and our end of the line to it."""

    process: SpawnProcess
    line: Connection

    @classmethod
    def start(cls, place: Place, levels: frozenset[Level]) -> Running:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=run_press, args=(place, levels, theirs), daemon=True)
        process.start()
        theirs.close()
        return cls(process, ours)

    def hears(self) -> tuple[str, Any]:
        """The next thing it says; Refused if it has ended instead."""
        try:
            found: tuple[str, Any] = self.line.recv()
        except (EOFError, OSError):
            self.process.join()
            raise Refused("A process that publishes has ended.", "Its last words stand above.") from None
        return found

    def hands_over(self) -> Carried | None:
        """What it knows; it publishes no more, and has ended."""
        self.line.send(None)
        while True:
            what, told = self.hears()
            if what == DONE:
                self.process.join()
                carried: Carried | None = told
                return carried


def relay(place: Place, now_and_then: Callable[[], None]) -> None:
    """Publish the house for ever. `now_and_then`: called every few seconds. Ends with the presses when it is told to stop."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that children are stopped on the way out
    at_work: Running | None = None
    coming: Running | None = Running.start(place, EVERY)
    while True:
        now_and_then()
        running = {press.line: press for press in (at_work, coming) if press is not None}
        for line in wait(list(running), LOOK_EVERY):
            press = running[line]  # type: ignore[index]  # only our own lines are waited for
            what, told = press.hears()
            if what == OWES and coming is None:
                coming = Running.start(place, told)
            elif what == BUILT:
                press.line.send(at_work.hands_over() if at_work is not None and press is coming else None)
                at_work, coming = press, None
                break


def run_press(place: Place, levels: frozenset[Level], line: Connection) -> None:
    """Build these levels, put them in force when it is our turn, and go on until another press is ready."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    threading.Thread(target=_ends_with_parent, daemon=True).start()
    with open_house(place.home, place.vault) as house:
        press, seen = Press(house, many=0), moment(house)
        for one in press.everything(say, levels, lambda: _turn(line), FOR_EVER):
            say(sentence(one))
        line.send((DONE, _goes_on(house, press, seen, line)))


def _turn(line: Connection) -> Carried | None:
    line.send((BUILT, None))
    carried: Carried | None = line.recv()
    return carried


def _goes_on(house: House, press: Press, seen: object, line: Connection) -> Carried | None:
    """Publish what is touched until somebody else is ready."""
    asked = frozenset[Level]()
    while not line.poll(LOOK_EVERY):
        if press.owed - asked:
            asked = press.owed
            line.send((OWES, asked))
        now = moment(house)
        if now != seen:
            try:
                done = press.amend()
            except Busy:
                continue
            seen = now
            for one in done or ():
                if one.changed:
                    say(sentence(one))
    line.recv()
    return press.carried()


def _ends_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
