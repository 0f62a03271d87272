"""The forms that add: a fact from a source, and a tie to another person. The source may be new."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.codebook.fields import FIELDS, Field, SubjectKind
from app.codebook.levels import Standing
from app.codebook.values import Value
from app.editing.drafts import changes as c
from app.editing.entry.typed import typed
from app.editing.errors import BadDraft, Fault, NotThere
from app.web.desk.acts.cells import WHY, Cell, Given, Setting, given, level_cell, level_of, needed, number, terms

NEW_SOURCE = "new"
MORE, ELSEWHERE = "More of what the source says", "Another source, or a new one"
OTHER_SOURCES = ((NEW_SOURCE, "a new source, told below"), ("id", "another one, by its id"))
DEPARTS = "Only where it departs from the source's."
SAME_KEY = "The same publisher always has the same key: two of its sources are not independent."


def fact_cells(at: Setting) -> tuple[Cell, ...]:
    field = _field(at)
    if field.vocabulary is None:
        value = Cell("value", field.label.en, hint=f"{field.definition} {HOW[field.kind]}", required=True)
    else:
        value = Cell("value", field.label.en, "select", terms(field.vocabulary), field.definition, required=True)
    return (
        value,
        Cell("polarity", "The source", "select", (("asserts", "says so"), ("denies", "denies it"))),
        *_source_cells(at),
        Cell("wording", "As the source prints it", group=MORE),
        Cell("quote", "A short quote", "area", group=MORE),
        Cell("locator", "Where in the source", hint="A page, a paragraph, a minute.", group=MORE),
        Cell("basis", "How the source knows", "select", terms("information_basis", True), DEPARTS, group=MORE),
        Cell("credibility", "Credibility", "select", terms("credibility", True), group=MORE),
        Cell("certainty", "Certainty", "select", terms("certainty", True), "Only where it is not plain.", group=MORE),
        Cell("level_reason", "Reason for the level", "select", terms("level_reason", True), group=MORE),
        Cell("preferred", "Preferred over other values, because", group=MORE),
        level_cell("vetted"),
        WHY,
    )  # fmt: skip


HOW: Mapping[str, str] = MappingProxyType({
    "date": "Written as 2013-05, 2013~ (about) or 1998/2000 (between).",
    "age": "Written 39, 40-49 or 39;korean.",
    "count": "Written 60, 60-80 or 60- (at least); a basis after a semicolon.",
    "place": "As printed; an ISO 3166 code after a bar where it is known, such as Tumen|CN-22.",
    "name": "As printed. Never complete a masked name.",
    "text": "", "term": "",
})  # fmt: skip


def _source_cells(at: Setting) -> tuple[Cell, ...]:
    known = tuple(sorted(((key, at.seen.name(key)) for key in at.seen.cited_around(at.key)), key=lambda each: each[1]))
    return (
        Cell("source", "Source", "select", (*known, *OTHER_SOURCES), required=True),
        Cell("source_id", "Id of another source", group=ELSEWHERE),
        Cell("source_title", "New source: title", group=ELSEWHERE),
        Cell("source_publisher", "New source: publisher", group=ELSEWHERE),
        Cell("source_publisher_key", "New source: key of the publisher", hint=SAME_KEY, group=ELSEWHERE),
        Cell("source_type", "New source: type", "select", terms("source_type", True), group=ELSEWHERE),
        Cell("source_url", "New source: address", group=ELSEWHERE),
        Cell("source_published", "New source: published on", hint="Such as 2013-05-30.", group=ELSEWHERE),
        Cell("source_reliability", "New source: reliability", "select", terms("reliability", True), group=ELSEWHERE),
        Cell("source_basis", "New source: how it knows", "select", terms("information_basis", True), group=ELSEWHERE),
    )  # fmt: skip


def _source(form: Given) -> tuple[str, tuple[c.Change, ...]]:
    chosen = given(form, "source")
    if chosen == "id":
        return given(form, "source_id") or "-", ()
    if chosen != NEW_SOURCE:
        return chosen or "-", ()
    made = c.NewSource(
        ref="source",
        title=needed(form, "source_title", "The new source needs a title."),
        publisher=given(form, "source_publisher"),
        publisher_key=needed(form, "source_publisher_key", "The new source needs the key of its publisher."),
        type=needed(form, "source_type", "The new source needs a type."),
        url=given(form, "source_url"),
        published=given(form, "source_published"),
        reliability=given(form, "source_reliability") or None,
        information_basis=given(form, "source_basis") or None,
    )
    return "@source", (made,)


def fact(at: Setting, form: Given) -> tuple[c.Change, ...]:
    field = _field(at)
    source, made = _source(form)
    preferred = given(form, "preferred")
    fact = c.NewClaim(
        ref="fact", subject=at.key, field=field.code, value=_typed(field.code, form), source=source,
        wording=given(form, "wording"), quote=given(form, "quote"), locator=given(form, "locator"),
        basis=given(form, "basis") or None, credibility=number(form, "credibility"),
        certainty=given(form, "certainty") or None, polarity=form.get("polarity", "asserts"), level=level_of(form),
        level_reason=given(form, "level_reason") or None,
        standing=Standing.PREFERRED if preferred else Standing.ACTIVE, ruled_because=preferred,
    )  # fmt: skip
    return (*made, fact)


def _typed(code: str, form: Given) -> Value:
    try:
        return typed(code, form.get("value", ""))
    except ValueError as problem:
        raise BadDraft([Fault("value", str(problem))]) from None


def _field(at: Setting) -> Field:
    field = FIELDS.get(at.asked.get("field", ""))
    if field is None or field not in fields_for(at.kind):
        raise NotThere
    return field


def fields_for(kind: str) -> list[Field]:
    """The fields of the codebook that a claim about this kind of subject may fill."""
    return [field for field in FIELDS.values() if field.subject is SubjectKind(kind)]


def tie_cells(at: Setting) -> tuple[Cell, ...]:
    return (
        Cell("other", "Id of the other person", required=True),
        Cell("type", "The other is this person's", "select", terms("relationship")),
        Cell("certainty", "Certainty", "select", terms("certainty")),
        *_source_cells(at),
        Cell("locator", "Where in the source"),
        level_cell("vetted"),
        WHY,
    )


def tie(at: Setting, form: Given) -> tuple[c.Change, ...]:
    source, made = _source(form)
    tie = c.NewRelation(
        ref="tie", a=at.key, b=needed(form, "other", "Say who."), type=given(form, "type"),
        certainty=given(form, "certainty"), source=source, locator=given(form, "locator"), reason=given(form, "why"),
        level=level_of(form),
    )  # fmt: skip
    return (*made, tie)
