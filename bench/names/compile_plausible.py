"""Compile app/names/tables/plausible.tsv: Latin syllables that may be put in for a mistyped one, with log P and
their likeliest coarse class.

usage: compile_plausible.py      (after learn_styles.py and compile_han.py; a minute)
"""

from __future__ import annotations

from pathlib import Path

from app.names import cells, latin
from app.names.styles import FAMILY, HEAD, SOUNDING

TABLE = Path(__file__).resolve().parents[2] / "app" / "names" / "tables" / "plausible.tsv"
PLAUSIBLE = -9.5  # rarer syllables are oftener slips than names


def main() -> None:
    """Write the table."""
    lines = []
    for cell in sorted({*latin.syllables(), *latin.family_spellings()}):
        places = (FAMILY, HEAD, SOUNDING) if cell in latin.family_spellings() else (HEAD, SOUNDING)
        log = max(cells.evidence(cell, place) for place in places)
        if log > PLAUSIBLE:
            odds = cells.class_odds(cell)
            top = max(odds, key=lambda sound: (odds[sound], sound))
            lines.append(f"{cell}\t{log:.2f}\t{top}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
