"""Whether a decision how somebody appears says what it does: what is refused, and what is only odd and told to whoever approves it.

By the rules of disclosure (`app/disclosure/shape.py`): a form shows by a name only for a purpose, and one line needs its source.
Asked wherever a proposal is handed in, be it by a form or by a file at a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.codebook.levels import Form, Purpose
from app.disclosure.forms import BARRING_CONSENT
from app.editing.drafts.changes import Change, Decide
from app.editing.errors import BadDraft, Fault

BY_NAME = frozenset({Form.FULL, Form.AS_PUBLISHED})
NO_PURPOSE = "Say for what at least: without a purpose nothing is shown in this form. To show nothing, choose On hold."
WHICH_LINE = "As published needs exactly one source: the one whose line is printed."
NO_NAME = "Without the purpose of the name in public, readers of the public edition see no name: a descriptor at most."
BARRED = "Consent was refused or taken back: nobody is shown by this decision, whatever its form."
NO_BASIS = "It shows somebody without a basis."
NO_EVIDENCE = "It shows somebody, and neither a source nor words say what its basis rests on."


def check_decided(changes: Iterable[Change]) -> None:
    """BadDraft says which of the decisions cannot mean what they say, by the cell of a form; once what is wrong with many."""
    faults = dict.fromkeys(fault for one in changes if isinstance(one, Decide) for fault in _forbidden(one))
    if faults:
        raise BadDraft(sorted(faults, key=lambda fault: fault.where))


def _forbidden(decision: Decide) -> Iterator[Fault]:
    if decision.form in BY_NAME and not decision.purposes:
        yield Fault("purpose", NO_PURPOSE)
    if decision.form is Form.AS_PUBLISHED and len(decision.evidence) != 1:
        yield Fault("evidence", WHICH_LINE)


def odd(decision: Decide) -> Iterator[str]:
    """What is worth a second look before it is approved."""
    if decision.form is Form.HOLD:
        return
    if decision.consent_status in BARRING_CONSENT:
        yield BARRED
        return
    if decision.form in BY_NAME and Purpose.PUBLIC_NAME not in decision.purposes:
        yield NO_NAME
    if decision.basis == "none":
        yield NO_BASIS
    if not (decision.evidence or decision.evidence_in_words):
        yield NO_EVIDENCE
