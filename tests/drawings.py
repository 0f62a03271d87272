"""Pictures drawn once in a run of the tests: the same documents give the same pictures, in whichever process they are asked for.

Drawing takes a third of a publication, and most of a small one. Pictures have tests of their own, which draw by `draw`.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import secrets
import tempfile
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import app
import app.publishing.pictures.all as pictures

Documents = tuple[bytes, ...]
Files = tuple[tuple[str, str, bytes], ...]
RUN = os.environ.setdefault("DRAWN_IN_RUN", os.environ.get("PYTEST_XDIST_TESTRUNUID") or secrets.token_hex(8))
"""All processes of a run know it; those that a test starts have it from the tests' own process."""
draw = pictures._drawn.__wrapped__


def _place(cases: Documents, events: Documents) -> Path:
    """Where the pictures of these documents are kept. A copy of the code with a fault in it has its own."""
    code = sha256(str(Path(app.__file__).resolve()).encode()).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / f"drawn-{RUN}-{code}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / sha256(pickle.dumps((cases, events))).hexdigest()


def _remembered(cases: Documents, events: Documents) -> Files:
    place = _place(cases, events)
    if place.exists():
        kept: Files = pickle.loads(place.read_bytes())  # noqa: S301  written below, by a process of this run
        return kept
    files = draw(cases, events)
    with contextlib.suppress(OSError):  # a command that is starved of its disk keeps nothing
        new = place.with_name(f"{place.name}-{os.getpid()}")
        new.write_bytes(pickle.dumps(files))
        os.replace(new, place)  # noqa: PTH105  commands are killed at their so many-th `Path.replace`, and this is none of theirs
    return files


pictures._drawn = lru_cache(maxsize=3)(_remembered)
