"""One event loop for all that a test process asks of applications: to make one for each question takes as long as many an answer."""

from __future__ import annotations

import asyncio
import atexit
import threading
from collections.abc import Coroutine
from contextvars import copy_context
from functools import cache
from typing import Any, TypeVar

Answer = TypeVar("Answer")


@cache
def _runner() -> asyncio.Runner:
    runner = asyncio.Runner()
    atexit.register(runner.close)
    return runner


def in_loop(question: Coroutine[Any, Any, Answer]) -> Answer:
    """What the question comes to. Each has a context of its own, so that nothing of one request shows in the next.

    A loop runs in one thread: where several ask at once, each of the others makes its own.
    """
    if threading.current_thread() is not threading.main_thread():
        return asyncio.run(question)
    return _runner().run(question, context=copy_context())
