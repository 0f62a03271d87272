"""The benchmark's files in, a run out, in the order of the queries."""

from __future__ import annotations

import json
from pathlib import Path

from app.names.evaluate import run


def test_a_run_has_a_line_a_query(tmp_path: Path) -> None:
    population, queries, out = tmp_path / "p.csv", tmp_path / "q.jsonl", tmp_path / "run.tsv"
    population.write_text("id,hangul,latin,hanja\nA,김영철,,\nB,,Ri Sol-ju,\nC,,,崔善花\n", encoding="utf-8")
    asked = [("q1", "Kim Young Chul"), ("q2", "이설주"), ("q3", "Choe Sonhwa"), ("q4", "zzz")]
    queries.write_text("".join(json.dumps({"query_id": a, "query": b}) + "\n" for a, b in asked), encoding="utf-8")
    report = run(population, queries, out)
    lines = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(line[0], line[1]) for line in lines] == [("q1", "A"), ("q2", "B"), ("q3", "C"), ("q4", "")]
    assert (report.people, report.forms, report.queries) == (3, 3, 4)
