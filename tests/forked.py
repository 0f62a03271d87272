"""Processes to be killed or starved, forked from a server in which everything is loaded already.

So a random moment falls into their work and not into the start of Python, and no test waits for that. Never forked from the tests'
own process: that one may have drawn pictures, and the threads of the drawing engine do not survive a fork.
"""

from __future__ import annotations

import multiprocessing

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["tests.cli.command", "tests.vault.interrupted"])
"""There is one in each test process, so it loads what any of them runs."""
