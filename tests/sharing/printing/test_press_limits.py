"""Whatever a maker of files does in its child process: it ends within its limits, the reader gets a sentence, and no secret is within its reach."""

from __future__ import annotations

import asyncio
import json
import os
import re
from pathlib import Path

import pytest

from app.sharing.printing import press as press_module
from app.sharing.printing.job import Job
from app.sharing.printing.press import Press, PressBusy, PressRefused
from tests.sharing.printing.frozen import frozen, line

ROOT = Path(__file__).parents[3]
JOB = Job(frozen([line("x", ("Synthetic Person", None, None))]), "xlsx", "list", "en")
MOST_MEMORY, MOST_SECONDS = 4 << 30, 90
"""What a small host can spare for one file."""
SHORT = (
    "import resource as r\nreal = r.setrlimit\n"
    "r.setrlimit = lambda what, limits: real(what, (1, 1) if what == r.RLIMIT_CPU else limits)\n"
)
"""One second of work where the child would allow itself a minute: nobody waits a minute for a test."""


@pytest.fixture
def made_by(tmp_path, monkeypatch):
    """The file that a maker with this body makes, in the child as the press starts it."""

    def make(body: str, *, short: bool = False) -> bytes:
        lower = SHORT if short else ""
        lines = body.replace("\n", "\n    ")
        (tmp_path / "sitecustomize.py").write_text(
            f"import app.sharing.printing.make as m\ndef hungry(job):\n    {lines}\nm.made = hungry\n{lower}"
        )
        monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{ROOT}")
        return asyncio.run(Press().make(lambda: JOB))

    return make


def test_the_maker_of_these_tests_is_the_one_that_runs(made_by):
    assert made_by("return b'made'") == b"made"


def test_it_cannot_take_more_memory_than_a_small_host_has(made_by):
    assert made_by("bytearray(64 << 20); return b'made'") == b"made"
    with pytest.raises(PressRefused):
        made_by(f"bytearray({MOST_MEMORY}); return b'made'")


def test_what_computes_without_end_is_ended_by_its_own_process(made_by, monkeypatch):
    """And not by the press alone, which might be gone: then it would go on for ever."""
    monkeypatch.setattr(press_module, "SECONDS", 40.0)
    try:
        ended = made_by("while True: pass", short=True)
    except (PressRefused, PressBusy) as how:
        ended = type(how)
    assert ended is PressRefused


def test_every_limit_is_there_and_leaves_no_picture_of_its_memory(made_by):
    said = made_by(
        "import json, resource as r\n"
        "return json.dumps([r.getrlimit(x) for x in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE)]).encode()"
    )
    memory, seconds, picture = json.loads(said)
    assert 0 < memory[0] == memory[1] <= MOST_MEMORY
    assert 0 < seconds[0] == seconds[1] <= MOST_SECONDS
    assert picture == [0, 0]


def test_nothing_of_the_house_is_in_its_environment(made_by, monkeypatch):
    secret = "synthetic-secret"
    for name in ("CASEBOOK_HOME", "CASEBOOK_NOTICEBOARD", "CASEBOOK_LETTERS_KEY", "DATABASE_URL", "HOME"):
        monkeypatch.setenv(name, secret)
    assert secret.encode() not in made_by("import os; return repr(dict(os.environ)).encode()")


@pytest.mark.parametrize(
    "body",
    ["import os; os._exit(3)", "import os; os.abort()", "raise RuntimeError('synthetic-secret')", "raise MemoryError"],
)
def test_however_it_ends_the_reader_gets_a_sentence_and_no_detail(made_by, body):
    with pytest.raises(PressRefused, match=re.escape("too large to be printed")) as said:
        made_by(body)
    assert "synthetic-secret" not in str(said.value)
