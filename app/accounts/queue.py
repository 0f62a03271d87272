"""Taking turns: one at a time, in the order of coming. A plain lock goes to whoever happens to be awake."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Queue:
    """Threads of this process before one door. A thread that asks for a second turn is refused: it would wait for itself."""

    def __init__(self) -> None:
        self._guard, self._waiting = threading.Lock(), deque[threading.Event]()
        self._taken, self._inside = False, 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for those who came before; the next one goes in when this ends."""
        called, me = threading.Event(), threading.get_ident()
        if self._inside == me:
            raise RuntimeError("this thread has its turn already")
        with self._guard:
            if self._taken:
                self._waiting.append(called)
            else:
                self._taken = True
                called.set()
        called.wait()
        self._inside = me
        try:
            yield
        finally:
            self._inside = 0
            with self._guard:
                if self._waiting:
                    self._waiting.popleft().set()
                else:
                    self._taken = False
