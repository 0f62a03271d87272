"""The forms about how somebody appears: a publication decision, and the end of a withdrawal.

That of a decision begins with the one that is in force, as far as it is seen; why it is so now is said anew.
"""

from __future__ import annotations

from datetime import date, timedelta

from app.codebook.levels import Form, Purpose
from app.editing.drafts import changes as c
from app.editing.record.page import CASE, PERSON
from app.vault.rows import DecisionRow
from app.web.desk.acts.cells import Cell, Given, Options, Setting, among, day_of, given, terms

REFUSED = "Refused and withdrawn hide the person whatever the form, and from then on two people decide."
ONE_LINE = "As published needs exactly one: the source whose line is printed."
HOW_LONG = "Half a year for somebody who may be a child, else a year."
WHO = "Whoever approves it decides; nobody does who wrote about this person."
WHO_OF_MANY = (
    "It shows everybody with a published case in this return, now and later, of whom nothing else is decided. "
    "Whoever approves it decides; nobody does who wrote about any of them."
)
TWO = (
    "Two people have to approve: somebody may be a child today, or sexual violence is told of, "
    "or consent was refused or taken back."
)
ONE = "One approval is enough by what you see; more is asked for where what you do not see needs it."
LIMITED = "Only for consent that was limited in time: after it the person is held."
A_YEAR, HALF_A_YEAR = timedelta(days=365), timedelta(days=182)

UNDECIDED = DecisionRow("", Form.HOLD, frozenset(), "none", "pending", "unclear", date.min, None, None, None, ())
"""Where the form begins while nobody has decided."""


def decision_cells(at: Setting) -> tuple[Cell, ...]:
    one = at.key in at.seen.keys  # on the form for many, each child has a day of their own
    child = one and bool(at.seen.children_now(_people(at), at.today))
    review = at.today + (HALF_A_YEAR if child else A_YEAR)
    about = [at.key] if one else at.seen.keys
    told_by = {source for each in about for source in at.seen.cited_around(each)}
    sources = tuple(sorted(((key, at.seen.name(key)) for key in told_by), key=lambda each: each[1]))
    now = at.seen.decided(at.key) or UNDECIDED
    return (
        Cell("form", "Form of display", "select", among("form_of_display", Form), required=True, value=str(now.form)),
        Cell("purpose", "Purposes", "checks", among("purpose", Purpose), ticked=tuple(sorted(now.purposes))),
        Cell("basis", "Basis", "select", terms("consent_basis"), value=now.basis),
        Cell("consent_status", "Consent", "select", terms("consent_status"), REFUSED, value=now.consent_status),
        Cell("effect", "Effect of publicity", "select", terms("effect_of_publicity"), value=now.effect),
        Cell("evidence", "Sources that show the basis", "checks", sources, ONE_LINE, ticked=_among(now.evidence, sources)),
        Cell("evidence_in_words", "Evidence in words", "area"),
        Cell("asked_by", "Who asked, and how to reach them", "area", hint="Sealed."),
        Cell("threats", "Threats that are known", "area", hint="Sealed."),
        Cell("review_on", "To be looked at again on", "date", value=review.isoformat(), hint=HOW_LONG),
        Cell("expires_on", "Ends on", "date", hint=LIMITED, value=_to_come(now.expires_on, at)),
        Cell("embargo_until", "Not before", "date", value=_to_come(now.embargo_until, at)),
        Cell("why", "Reason", "area", required=True),
    )  # fmt: skip


def _among(evidence: tuple[str, ...], sources: Options) -> tuple[str, ...]:
    """Those of the sources that the form offers: others are not seen here."""
    return tuple(key for key, _ in sources if key in evidence)


def _to_come(day: date | None, at: Setting) -> str:
    """A day that is still to come; one that is over is not decided anew."""
    return day.isoformat() if day is not None and day > at.today else ""


def decision(at: Setting, form: Given) -> tuple[c.Decide]:
    """The decision as the form has it; whether it makes sense is asked when it is handed in."""
    checked = {name.partition(":")[0::2] for name in form if ":" in name}
    return (
        c.Decide(
            ref="decision", subject=at.key, form=Form(given(form, "form")),
            purposes=tuple(p for p in Purpose if ("purpose", str(p)) in checked),
            basis=given(form, "basis"), consent_status=given(form, "consent_status"), effect=given(form, "effect"),
            reason=given(form, "why"), evidence_in_words=given(form, "evidence_in_words"),
            asked_by=given(form, "asked_by"), threats=given(form, "threats"), review_on=day_of(form, "review_on"),
            expires_on=day_of(form, "expires_on"), embargo_until=day_of(form, "embargo_until"),
            evidence=tuple(sorted(code for name, code in checked if name == "evidence")),
        ),
    )  # fmt: skip


def decision_note(at: Setting) -> str:
    who = WHO if at.kind == PERSON else WHO_OF_MANY
    return f"{who} {TWO if at.seen.two_needed(_people(at), at.today) else ONE}"


def _people(at: Setting) -> list[str]:
    """The person, or everybody in the return, as far as that is seen."""
    cases = (key for key in at.seen.keys if at.seen.kind(key) == CASE)
    return [at.key] if at.kind == PERSON else sorted({at.seen.person_of(key) for key in cases})


def close_note(at: Setting) -> str:
    return f"{decision_note(at)} The decision that was made before then counts again."


def close(at: Setting, form: Given) -> tuple[c.Change, ...]:
    return (c.CloseWithdrawal(ref="end", subject=at.key, reason=given(form, "why")),)
