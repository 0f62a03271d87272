"""Taking turns: one at a time, in the order of coming. A plain lock goes to whoever happens to be awake."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Queue:
    """Threads of this process before one door. A thread that has its turn must not ask for another."""

    def __init__(self) -> None:
        self._guard, self._waiting = threading.Lock(), deque[threading.Event]()
        self._taken = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for those who came before; the next one goes in when this ends."""
        called = threading.Event()
        with self._guard:
            if self._taken:
                self._waiting.append(called)
            else:
                self._taken = True
                called.set()
        called.wait()
        try:
            yield
        finally:
            with self._guard:
                if self._waiting:
                    self._waiting.popleft().set()
                else:
                    self._taken = False
