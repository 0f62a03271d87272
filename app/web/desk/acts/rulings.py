"""The forms that rule on what is there: a claim, a level, a case's state, a limit to its verification, the end of a merge."""

from __future__ import annotations

from app.codebook.fields import FIELDS
from app.codebook.levels import Level, Standing
from app.disclosure.verification import STEPS
from app.editing.drafts import changes as c
from app.editing.errors import BadDraft, Fault, NotThere
from app.editing.record.parts import ClaimLine
from app.sharing.labels import label
from app.web.desk.acts.cells import WHY, Cell, Given, Options, Setting, given, level_cell, level_of, terms


def _claim(at: Setting) -> tuple[str, ClaimLine]:
    for field, lines in at.seen.claims(at.key):
        for line in lines:
            if line.ref == at.asked.get("claim"):
                return field, line
    raise NotThere


def rule_cells(at: Setting) -> tuple[Cell, ...]:
    _, line = _claim(at)
    standings = tuple(each for each in terms("claim_standing") if each[0] in set(Standing))
    return (
        Cell("standing", "It is", "select", standings, value=line.standing),
        level_cell(line.level),
        Cell("level_reason", "Reason for the level", "select", terms("level_reason", True)),
        WHY,
    )


def rule(at: Setting, form: Given) -> tuple[c.Change, ...]:
    _, line = _claim(at)
    return (
        c.RuleClaim(
            ref="ruling", claim=line.ref, standing=_standing(form), level=level_of(form),
            level_reason=given(form, "level_reason") or None, reason=given(form, "why"),
        ),
    )  # fmt: skip


def _standing(form: Given) -> Standing:
    try:
        return Standing(given(form, "standing"))
    except ValueError:
        raise BadDraft(
            [Fault("standing", "Say whether it is active, preferred, superseded, rejected or withdrawn.")]
        ) from None


def rule_note(at: Setting) -> str:
    field, line = _claim(at)
    return f"{FIELDS[field].label.en}: {line.words} ({at.seen.name(line.source)}; {line.level}, {line.standing})"


def level_cells(at: Setting) -> tuple[Cell, ...]:
    now = Level((at.seen.parts(at.key) or {})["level"]).code
    return level_cell(now), Cell("level_reason", "Reason for the level", "select", terms("level_reason", True)), WHY


def subject_level(at: Setting, form: Given) -> tuple[c.Change, ...]:
    return (
        c.RuleSubject(
            ref="level", subject=at.key, level=level_of(form), level_reason=given(form, "level_reason") or None,
            reason=given(form, "why"),
        ),
    )  # fmt: skip


def states_offered() -> Options:
    """The states that somebody can set by hand."""
    return tuple(each for each in terms("case_state") if each[0] not in ("merged", "unknown"))


def state_cells(at: Setting) -> tuple[Cell, ...]:
    now = str((at.seen.parts(at.key) or {})["state"])
    return (
        Cell("state", "State", "select", states_offered(), value=now),
        Cell("reason", "Reason", "select", terms("change_reason", True)),
        WHY,
    )


def state(at: Setting, form: Given) -> tuple[c.Change, ...]:
    reason = given(form, "reason") or None
    return (c.SetCaseState(ref="state", case=at.key, state=given(form, "state"), reason=reason),)


def limit_cells(at: Setting) -> tuple[Cell, ...]:
    now = str((at.seen.parts(at.key) or {})["verification_cap"])
    steps = tuple((code, label("verification", code, "en")) for code in STEPS)
    return (
        Cell("verification", "At most", "select", steps, "What the sources allow is computed. A limit can only be lower.", value=now),
        WHY,
    )  # fmt: skip


def limit(at: Setting, form: Given) -> tuple[c.Change, ...]:
    limit = given(form, "verification")
    return (c.RuleVerification(ref="limit", case=at.key, verification=limit, reason=given(form, "why")),)


def unmerge(at: Setting, form: Given) -> tuple[c.Change, ...]:
    unmerge_cells(at)
    return (c.EndMerge(ref="end", kept=at.key, merged=at.asked.get("merged", ""), reason=given(form, "why")),)


def unmerge_cells(at: Setting) -> tuple[Cell, ...]:
    if at.asked.get("merged") not in at.merged:
        raise NotThere
    return (WHY,)


def unmerge_note(at: Setting) -> str:
    """Both, each with the id: two who were taken for one often have one name."""
    merged = at.asked.get("merged", "")
    both = ((at.seen.name(at.key), at.key), (at.merged[merged], merged))
    kept, gone = (" ".join(filter(None, dict.fromkeys(each))) for each in both)
    return f"Two people again: {kept}, and {gone}."


def only_why(_: Setting) -> tuple[Cell, ...]:
    return (WHY,)
