"""A change in one line of words, for a reviewer. Shows all that is in it: only for who may see the proposal.

`call` says how people, returns and sources are called: by their ids unless somebody knows names for them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.codebook.fields import FIELDS
from app.editing.drafts import changes as c
from app.editing.words import value_in_words

Call = Callable[[str], str]
"""A public id, or `@` and a ref, as words."""


def said(change: c.Change, call: Call = str) -> str:
    """What the change would do."""
    return _SAID[type(change)](change, call)


def _claim(change: c.NewClaim, call: Call) -> str:
    label = FIELDS[change.field].label.en if change.field in FIELDS else change.field
    doubt = "denies " if change.polarity == "denies" else ""
    ruled = "" if change.standing == "active" else f", {change.standing}"
    words = f"{doubt}{label}: {value_in_words(change.field, change.value)}"
    return f"{call(change.subject)} {words} (source {call(change.source)}, {change.level.code}{ruled})"


_SAID: dict[type, Callable[[Any, Call], str]] = {
    c.NewSource: lambda x, _: f"new source: {x.title} ({x.publisher}, {x.published}, {x.level.code})",
    c.NewIndividual: lambda x, _: f"new person ({x.individual_kind}, {x.level.code})",
    c.NewEvent: lambda x, _: f"new return event: {x.label} ({x.level.code})",
    c.NewCase: lambda x, call: f"new case of {call(x.individual)} in {call(x.event)} ({x.level.code})",
    c.NewCaseEvent: lambda x, call: f"{call(x.case)}: {x.event_type} ({x.level.code})",
    c.NewRelation: lambda x, call: (
        f"{call(x.b)} is the {x.type} of {call(x.a)} ({x.certainty}, source {call(x.source)}, {x.level.code})"
    ),
    c.NewClaim: _claim,
    c.RuleClaim: lambda x, _: f"claim {x.claim}: {x.standing}, {x.level.code}: {x.reason}",
    c.RuleSubject: lambda x, call: f"{call(x.subject)}: level {x.level.code}: {x.reason}",
    c.RuleVerification: lambda x, call: f"{call(x.case)}: at most {x.verification}: {x.reason}",
    c.SetCaseState: lambda x, call: f"{call(x.case)}: state {x.state} ({x.reason or 'no reason given'})",
    c.Decide: lambda x, call: (
        f"{call(x.subject)}: shown as {x.form} for {', '.join(x.purposes) or 'nothing'} ({x.basis}): {x.reason}"
    ),
    c.CloseWithdrawal: lambda x, call: f"{call(x.subject)} is no longer withdrawn: {x.reason}",
    c.MergeSubjects: lambda x, call: (
        f"{call(x.merged)} is the same person as {call(x.kept)}, which is kept: {x.reason}"
    ),
    c.EndMerge: lambda x, call: f"{call(x.merged)} is a person of its own again: {x.reason}",
    c.Revert: lambda x, _: f"change {x.changeset[:12]} no longer counts: {x.reason}",
}
