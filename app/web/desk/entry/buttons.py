"""What a button of the sheet does to what was typed: rows more or fewer, a value dropped, a row said to be of somebody who is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.editing.drafts.document import Draft
from app.editing.entry.choices import people_seen, sources_seen
from app.editing.entry.sheet_draft import next_row
from app.editing.errors import NotThere
from app.web.desk.entry.drawing import MOST_PEOPLE
from app.web.desk.entry.form import is_number, read_form
from app.web.desk.house import Act

Form = Mapping[str, str]


def as_pressed(act: Act, form: Form, before: Draft) -> Draft:
    """What the form says, with what its button does to it."""
    return titled(act, _by_button(act, read_form(form, before), form))


def titled(act: Act, draft: Draft) -> Draft:
    """A draft is called as its source is."""
    source = draft.sheet["source"]
    known = source["public_id"]
    if known:
        seen = sources_seen(act.session, act.ring, act.person.clearance)
        title = next((one.words for one in seen if one.public_id == known), draft.title)
    else:
        title = source["title"] or draft.title
    return draft.model_copy(update={"title": title.strip()})


def _by_button(act: Act, draft: Draft, form: Form) -> Draft:
    what, _, where = form.get("do", "").partition(":")
    row, _, rest = where.partition(":")
    if what == "add":
        many = form.get("many", "")
        return with_rows(draft, int(many) if many.isdecimal() and len(many) < len(str(MOST_PEOPLE)) + 1 else 1)
    if what == "remove" and row in draft.rows:
        return draft.model_copy(update={"rows": {name: part for name, part in draft.rows.items() if name != row}})
    if what == "drop":
        return _without_cell(draft, row, rest)
    if what in {"use", "new"} and row in draft.rows:
        return _as_person(act, draft, row, rest if what == "use" else "")
    return draft


def with_rows(draft: Draft, many: int) -> Draft:
    """With so many more empty rows, as far as a sheet carries them."""
    rows = dict(draft.rows)
    for _ in range(min(many, MOST_PEOPLE - len(rows))):
        rows[next_row(rows)] = {"kind": "named"}
    return draft.model_copy(update={"rows": rows})


def _without_cell(draft: Draft, row: str, rest: str) -> Draft:
    """Without the value `FIELD:N` of the row."""
    field, _, number = rest.partition(":")
    event = draft.sheet["event"]
    facts: dict[str, Any] = {"all": event["for_all"], "event": event["facts"]}.get(row) or (
        draft.rows[row]["facts"] if row in draft.rows else {}
    )
    cells = facts.get(field, [])
    if is_number(number) and 0 < int(number) <= len(cells):
        del cells[int(number) - 1]  # of this form's own reading
        if not cells:
            del facts[field]
    return draft


def _as_person(act: Act, draft: Draft, row: str, individual: str) -> Draft:
    """The row is of somebody who is there, with their case in the same return event, if they have one."""
    case = ""
    if individual:
        known = people_seen(act.session, act.ring, act.person.clearance, [individual]).get(individual)
        if known is None:
            raise NotThere
        event = draft.sheet["event"]["public_id"]
        case = next((one.public_id for one in known.cases if event and one.of == event), "")
    changed = {**draft.rows[row], "individual": individual, "case": case}
    return draft.model_copy(update={"rows": {**draft.rows, row: changed}})


def of_somebody(act: Act, form: Form) -> Draft:
    """A sheet with one row, of a person and a case that are there; NotThere otherwise."""
    individual, case = form["individual"], form.get("case", "")
    known = people_seen(act.session, act.ring, act.person.clearance, [individual]).get(individual)
    if known is None or (case and case not in {one.public_id for one in known.cases}):
        raise NotThere
    draft = read_form({}, with_rows(Draft(), 0))
    row = next_row({})
    return draft.model_copy(
        update={
            "title": individual,
            "rows": {row: {"kind": "named", "individual": individual, "case": case, "facts": {}}},
        }
    )
