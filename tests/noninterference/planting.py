"""Planting a fault: a copy of the shipped code with one piece of text replaced, on which the general property is run.

A fault that survives fails the build. The property knows nothing of the faults; it is the same that guards the real code.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
UNWRITTEN = {"PYTHONDONTWRITEBYTECODE": "1"}
"""Nothing compiled is written beside the copy; plugins that a property does not need take longer to load than it runs."""


@dataclass(frozen=True)
class Fault:
    """One planted fault: in each `file` below app/, `old` (which must occur exactly once) becomes `new`."""

    name: str
    edits: tuple[tuple[str, str, str], ...]
    by: tuple[str, ...] = ()
    """The kinds of readers as whom the property is run first, where only some can notice; all of them where none is named."""


def fault(name: str, *edits: tuple[str, str, str], by: str = "") -> Fault:
    return Fault(name, edits, tuple(part for part in by.split(", ") if part))


def planted(faults: Iterable[Fault], at_night: Collection[str]) -> list[Any]:
    """The faults as parameters of a test; those `at_night` are like another that is tried on every change."""
    known = list(faults)
    assert set(at_night) <= {f.name for f in known}
    return [pytest.param(f, id=f.name, marks=[pytest.mark.nightly] if f.name in at_night else []) for f in known]


def run_with(fault: Fault, place: Path, *properties: str) -> subprocess.CompletedProcess[str]:
    """Run the properties (paths below tests/) against the shipped code with the fault in it."""
    shutil.copytree(
        ROOT / "app", place / "app"
    )  # with what Python has compiled of it: only what is edited is compiled anew
    for shared in ("tests", "alembic", "data", "docs", "pyproject.toml"):
        if (ROOT / shared).exists():
            (place / shared).symlink_to(ROOT / shared)
    for file, old, new in fault.edits:
        target = place / "app" / file
        text = target.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{fault.name}: the text to replace occurs {text.count(old)} times in {file}"
        target.write_text(text.replace(old, new), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", *(f"tests/{p}" for p in properties)]
    environment = {**os.environ, "CASEBOOK_PROFILE": "planted", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **UNWRITTEN}
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, timeout=600, check=False)


def died_by_difference(run: subprocess.CompletedProcess[str]) -> bool:
    """Killed by the property finding a difference, and not by an error on the way."""
    return run.returncode == 1 and "difference.Difference" in run.stdout


def died_by_assertion(run: subprocess.CompletedProcess[str]) -> bool:
    """Killed by a property that did not hold, and not by an error on the way."""
    return run.returncode == 1 and any(
        word in run.stdout for word in ("AssertionError", "DID NOT RAISE", "assert ", "Difference: ")
    )
