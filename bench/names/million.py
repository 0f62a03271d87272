"""Build a SQLite name index of a million people and time the shipped search on it.

usage: million.py POPULATION.csv QUERIES.jsonl DATABASE [--people N] [--sample N]

The benchmark's people stay, the rest are made: family names and given syllables by observed frequency, no two alike
after the initial-sound law, recorded in the same mixture of styles (Hangul, Latin, both, characters, Pinyin).
"""

from __future__ import annotations

import argparse
import csv
import gc
import json
import random
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from app.names import han, hangul
from app.names.index import TableIndex
from app.names.mistyped import warm
from app.names.searching import search
from app.names.spelling import STYLES, family_spellings, given_spellings, romanised
from app.names.storing import index_keys, parsed
from app.names.tables.rows import rows

SCHEMA = """
CREATE TABLE name_form(form_id INTEGER PRIMARY KEY, person_id TEXT, text TEXT, parsed TEXT, born INT, sex TEXT, place TEXT);
CREATE TABLE name_key(key TEXT, form_id INTEGER, PRIMARY KEY(key, form_id)) WITHOUT ROWID;
CREATE TABLE filed(key TEXT, form_id INTEGER);
"""


class Maker:
    """Invented people, the same for one seed."""

    def __init__(self, taken: set[str]) -> None:
        self.dice = random.Random(2024)
        self.taken = taken
        table = rows("syllables.tsv")
        self.syllables = [row[0] for row in table]
        self.weights = [[float(row[at]) + (0.2 if at > 1 else 0.0) for row in table] for at in (1, 2, 3)]
        self.chars: dict[str, list[str]] = {}
        for char, known in han.characters().items():
            if known.met or self.dice.random() < 0.1:
                self.chars.setdefault(known.hangul[0], []).append(char)

    def names(self) -> Iterator[str]:
        while True:
            columns = [self.dice.choices(self.syllables, weights, k=20_000) for weights in self.weights]
            for name in map("".join, zip(*columns, strict=True)):
                key = "".join(map(hangul.lawful, name))
                if key not in self.taken:
                    self.taken.add(key)
                    yield name

    def latin(self, name: str) -> str:
        if self.dice.random() < 0.5:
            style = self.dice.choice(STYLES)
            return f"{romanised(name[0], style)} {romanised(name[1:], style)}".title()
        family = self.dice.choice(family_spellings(name[0])[:3])
        return f"{family} {self.dice.choice(given_spellings(name[1:])[:12])}".title()

    def forms(self, name: str) -> list[str]:
        draw = self.dice.random()
        if draw < 0.54:
            return [name]
        if draw < 0.72:
            return [name, self.latin(name)]
        if draw < 0.94 or not all(char in self.chars for char in name):
            return [self.latin(name)]
        characters = [self.dice.choice(self.chars[char]) for char in name]
        if draw < 0.98:
            return ["".join(characters)]
        sounds = [han.characters()[char].pinyin[0] for char in characters]
        return [f"{sounds[0]} {''.join(sounds[1:])}".title()]


def people_of(population: Path, people: int) -> Iterator[tuple[str, list[str]]]:
    """(person, forms): the benchmark's, then invented ones."""
    columns = ("hangul", "latin", "hanja")
    with population.open(encoding="utf-8") as lines:
        known = [(row["id"], [row[c] for c in columns if row[c]]) for row in csv.DictReader(lines)]
    yield from known
    maker = Maker({"".join(map(hangul.lawful, forms[0])) for _, forms in known if hangul.is_syllable(forms[0][0])})
    names = maker.names()
    for at in range(people - len(known)):
        yield f"X{at:07}", maker.forms(next(names))


def build(population: Path, database: Path, people: int) -> None:
    """Write the index; takes some minutes for a million."""
    gc.disable()  # millions of small tuples, none in a circle
    link = sqlite3.connect(database)
    link.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;" + SCHEMA)
    begun, form_id, filed = time.perf_counter(), 0, 0
    forms: list[tuple[object, ...]] = []
    keys: list[tuple[str, int]] = []
    for at, (person, texts) in enumerate(people_of(population, people), start=1):
        for text in texts:
            form_id += 1
            forms.append((form_id, person, text, parsed(text), None, None, None))
            keys += [(key, form_id) for key in index_keys(text)]
        if at % 100_000 == 0 or at == people:
            link.executemany("INSERT INTO name_form VALUES (?,?,?,?,?,?,?)", forms)
            link.executemany("INSERT INTO filed VALUES (?,?)", keys)
            filed += len(keys)
            forms, keys = [], []
            print(f"{at} people after {time.perf_counter() - begun:.0f} s", flush=True)
    link.executescript("INSERT INTO name_key SELECT key, form_id FROM filed ORDER BY 1, 2; DROP TABLE filed; VACUUM;")
    link.close()
    gc.enable()
    print(f"{people} people, {form_id} forms, {filed} keys, {database.stat().st_size >> 20} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("population", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("database", type=Path)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--sample", type=int, default=1000)
    args = parser.parse_args()
    if not args.database.exists():
        build(args.population, args.database, args.people)
    link = sqlite3.connect(f"file:{args.database}?mode=ro", uri=True)
    link.execute("PRAGMA cache_size=-200000")
    index = TableIndex(link.execute)
    queries = [json.loads(line) for line in args.queries.open(encoding="utf-8")]
    random.Random(7).shuffle(queries)
    times: list[float] = []
    processor: list[float] = []
    first, ten, fetched = 0, 0, 0
    warm()
    for query in queries[: args.sample]:
        begun, used = time.perf_counter(), time.process_time()
        answer = search(index, query["query"])
        times.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - used) * 1000)
        ranked = [hit.person for hit in answer.hits[:10]]
        first, ten, fetched = (
            first + (ranked[:1] == [query["target_id"]]),
            ten + (query["target_id"] in ranked),
            fetched + answer.fetched,
        )
    size = len(times)
    print(f"queries {size} R@1 {first / size:.3f} R@10 {ten / size:.3f} candidates {fetched / size:.1f}")
    for name, taken in (("elapsed", sorted(times)), ("processor", sorted(processor))):
        p50, p95, p99 = (taken[int(size * share)] for share in (0.5, 0.95, 0.99))
        print(f"{name:10} p50 {p50:.2f} ms  p95 {p95:.2f} ms  p99 {p99:.2f} ms  max {taken[-1]:.1f} ms")


if __name__ == "__main__":
    main()
