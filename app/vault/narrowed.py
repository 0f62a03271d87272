"""The rows about some people out of the rows about many. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from app.vault.rows import VaultRows


def narrowed(rows: VaultRows, people: Collection[str]) -> VaultRows:
    """Those about these people (public ids), their cases and their ties, and what was decided, or hidden, of them and of their returns.

    Enough to read them as one (`folding`), which asks a return what was decided of it and nothing else.
    """
    cases = tuple(case for case in rows.cases if case.individual in people)
    own = {*people, *(case.public_id for case in cases)}
    asked = own | {case.event for case in cases}
    return replace(
        rows,
        individuals=tuple(one for one in rows.individuals if one.public_id in people),
        events=(),
        cases=cases,
        case_events=tuple(each for each in rows.case_events if each.case in own),
        relations=tuple(tie for tie in rows.relations if tie.a in people or tie.b in people),
        claims=tuple(claim for claim in rows.claims if claim.subject in own),
        decisions=tuple(decision for decision in rows.decisions if decision.subject in asked),
        withdrawals=tuple(withdrawal for withdrawal in rows.withdrawals if withdrawal.subject in asked),
        moved=(),
    )
