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

from app.names.evaluate import run

NAMES = Path(os.environ.get("CASEBOOK_BENCH", Path(__file__).parents[2] / "shared" / "bench")) / "names"


def main() -> int:
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.processor() or platform.machine()}, {os.cpu_count()} cores"
    )
    print(f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}, command: {' '.join(sys.orig_argv)}")
    if not NAMES.is_dir():
        print(f"The benchmark of names is not at {NAMES}; set CASEBOOK_BENCH.", file=sys.stderr)
        return 1
    return _names()


def _names() -> int:
    """Recall of the shipped search, scored by the benchmark's own script."""
    queries = NAMES / "dev_queries.jsonl"
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "run.tsv"
        begun = time.perf_counter()
        run(NAMES / "population.csv", queries, out)
        print(f"\nnames: {time.perf_counter() - begun:.0f} s for index and all queries")
        return subprocess.call([sys.executable, str(NAMES / "score.py"), str(queries), str(out), "--by", "kind"])  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
