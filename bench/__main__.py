"""`make bench`: every figure in the documents comes from here, with machine, date and command.

The benchmark of names lies beside the checkout in ../shared/bench/names, or where CASEBOOK_BENCH names it.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from app.importing.founding import shipped_data
from app.names.evaluate import run

NAMES = Path(os.environ.get("CASEBOOK_BENCH", Path(__file__).parents[2] / "shared" / "bench")) / "names"
POPULATION, QUERIES = NAMES / "population.csv", NAMES / "dev_queries.jsonl"
HERE = Path(__file__).parent
MILLION = "--million"
"""Asks for the index of a million people too. It is built once, in about twenty minutes, and kept in ./var."""


def main() -> int:
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.processor() or platform.machine()}, {os.cpu_count()} cores"
    )
    print(f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}, command: {' '.join(sys.orig_argv)}")
    if not NAMES.is_dir():
        print(f"The benchmark of names is not at {NAMES}; set CASEBOOK_BENCH.", file=sys.stderr)
        return 1
    runs = [
        _names,
        _baselines,
        _transit,
        _databases,
        _lists,
        _door,
        _publishing,
        _desk,
        *([_million] if MILLION in sys.argv else []),
    ]
    return max(run() for run in runs)


def _names() -> int:
    """Recall of the shipped search, scored by the benchmark's own script."""
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "run.tsv"
        begun = time.perf_counter()
        run(POPULATION, QUERIES, out)
        print(f"\nnames: {time.perf_counter() - begun:.0f} s for index and all queries")
        return _scored(out, "kind")


def _baselines() -> int:
    """Trigram similarity and Jaro-Winkler on the same queries."""
    with tempfile.TemporaryDirectory() as place:
        codes = []
        for method in ("trigram", "jaro_winkler"):
            out = Path(place) / "run.tsv"
            print(f"\nbaseline: {method}", flush=True)
            codes += [_called("names/baselines.py", POPULATION, QUERIES, method, out) or _scored(out, "group")]
        return max(codes)


def _transit() -> int:
    print("\nnames as transit states write them, made by rule", flush=True)
    return _called("names/transit.py", POPULATION)


def _databases() -> int:
    print("\nthe same tables in SQLite and in PostgreSQL", flush=True)
    return _called("names/databases.py", POPULATION, QUERIES)


def _lists() -> int:
    print("\nten thousand names on paper", flush=True)
    return _python("-m", "bench.lists.files")


def _door() -> int:
    """Over a home of the shipped cases, made for this."""
    print("\ntwenty people signing in at once", flush=True)
    with tempfile.TemporaryDirectory() as home:
        made = [
            _python("-m", "app.cli.main", *what, "--home", home) for what in (("import", shipped_data()), ("publish",))
        ]
        return max(made) or _called("signing_in.py", home)


def _publishing() -> int:
    """The shipped record many times over, from what was loaded to three files."""
    print("\npublishing, by stage", flush=True)
    with tempfile.TemporaryDirectory() as home:
        made = _python("-m", "app.cli.main", "import", shipped_data(), "--home", home)
        return made or _called("publishing.py", home)


def _desk() -> int:
    """Synthetic people recorded into a vault, and the first search after an approval."""
    print("\nthe desk's people, followed", flush=True)
    with tempfile.TemporaryDirectory() as home:
        made = _python("-m", "app.cli.main", "import", shipped_data(), "--home", home)
        return made or _called("desk.py", home)


def _million() -> int:
    print("\na million people with distinct names", flush=True)
    database = Path("var") / "bench" / "million.sqlite"
    database.parent.mkdir(parents=True, exist_ok=True)
    return _called("names/million.py", POPULATION, QUERIES, database, "--sample", 2000)


def _scored(out: Path, by: str) -> int:
    return _python(NAMES / "score.py", QUERIES, out, "--by", by)


def _called(script: str, *arguments: object) -> int:
    return _python(HERE / script, *arguments)


def _python(*arguments: object) -> int:
    root = str(HERE.parent)
    return subprocess.call([sys.executable, *map(str, arguments)], env={**os.environ, "PYTHONPATH": root})  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
