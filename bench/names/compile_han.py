"""Compile app/names/tables/han.tsv and syllables.tsv.

usage: compile_han.py UNIHAN_FOLDER POPULATION.csv

UNIHAN_FOLDER holds Unihan_Readings.txt and Unihan_Variants.txt of the Unicode Character Database (Debian package
unicode-data carries them; Unicode licence, which allows use and redistribution with its notice). POPULATION.csv has
the shape of the names benchmark: how often a character or syllable occurs in names is counted there.
han.tsv: character, Hangul readings, Pinyin without tones, Sino-Vietnamese without marks, times met in
names, traditional form of a character that Korean does not itself use.
syllables.tsv: Hangul syllable, times met as family name, as first and as later syllable of a given name.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

TABLES = Path(__file__).resolve().parents[2] / "app" / "names" / "tables"
Unihan = dict[str, dict[str, str]]


def char_of(code: str) -> str:
    """The character of "U+91D1"."""
    return chr(int(code.partition("+")[2], 16))


def read_unihan(folder: Path) -> Unihan:
    """Character -> field -> value."""
    found: Unihan = defaultdict(dict)
    for name in ("Unihan_Readings.txt", "Unihan_Variants.txt"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            if line.startswith("U+"):
                code, field, value = line.split("\t")
                found[char_of(code)][field] = value
    return found


def plain(text: str) -> str:
    """Without tones and marks; ü becomes v, as typed."""
    text = unicodedata.normalize("NFC", text.lower()).translate(dict.fromkeys(map(ord, "ǖǘǚǜü"), "v")).replace("đ", "d")
    return "".join(char for char in unicodedata.normalize("NFD", text) if char.isascii() and char.isalpha())


def variants(unihan: Unihan, char: str, field: str) -> list[str]:
    codes = unihan[char].get(field, "").split()
    return [char_of(code.split("<")[0]) for code in codes]


def own_hangul(unihan: Unihan, char: str) -> list[str]:
    return [reading.split(":")[0] for reading in unihan[char].get("kHangul", "").split()]


def hangul(unihan: Unihan, char: str) -> list[str]:
    """Traditional forms' readings first: 胜 is nearly always 勝."""
    found = [r for other in variants(unihan, char, "kTraditionalVariant") for r in own_hangul(unihan, other)]
    found += own_hangul(unihan, char)
    for field in ("kZVariant", "kSemanticVariant", "kSimplifiedVariant"):
        if not found:
            found = [r for other in variants(unihan, char, field) for r in own_hangul(unihan, other)]
    return list(dict.fromkeys(found))[:6]


def pinyin(unihan: Unihan, char: str) -> list[str]:
    fields = unihan[char]
    found = fields.get("kMandarin", "").split()
    found += [part.split("(")[0] for part in fields.get("kHanyuPinlu", "").split()]
    found += [sound for part in fields.get("kXHC1983", "").split() for sound in part.split(":")[1].split(",")]
    return list(dict.fromkeys(plain(sound) for sound in found))[:4]


def vietnamese(unihan: Unihan, char: str) -> list[str]:
    return list(dict.fromkeys(plain(sound) for sound in unihan[char].get("kVietnamese", "").split()))[:2]


def write_han(unihan: Unihan, met: Counter[str]) -> None:
    rows = []
    for char in sorted(unihan):
        readings = hangul(unihan, char)
        if readings and ord(char) < 0x20000 and unicodedata.normalize("NFC", char) == char:
            columns = ("".join(readings), " ".join(pinyin(unihan, char)), " ".join(vietnamese(unihan, char)))
            older = [form for form in variants(unihan, char, "kTraditionalVariant") if form != char]
            last = (str(met[char] or ""), older[0] if older and not own_hangul(unihan, char) else "")
            rows.append("\t".join((char, *columns, *last)).rstrip("\t"))
    (TABLES / "han.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    unihan = read_unihan(Path(sys.argv[1]))
    people = list(csv.DictReader(Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()))
    met = Counter(char for row in people for char in unicodedata.normalize("NFC", row["hanja"]))
    write_han(unihan, met)
    names = [row["hangul"] for row in people if len(row["hangul"]) == 3]
    counts = [Counter(name[at] for name in names) for at in range(3)]
    syllables = sorted(set().union(*counts))
    lines = ["\t".join((char, *(str(count[char]) for count in counts))) for char in syllables]
    (TABLES / "syllables.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
