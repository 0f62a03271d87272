"""From checked rows to what will be recorded: which field a claim fills, how it was coded, and who may see it.

Coded fates, ages and places come from codings.csv alone; levels from levels.csv alone, and `vetted` where it is silent.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.codebook.fields import FIELDS, SubjectKind
from app.codebook.levels import Form, Level, Purpose, Standing
from app.codebook.values import NameValue, Value, read_value_of
from app.importing.aids import aid_for
from app.importing.codes import MASK, POLARITY, read_coding
from app.importing.prepared import (
    PreparedBatch,
    PreparedClaim,
    PreparedDecision,
    PreparedRelation,
    PreparedSource,
    PreparedSubject,
)
from app.importing.reading import Row, Rows
from app.importing.tables import CLAIM_FIELDS, GROUP_FIELDS, parts

_PATTERN = ("case_key", "field", "value", "source_key")
ROMANISED = "romanised here from"
"""Locators that begin so mark a plain transliteration, not a form that the source printed (data/README.md)."""


def interpret(rows: Rows) -> PreparedBatch:
    """The batch as it will be recorded. The rows must have passed `check`."""
    return PreparedBatch(
        subjects=tuple(_subjects(rows)),
        sources=tuple(_sources(rows)),
        claims=tuple(_claims(rows)),
        relations=tuple(_relations(rows)),
        decisions=tuple(_decisions(rows)),
    )


def _subjects(rows: Rows) -> Iterator[PreparedSubject]:
    for r in rows["individuals.csv"]:
        twin = f" Possible duplicate of: {r['possible_duplicate_of']}." if r["possible_duplicate_of"] else ""
        yield PreparedSubject(
            SubjectKind.INDIVIDUAL, r["individual_key"], r["public_id"], r["kind"], r["reason"] + twin
        )
    for r in rows["return_events.csv"]:
        yield PreparedSubject(SubjectKind.RETURN_EVENT, r["event_key"], r["public_id"], r["label"], r["reason"])
    for r in rows["cases.csv"]:
        yield PreparedSubject(
            SubjectKind.CASE, r["case_key"], r["public_id"], "", r["reason"], r["individual_key"], r["event_key"]
        )


def _sources(rows: Rows) -> Iterator[PreparedSource]:
    codings = {r["source_key"]: r for r in rows["source_codings.csv"]}
    for r in rows["public_sources.csv"]:
        coded = codings[r["source_key"]]
        yield PreparedSource(
            r["source_key"], coded["public_id"], r["title"], r["author"], r["publisher"], coded["publisher_key"],
            r["published_on"], r["url"], coded["language"], coded["source_type"], parts(coded["derives_from"]), r["accessed_on"],
        )  # fmt: skip


def _claims(rows: Rows) -> Iterator[PreparedClaim]:
    subjects = _Subjects(rows)
    rules = _RulesOfBatch(_Rules(rows["codings.csv"]), _Rules(rows["levels.csv"]), _Rules(rows["standings.csv"]))
    for row in rows["public_claims.csv"]:
        yield from _of_row(row, subjects, rules)


def _of_row(row: Row, subjects: _Subjects, rules: _RulesOfBatch) -> Iterator[PreparedClaim]:
    level, standing = rules.levels.one(row), rules.standings.one(row)
    coded = {r["coded_field"]: r for r in rules.codings.all(row)}
    common = {
        "source": row["source_key"],
        "wording": row["value"],
        "locator": row["quote_or_locator"],
        "polarity": "denies" if POLARITY in coded else "asserts",
        "level": Level.of(level["level"]) if level else Level.VETTED,
        "level_reason": level["level_reason"] if level else "not_yet_assessed",
        "standing": Standing(standing["standing"]) if standing else Standing.ACTIVE,
        "ruled_because": " ".join(rule["reason"] for rule in (level, standing) if rule),
    }
    own = subjects.field_of(row)
    if own not in coded and not (row["field"] == "name_other" and "name" in coded):
        yield PreparedClaim(subjects.of(row, own), own, _uncoded(row, own), **common)  # type: ignore[arg-type]  # `common` is of several types
    for code, rule in coded.items():
        if code == POLARITY:
            continue
        for value in _coded(row, code, rule["coded_value"]):
            yield PreparedClaim(subjects.of(row, code), code, value, **common, reason=_coded_because(rule))  # type: ignore[arg-type]  # `common` is of several types


class _Subjects:
    """Whom a claim is about: the person, the case or, for a group row, the return event."""

    def __init__(self, rows: Rows) -> None:
        self._person = {r["case_key"]: r["individual_key"] for r in rows["cases.csv"]}
        self._event = {key: r["event_key"] for r in rows["return_events.csv"] for key in parts(r["group_case_keys"])}

    def field_of(self, row: Row) -> str:
        code = (GROUP_FIELDS if row["case_key"] in self._event else CLAIM_FIELDS)[row["field"]]
        return "known_as" if row["field"] == "name_other" else code

    def of(self, row: Row, field: str) -> tuple[SubjectKind, str]:
        key = row["case_key"]
        if key in self._event:
            return SubjectKind.RETURN_EVENT, self._event[key]
        kind = FIELDS[field].subject
        return (
            (SubjectKind.INDIVIDUAL, self._person[key]) if kind is SubjectKind.INDIVIDUAL else (SubjectKind.CASE, key)
        )


@dataclass(frozen=True, slots=True)
class _RulesOfBatch:
    codings: _Rules
    levels: _Rules
    standings: _Rules


class _Rules:
    """Rows that match claims by pattern. The most specific wins; of equals, the last."""

    def __init__(self, rows: list[Row]) -> None:
        self._by_field: dict[str, list[tuple[int, int, Row]]] = defaultdict(list)
        for place, row in enumerate(rows):
            self._by_field[row["field"]].append((sum(row[c] != "*" for c in _PATTERN), place, row))

    def all(self, claim: Row) -> list[Row]:
        """For each coded field, the coding that wins."""
        best: dict[str, tuple[int, Row]] = {}
        for weight, row in self._matching(claim):  # in the order of the file, so that of equals the last wins
            field = row.get("coded_field", "")
            if field not in best or weight >= best[field][0]:
                best[field] = (weight, row)
        return [row for _, row in best.values()]

    def one(self, claim: Row) -> Row | None:
        found = self.all(claim)
        return found[0] if found else None

    def _matching(self, claim: Row) -> Iterator[tuple[int, Row]]:
        for weight, _, row in sorted(self._by_field[claim["field"]] + self._by_field["*"], key=lambda rule: rule[1]):
            if all(row[c] in ("*", claim[c]) for c in _PATTERN):
                yield weight, row


def _uncoded(row: Row, field: str) -> Value:
    """The claim as printed. An age, a count or a place without a coding has no range and no code: it is not assessed."""
    text = row["value"]
    if field == "name":
        return _name(row, text)
    kind = FIELDS[field].kind
    return read_value_of(kind if kind in ("date", "age", "count", "place") else "text", text)


def _coded_because(rule: Row) -> str:
    return f"{rule['reason']} ({rule['coded_by']}, {rule['coded_on']})"


def _coded(row: Row, code: str, coded: str) -> list[Value]:
    if code == "name":
        return [_name(row, one) for one in coded.split("|")]
    value = read_coding(code, coded, row["value"])
    return [] if value is None else [value]


def _name(row: Row, coded: str) -> NameValue:
    """A name as printed. A coding of a name is `text;form`, several divided by `|`: without what is said about it."""
    text, _, form = coded.partition(";")
    if form == "pronunciation":
        return aid_for(row["value"], text)
    if row["quote_or_locator"].startswith(ROMANISED):
        return NameValue(text=text, script="Latn", form="also_known_as", scheme="rr_2000")
    return NameValue(text=text, script=_script(text), form=form or ("masked" if MASK in text else "as_published"))


def _script(text: str) -> str:
    """ISO 15924 code of the first letter's script, as far as this data needs it."""
    for letter in text:
        name = unicodedata.name(letter, "")
        for prefix, code in (
            ("HANGUL", "Hang"),
            ("CJK", "Hani"),
            ("CYRILLIC", "Cyrl"),
            ("ARABIC", "Arab"),
            ("LATIN", "Latn"),
        ):
            if name.startswith(prefix):
                return code
    return "Zyyy"


def _relations(rows: Rows) -> Iterator[PreparedRelation]:
    """A row reads: a is the `type` of b."""
    for r in rows["relationships.csv"]:
        yield PreparedRelation(
            r["b"], r["a"], r["type"], r["certainty"], r["source_key"], r["locator"], r["reason"], Level.PUBLIC
        )


def _decisions(rows: Rows) -> Iterator[PreparedDecision]:
    kinds = {"individual": SubjectKind.INDIVIDUAL, "event": SubjectKind.RETURN_EVENT}
    for r in rows["decisions.csv"]:
        yield PreparedDecision(
            (kinds[r["subject"]], r["key"]), Form(r["form"]), tuple(Purpose(p) for p in parts(r["purposes"])), r["basis"],
            r["consent_status"], parts(r["evidence"]), r["effect_of_publicity"], r["reason"], r["decided_by"], r["second_by"],
            date.fromisoformat(r["decided_on"]), _day(r["review_on"]), _day(r["expires_on"]),
        )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
