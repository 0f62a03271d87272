"""Learn how each style writes each jamo, from (Latin, Hangul) pairs: app/names/tables/styles.tsv, family_styles.tsv.

usage: learn_styles.py POPULATION.csv QUERIES.jsonl [--half]

Expectation-maximisation over four styles that begin as the rules of app/names/tables/letters.py. With --half only
people whose id hashes to an odd byte are used, so that the others stay unseen (docs/names.md reports both).
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path

from align_pairs import align

from app.names.classes import FINAL_CLASSES, INITIAL_CLASSES, VOWEL_CLASSES
from app.names.styles import STYLES, UNSEEN, Model, Odds, Scores
from app.names.tables import letters, sounds

TABLES = Path(__file__).resolve().parents[2] / "app" / "names" / "tables"
RULES = {
    "rr": ("rr",),
    "mr": ("mr", "mr_voiced"),
    "dprk": ("dprk", "dprk_voiced"),
    "custom": ("rr", "mr", "dprk"),
}
LEFT_OUT = {"typo_latin", "pinyin"}
Counts = dict[tuple[int, str, int, int], dict[str, float]]
"""(style, part, jamo, context) -> letters -> expected count."""
FamilyCounts = dict[tuple[int, str], dict[str, float]]
"""(style, Hangul family name) -> Latin spelling -> expected count."""


def is_tuning(person: str) -> bool:
    """The half of the people that may be learned from."""
    return hashlib.sha256(person.encode()).digest()[0] % 2 == 1


def pairs(population: Path, queries: Path, half: bool) -> Iterator[tuple[str, str, float]]:
    """(Latin, Hangul, weight): recorded pairs, and queries with their truth; attested ones count double."""
    for row in csv.DictReader(population.open(encoding="utf-8")):
        if row["hangul"] and row["latin"] and (not half or is_tuning(row["id"])):
            yield row["latin"], row["hangul"], 1.0
    for line in queries.open(encoding="utf-8"):
        query = json.loads(line)
        wanted = query["script"] == "latin" and query["kind"] not in LEFT_OUT
        if wanted and (not half or is_tuning(query["target_id"])):
            yield query["query"], query["target_hangul"], 2.0 if query["group"] == "attested" else 1.0


def possible(table: dict[str, str], classes: str, jamo: int) -> list[str]:
    """Letter groups that can stand for a jamo's class; ㄹ and silent ones share under the law."""
    sound = classes[jamo]
    return [text for text, options in table.items() if sound in options]


def start() -> Counts:
    """Pseudo-counts: each style's own rule strongly, everything the class allows faintly."""
    found: Counts = {}
    for style, name in enumerate(STYLES):
        strong = 30.0 if name != "custom" else 4.0
        for jamo in range(19):
            for context in range(3):
                row = dict.fromkeys(possible(sounds.INITIALS, INITIAL_CLASSES, jamo), 0.02)
                for source in RULES[name]:
                    letter = letters.INITIALS[source if context == 1 else source.partition("_")[0]][jamo]
                    key = letter.replace("-", "").replace("'", "")
                    row[key] = row.get(key, 0) + strong
                found[style, "I", jamo, context] = row
        for jamo in range(21):
            for silent in range(2):
                row = dict.fromkeys(possible(sounds.VOWELS, VOWEL_CLASSES, jamo), 0.02)
                for source in RULES[name]:
                    letter = letters.VOWELS[source.partition("_")[0]][jamo].replace("ŏ", "o").replace("ŭ", "u")
                    row[letter] = row.get(letter, 0) + strong
                found[style, "V", jamo, silent] = row
        for jamo in range(28):
            row = dict.fromkeys(possible(sounds.FINALS, FINAL_CLASSES, jamo), 0.02)
            letter = letters.FINALS["rr"][jamo].replace("-", "")
            row[letter] = row.get(letter, 0) + strong
            found[style, "F", jamo, 0] = row
    return found


def per_style(rows: dict[tuple[int, str], float]) -> dict[str, Scores]:
    """(style, letters) -> log, as letters -> scores."""
    found: dict[str, list[float]] = {}
    for (style, text), log in rows.items():
        found.setdefault(text, [UNSEEN] * len(STYLES))[style] = log
    return {text: (a, b, c, d) for text, (a, b, c, d) in found.items()}


def logs(counts: Counts) -> Odds:
    """Counts as log probabilities."""
    found: dict[tuple[str, int, int], dict[tuple[int, str], float]] = {}
    for (style, part, jamo, context), row in counts.items():
        whole = sum(row.values())
        for text, count in row.items():
            found.setdefault((part, jamo, context), {})[style, text] = math.log(count / whole)
    return {where: per_style(rows) for where, rows in found.items()}


def family_logs(counts: FamilyCounts) -> dict[tuple[int, str, str], float]:
    """Family spellings as log probabilities, one pseudo-count left for what was never seen."""
    return {
        (style, name, text): math.log(count / (sum(row.values()) + 1.0))
        for (style, name), row in counts.items()
        for text, count in row.items()
    }


def families(counts: FamilyCounts) -> dict[str, dict[str, Scores]]:
    found: dict[str, dict[tuple[int, str], float]] = {}
    for (style, name, text), log in family_logs(counts).items():
        found.setdefault(name, {})[style, text] = log
    return {name: per_style(rows) for name, rows in found.items()}


def learn(data: list[tuple[str, str, float]], rounds: int = 7) -> tuple[Counts, FamilyCounts]:
    """Counts that explain the pairs best, by soft assignment of each pair to the styles."""
    counts, met = start(), FamilyCounts()
    priors = [1 / len(STYLES)] * len(STYLES)
    for turn in range(rounds):
        model = Model(logs(counts), families(met))
        counts, met, shares, total, missed = start(), FamilyCounts(), [1.0] * len(STYLES), 0.0, 0
        for text, name, weight in data:
            best = align(model, [math.log(prior) for prior in priors], text, name)
            if best is None:
                missed += 1
                continue
            total += weight * best.score
            for style, share in enumerate(best.shares):
                shares[style] += share * weight
                for part, jamo, context, piece in best.pieces:
                    row = counts[style, part, jamo, context]
                    row[piece] = row.get(piece, 0.0) + share * weight
                if best.family_text:
                    row = met.setdefault((style, best.family), {})
                    row[best.family_text] = row.get(best.family_text, 0.0) + share * weight
        priors = [share / sum(shares) for share in shares]
        print(turn, round(total), missed, [round(math.log(p), 2) for p in priors], file=sys.stderr)
    return counts, met


def main() -> None:
    paths = [Path(arg) for arg in sys.argv[1:] if not arg.startswith("-")]
    data = list(pairs(paths[0], paths[1], "--half" in sys.argv))
    counts, met = learn(data)
    rows = []
    for (style, part, jamo, context), row in counts.items():
        whole = sum(row.values())
        for text, count in sorted(row.items(), key=lambda item: -item[1]):
            if count >= 0.3:
                rows.append(f"{STYLES[style]}\t{part}\t{jamo}\t{context}\t{text}\t{math.log(count / whole):.2f}")
    (TABLES / "styles.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    rows = []
    for (style, name, text), log in sorted(family_logs(met).items()):
        if met[style, name][text] >= 0.3:
            rows.append(f"{STYLES[style]}\t{name}\t{text}\t{log:.2f}")
    (TABLES / "family_styles.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
