"""Whatever stops the supervisor, no child of it goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

# It needs a moment to stop, as a server does that answers its last readers.
CHILD = """
import os, pathlib, signal, sys, time
def stop(*_):
    time.sleep(1)
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
while True:
    time.sleep(0.1)
"""
PARENT = """
import sys
from app.cli.supervise import Child, supervise
supervise([Child("slow", [sys.executable, *sys.argv[1:]], {}, None)], lambda: None)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_no_child_outlives_a_supervisor_that_is_stopped_twice(tmp_path: Path, number: signal.Signals) -> None:
    """As by make and its group, or by a second Ctrl-C."""
    child, said = tmp_path / "child.py", tmp_path / "pid"
    child.write_text(CHILD)
    command = [sys.executable, "-c", PARENT, str(child), str(said)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2]) as parent:
        while not (said.exists() and said.read_text()):
            time.sleep(0.05)
        parent.send_signal(number)
        time.sleep(0.3)
        parent.send_signal(number)
        assert parent.wait(30) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int(said.read_text()), 0)
