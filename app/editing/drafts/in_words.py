"""A change in words, for a reviewer: one line that says what it does, and everything else that it holds. Only for who may see the proposal.

Whoever approves a change has been shown all of it. So what the line does not say is told field by field, a field that is
added later as well. `call` says how people, returns, sources and claims are called: by their ids unless somebody knows words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from app.codebook.fields import FIELDS
from app.codebook.levels import Form
from app.editing.drafts import changes as c
from app.editing.words import value_exactly, value_in_words
from app.sharing.days import day_in_words
from app.sharing.labels import label

Call = Callable[[str], str]
"""A public id, the ref of a claim, or `@` and a ref, as words; nothing for whom the line stands below."""
SEALED = frozenset({"asked_by", "threats"})
"""Words about who asked and what threatens: for those who decide, while they do."""


def said(change: c.Change, call: Call = str) -> str:
    """What the change would do."""
    return _SAID[type(change)](change, call).strip(" :")


def details(change: c.Change, call: Call = str, *, sealed: bool = True) -> list[tuple[str, str]]:
    """All that the line does not say: what it is, and the words. `sealed`: with those words that only who decides reads."""
    return [
        (LABELS.get(name, name.replace("_", " ").capitalize()), words)
        for name in type(change).model_fields
        if name not in _IN_THE_LINE[type(change)] and (sealed or name not in SEALED)
        for words in _words(change, name, call)
    ]


def _words(change: c.Change, name: str, call: Call) -> Iterator[str]:
    given = getattr(change, name)
    if name == "value":
        yield from filter(None, [value_exactly(given)])
    elif name == "wording" and given == getattr(change.value, "text", ""):  # type: ignore[union-attr]
        return  # the line says so
    elif given not in (None, "", ()):
        yield ", ".join(_one(f"{change.kind}.{name}", name, each, call) for each in _each(given))


def _each(given: Any) -> tuple[Any, ...]:
    return given if isinstance(given, tuple) else (given,)


def _one(place: str, name: str, given: Any, call: Call) -> str:
    vocabulary = _CODED.get(place) or _CODED.get(name)
    if vocabulary:
        return label(vocabulary, str(given), "en")
    if name in _SOURCES:
        return call(given)
    return day_in_words(str(given), "en") if name in _DAYS else str(given)


def _claim(change: c.NewClaim, call: Call) -> str:
    name = FIELDS[change.field].label.en if change.field in FIELDS else change.field
    doubt = "denies " if change.polarity == "denies" else ""
    ruled = "" if change.standing == "active" else f", {change.standing}"
    words = f"{doubt}{name}: {value_in_words(change.field, change.value)}"
    return f"{call(change.subject)} {words} (source {call(change.source)}, {change.level.code}{ruled})"


def _case(change: c.NewCase, call: Call) -> str:
    whose = f" of {call(change.individual)}" if call(change.individual) else ""
    return f"new case{whose} in {call(change.event) or 'this return'} ({change.level.code})"


def _decide(change: c.Decide, call: Call) -> str:
    purposes = ", ".join(label("purpose", each, "en") for each in change.purposes)
    shown = f"shown as {label('form_of_display', change.form, 'en')}{f' for {purposes}' if purposes else ''}"
    if change.form is Form.HOLD:
        shown = f"on hold, so shown to the vetted alone{f' (with the purposes {purposes})' if purposes else ''}"
    return f"{call(change.subject)}: {shown}: {change.reason}"


def _merge(change: c.MergeSubjects, call: Call) -> str:
    return (
        f"{_both(change.merged, call)} is the same person as {_both(change.kept, call)}, which is kept: {change.reason}"
    )


def _end_merge(change: c.EndMerge, call: Call) -> str:
    apart = f", and no longer read as part of {_both(change.kept, call)}" if change.kept else ""
    return f"{_both(change.merged, call)} is a person of their own again{apart}: {change.reason}"


def _both(key: str, call: Call) -> str:
    """What somebody is called, and the id: two of whom one may be the other often have one name."""
    return f"{call(key)} {key}".strip() if call(key) != key else key


_SAID: Mapping[type, Callable[[Any, Call], str]] = MappingProxyType({
    c.NewSource: lambda x, _: f"new source: {x.title} ({x.level.code})",
    c.NewIndividual: lambda x, _: f"new person ({label('individual_kind', x.individual_kind, 'en')}, {x.level.code})",
    c.NewEvent: lambda x, _: f"new return event: {x.label} ({x.level.code})",
    c.NewCase: _case,
    c.NewCaseEvent: lambda x, call: f"{call(x.case)}: {label('case_event_type', x.event_type, 'en')} ({x.level.code})",
    c.NewRelation: lambda x, call: (
        f"{call(x.b)} is the {label('relationship', x.type, 'en')} of {call(x.a)} "
        f"({label('certainty', x.certainty, 'en')}, source {call(x.source)}, {x.level.code})"
    ),
    c.NewClaim: _claim,
    c.RuleClaim: lambda x, call: (
        f"{call(x.claim)}: {label('claim_standing', x.standing, 'en')}, {x.level.code}: {x.reason}"
    ),
    c.RuleSubject: lambda x, call: f"{call(x.subject)}: level {x.level.code}: {x.reason}",
    c.RuleSource: lambda x, call: (
        f"{call(x.source)}: level {x.level.code} instead of {x.was.code}, and with it all that only this source says: {x.reason}"
    ),
    c.RuleVerification: lambda x, call: (
        f"{call(x.case)}: at most {label('verification', x.verification, 'en')}: {x.reason}"
    ),
    c.SetCaseState: lambda x, call: f"{call(x.case)}: state {label('case_state', x.state, 'en')}",
    c.Decide: _decide,
    c.CloseWithdrawal: lambda x, call: f"{call(x.subject)} is no longer withdrawn: {x.reason}",
    c.MergeSubjects: _merge,
    c.EndMerge: _end_merge,
    c.Revert: lambda x, _: f"change {x.changeset[:12]} no longer counts: {x.reason}",
})  # fmt: skip
_NAMES = frozenset({"ref", "kind"})
_IN_THE_LINE: Mapping[type, frozenset[str]] = MappingProxyType({
    kind: _NAMES | told
    for kind, told in {
        c.NewSource: {"title", "level"},
        c.NewIndividual: {"individual_kind", "level"},
        c.NewEvent: {"label", "level"},
        c.NewCase: {"individual", "event", "level"},
        c.NewCaseEvent: {"case", "event_type", "level"},
        c.NewRelation: {"a", "b", "type", "certainty", "source", "level"},
        c.NewClaim: {"subject", "field", "source", "level", "polarity", "standing"},
        c.RuleClaim: {"claim", "standing", "level", "reason"},
        c.RuleSubject: {"subject", "level", "reason"},
        c.RuleSource: {"source", "level", "was", "reason"},
        c.RuleVerification: {"case", "verification", "reason"},
        c.SetCaseState: {"case", "state"},
        c.Decide: {"subject", "form", "purposes", "reason"},
        c.CloseWithdrawal: {"subject", "reason"},
        c.MergeSubjects: {"kept", "merged", "reason"},
        c.EndMerge: {"kept", "merged", "reason"},
        c.Revert: {"changeset", "reason"},
    }.items()
})  # fmt: skip
"""The fields that the line of each kind says."""
_CODED: Mapping[str, str] = MappingProxyType({
    "new_source.type": "source_type", "reliability": "reliability", "information_basis": "information_basis",
    "new_claim.basis": "information_basis", "credibility": "credibility", "certainty": "certainty",
    "level_reason": "level_reason", "set_case_state.reason": "change_reason", "decide.basis": "consent_basis",
    "consent_status": "consent_status", "effect": "effect_of_publicity",
})  # fmt: skip
"""The vocabulary of a field, by its name, or by the kind of change and its name."""
_SOURCES = frozenset({"evidence", "derives_from"})
_DAYS = frozenset({"review_on", "expires_on", "embargo_until"})
LABELS: Mapping[str, str] = MappingProxyType({
    "publisher_key": "Key of the publisher", "type": "Kind", "url": "Address", "reliability": "How reliable it is",
    "information_basis": "How it knows", "derives_from": "It takes what it says from", "public_id": "Id",
    "value": "More exactly", "wording": "Its own words", "locator": "Place in it", "basis": "Basis",
    "ruled_because": "Ruled so because", "coding": "Coded by and why", "level_reason": "Reason for the level",
    "consent_status": "Consent", "effect": "Effect of publicity", "asked_by": "Who asked",
    "evidence": "Sources that show the basis", "review_on": "To be looked at again on", "expires_on": "Ends on",
    "embargo_until": "Not before",
})  # fmt: skip
