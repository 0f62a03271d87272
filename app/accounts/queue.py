"""Taking turns: one at a time, in the order of coming. A plain lock goes to whoever happens to be awake."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class TookTooLong(Exception):
    """Those who came before were not done in time. Nothing was done."""


class Queue:
    """Threads of this process before one door. A thread that asks for a second turn is refused: it would wait for itself."""

    def __init__(self) -> None:
        self._guard, self._waiting = threading.Lock(), deque[threading.Event]()
        self._taken, self._inside = False, 0

    @contextmanager
    def turn(self, longest: float | None = None) -> Iterator[None]:
        """Waits for those who came before; the next one goes in when this ends. `longest`: seconds, then TookTooLong."""
        called, me = threading.Event(), threading.get_ident()
        if self._inside == me:
            raise RuntimeError("this thread has its turn already")
        self._line_up(called)
        if not called.wait(longest) and self._gave_up(called):
            raise TookTooLong
        self._inside = me
        try:
            yield
        finally:
            self._inside = 0
            self._call_next()

    def _line_up(self, called: threading.Event) -> None:
        with self._guard:
            if self._taken:
                self._waiting.append(called)
            else:
                self._taken = True
                called.set()

    def _gave_up(self, called: threading.Event) -> bool:
        """Out of the line again; False where it was called just now, and so has its turn."""
        with self._guard:
            if called.is_set():
                return False
            self._waiting.remove(called)
            return True

    def _call_next(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
