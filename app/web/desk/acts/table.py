"""The acts on a record by the name in their address. What may be done by whom, and what fits, is `app.editing`'s to say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.editing.record.page import CASE, EVENT, PERSON
from app.web.desk.acts.cells import ActForm
from app.web.desk.acts.decisions import close, close_note, decision, decision_cells, decision_note
from app.web.desk.acts.facts import fact, fact_cells, tie, tie_cells
from app.web.desk.acts.rulings import (
    level_cells,
    limit,
    limit_cells,
    only_why,
    rule,
    rule_cells,
    rule_note,
    state,
    state_cells,
    subject_level,
    unmerge,
    unmerge_cells,
    unmerge_note,
)
from app.web.desk.acts.states import cases_here, states, states_cells, states_note

_ANY, _DECIDED = frozenset({PERSON, CASE, EVENT}), frozenset({PERSON, EVENT})
ACT_FORMS: Mapping[str, ActForm] = MappingProxyType({
    "fact": ActForm("Add a fact", _ANY, fact_cells, fact, ("field",)),
    "rule": ActForm("Rule on a claim", _ANY, rule_cells, rule, ("claim",), rule_note),
    "level": ActForm("Set the level", _ANY, level_cells, subject_level),
    "state": ActForm("Set the state of the case", frozenset({CASE}), state_cells, state),
    "states": ActForm(
        "Set the state of its cases", frozenset({EVENT}), states_cells, states, (), states_note, cases_here
    ),
    "limit": ActForm("Limit the verification", frozenset({CASE}), limit_cells, limit),
    "decision": ActForm("Decide how to show", _DECIDED, decision_cells, decision, (), decision_note),
    "close": ActForm("End the withdrawal", _DECIDED, only_why, close, (), close_note),
    "tie": ActForm("Add a tie to another person", frozenset({PERSON}), tie_cells, tie),
    "unmerge": ActForm("Make two of them again", frozenset({PERSON}), unmerge_cells, unmerge, ("merged",), unmerge_note),
})  # fmt: skip
