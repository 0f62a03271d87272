"""The shipped search over any population and queries of the benchmark's shape; `casebook names evaluate` calls `run`.

POPULATION.csv has the columns id, hangul, latin, hanja (empty = not recorded); QUERIES.jsonl has query_id and query a
line. RUN.tsv gets query_id, person ids best first, and the number of forms fetched before ranking.
"""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.names.index import Form, MemoryIndex, NameIndex
from app.names.mistyped import warm
from app.names.searching import search
from app.names.storing import index_keys, parsed

FORM_COLUMNS = ("hangul", "latin", "hanja")
RANKED = 20


@dataclass(frozen=True, slots=True)
class Report:
    """How much was searched and how long one search took, in milliseconds."""

    people: int
    forms: int
    queries: int
    p50: float
    p95: float
    p99: float
    slowest: float


@dataclass(frozen=True, slots=True)
class Result:
    """One query's answer: person ids best first, forms fetched, milliseconds."""

    query_id: str
    people: list[str]
    fetched: int
    milliseconds: float


def recorded_forms(population: Iterable[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """(person id, form) of every recorded form."""
    for row in population:
        for column in FORM_COLUMNS:
            if row.get(column):
                yield row["id"], row[column]


def indexed(forms: Iterable[tuple[str, str]]) -> MemoryIndex:
    """An index in memory of (person, form) pairs."""
    index = MemoryIndex()
    for form_id, (person, text) in enumerate(forms):
        index.add(Form(form_id, person, text, parsed(text)), index_keys(text))
    return index


def evaluate(index: NameIndex, queries: Iterable[tuple[str, str]]) -> Iterator[Result]:
    """The search's answers to (query id, text) pairs, in order."""
    for query_id, text in queries:
        begun = time.perf_counter()
        answer = search(index, text, limit=RANKED)
        took = (time.perf_counter() - begun) * 1000
        yield Result(query_id, [hit.person for hit in answer.hits], answer.fetched, took)


def report(people: int, forms: int, times: list[float]) -> Report:
    """Percentiles of the times of single searches."""
    ranked = sorted(times) or [0.0]
    p50, p95, p99 = (ranked[int(len(ranked) * share)] for share in (0.5, 0.95, 0.99))
    return Report(people, forms, len(times), p50, p95, p99, ranked[-1])


def run(population_csv: Path, queries_jsonl: Path, out_tsv: Path) -> Report:
    """Search every query over the population and write RUN.tsv; KeyError or ValueError if a file has another shape."""
    with population_csv.open(encoding="utf-8", newline="") as lines:
        forms = list(recorded_forms(csv.DictReader(lines)))
    with queries_jsonl.open(encoding="utf-8") as lines:
        queries = [json.loads(line) for line in lines if line.strip()]
    times = []
    warm()
    with out_tsv.open("w", encoding="utf-8") as out:
        for one in evaluate(indexed(forms), ((query["query_id"], query["query"]) for query in queries)):
            out.write(f"{one.query_id}\t{' '.join(one.people)}\t{one.fetched}\n")
            times.append(one.milliseconds)
    return report(len({person for person, _ in forms}), len(forms), times)
