"""Trigram similarity and Jaro-Winkler on the benchmark's queries, as runs that score.py can read.

usage: baselines.py POPULATION.csv QUERIES.jsonl trigram|jaro_winkler RUN.tsv [--sample N]

Both get what they can use: Hangul and Chinese characters are romanised (Revised, by Sino-Korean reading) on both
sides and all is folded, parts apart. Trigram similarity is pg_trgm's (padded words, shared over all, at least 0.3);
Jaro-Winkler is rapidfuzz's, at least 0.85.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from app.names import hangul, latin
from app.names.evaluate import recorded_forms
from app.names.han import characters
from app.names.spelling import romanised
from app.names.square import square_parts

Ranker = Callable[[str], list[tuple[str, float]]]
TRIGRAM_FLOOR, JARO_FLOOR = 0.3, 0.85


def letters(text: str) -> str:
    """A text as folded Latin words."""
    parts = square_parts(text)
    if not parts:
        return " ".join(latin.tokens(text))
    name = "".join(
        char if hangul.is_syllable(char) else characters()[char].hangul[0] for char in "".join(parts) if char != "?"
    )
    return f"{romanised(name[:1], 'rr')} {romanised(name[1:], 'rr')}"


def trigrams(text: str) -> frozenset[str]:
    padded = [f"  {word} " for word in text.split()]
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def by_trigrams(forms: list[tuple[str, str]]) -> Ranker:
    filed = defaultdict(list)
    sizes = []
    for at, (_, text) in enumerate(forms):
        sizes.append(len(trigrams(text)))
        for gram in trigrams(text):
            filed[gram].append(at)

    def rank(text: str) -> list[tuple[str, float]]:
        own = trigrams(text)
        shared = Counter(at for gram in own for at in filed[gram])
        scored = [(forms[at][0], count / (len(own) + sizes[at] - count)) for at, count in shared.items()]
        return [pair for pair in scored if pair[1] >= TRIGRAM_FLOOR]

    return rank


def by_jaro_winkler(forms: list[tuple[str, str]]) -> Ranker:
    texts = [text for _, text in forms]

    def rank(text: str) -> list[tuple[str, float]]:
        found = process.extract(text, texts, scorer=JaroWinkler.similarity, score_cutoff=JARO_FLOOR, limit=500)
        return [(forms[at][0], score) for _, score, at in found]

    return rank


def main() -> None:
    """Write the run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("population", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("method", choices=["trigram", "jaro_winkler"])
    parser.add_argument("out", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="every Nth query only")
    args = parser.parse_args()
    with args.population.open(encoding="utf-8") as lines:
        forms = [(person, letters(text)) for person, text in recorded_forms(csv.DictReader(lines))]
    rank = (by_trigrams if args.method == "trigram" else by_jaro_winkler)(forms)
    with args.queries.open(encoding="utf-8") as lines, args.out.open("w", encoding="utf-8") as out:
        for line in list(lines)[:: args.sample or 1]:
            query = json.loads(line)
            best: dict[str, float] = {}
            for person, score in rank(letters(query["query"])):
                best[person] = max(best.get(person, 0.0), score)
            ranked = sorted(best, key=lambda person: (-best[person], person))
            out.write(f"{query['query_id']}\t{' '.join(ranked[:20])}\t{len(ranked)}\n")


if __name__ == "__main__":
    main()
