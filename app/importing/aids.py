"""Aids for saying names: proposed by code as rows for codings.csv, and a form of the name once a person has put such a row there.

A proposal is never recorded by itself, and none is made where a part of the name is masked or where the text leaves its Hangul open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.codebook.values import NameValue
from app.importing.reading import Rows
from app.names.aloud import reading_aid
from app.names.parts import parts

BECAUSE = "An aid for saying the name, proposed by the program. It is read by somebody who knows the language before it is approved."


def aid_for(name: str, text: str) -> NameValue:
    """The aid as a form of the name, which it carries in its parts."""
    ways = parts(name)
    family, given = ("".join(ways[0].family), "".join(ways[0].given)) if ways else (None, name)
    return NameValue(
        text=text, script="Latn", form="pronunciation", scheme="reader_aid", language="en", family=family, given=given
    )


def proposed_aids(rows: Rows, by: str, on: date) -> Iterator[dict[str, str]]:
    """Rows of codings.csv for names in Hangul that have no coding of their own yet; `by` and `on` are who is to approve, and when."""
    coded = {(r["case_key"], r["value"]) for r in rows["codings.csv"] if r["coded_field"] == "name"}
    for row in rows["public_claims.csv"]:
        key = row["case_key"], row["value"]
        aid = reading_aid(row["value"]) if row["field"] == "name_hangul" and key not in coded else None
        if aid is None or not aid.sure:
            continue
        coded.add(key)
        value = f"{row['value']};as_published|{aid.say};pronunciation"
        yield {
            "case_key": row["case_key"], "field": row["field"], "value": row["value"], "source_key": "*",
            "coded_field": "name", "coded_value": value, "coded_by": by, "coded_on": on.isoformat(), "reason": BECAUSE,
        }  # fmt: skip
