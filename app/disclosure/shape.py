"""Step three: the form of display and the declared generalisations, for one individual. Also `project`, the three together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.codebook.fields import FIELDS
from app.codebook.levels import Form, Level, Purpose
from app.codebook.values import AgeValue, PlaceValue
from app.disclosure.age import age_view
from app.disclosure.clear import clear
from app.disclosure.dossier import CaseRecord, DecisionRecord, Dossier, SourceRecord, Statement
from app.disclosure.forms import WITHHELD_BY_FORM, Treatment
from app.disclosure.gate import Gated, form_of, gate
from app.disclosure.sections import is_disputed, section_of
from app.disclosure.settle import facts_of
from app.disclosure.verification import capped, ceiling
from app.disclosure.views import CaseView, FactView, IndividualView, PersonView, RelationView

Sources = Mapping[str, SourceRecord]
ABSENT = PersonView(None)


def project(dossier: Dossier, level: Level, on: date, sources: Sources) -> PersonView:
    """What `level` may see of the individual on the day `on`. `sources` are those cleared for the level."""
    cleared = clear(dossier, level)
    return ABSENT if cleared is None else shape(gate(cleared, level, on), on, sources)


def shape(gated: Gated, on: date, sources: Sources) -> PersonView:
    """The gated dossier in its form of display."""
    if gated.treatment is Treatment.ABSENT or gated.decision is None:
        return ABSENT
    return _SHAPES[gated.treatment](_Shaping(gated.dossier, gated.decision, on, sources))


@dataclass(frozen=True, slots=True)
class _Shaping:
    dossier: Dossier
    decision: DecisionRecord
    on: date
    sources: Sources


def _all(s: _Shaping) -> PersonView:
    return _view(s, s.dossier, cite=True)


def _named(s: _Shaping) -> PersonView:
    if Purpose.PUBLIC_NAME not in s.decision.purposes:
        return _described(s)
    detailed = Purpose.PUBLIC_DETAIL in s.decision.purposes
    told = replace(s.dossier, relations=s.dossier.relations if detailed else ())
    return _view(s, _only(told, lambda st: FIELDS[st.field].needs in s.decision.purposes), cite=True)


def _one_line(s: _Shaping) -> PersonView:
    if len(s.decision.evidence) != 1:  # which line was meant is not clear: count, and show nothing
        return _counted(s)
    source = s.decision.evidence[0]
    line = _only(s.dossier, lambda st: st.source == source)
    line = replace(line, relations=tuple(tie for tie in line.relations if tie.source == source))
    shown = _named(replace(s, dossier=line))
    return shown if any(map(_names, line.statements)) else _counted(s)


def _described(s: _Shaping) -> PersonView:
    if not _line_names_them(s):
        return _counted(s)
    coded = _only(s.dossier, lambda st: FIELDS[st.field].coded and _may_be_coded(s.decision, st))
    return _view(replace(s, decision=replace(s.decision, form=Form.DESCRIPTOR)), coded, cite=False)


def _line_names_them(s: _Shaping) -> bool:
    """Whether they stand in the line that a decision means; where none means one they need not."""
    lines = s.decision.lines
    return lines is None or any(_names(st) and st.source in lines for st in s.dossier.statements)


def _names(statement: Statement) -> bool:
    return statement.field == "name" and not statement.denies


def _may_be_coded(decision: DecisionRecord, statement: Statement) -> bool:
    """Not what needs the purpose of detail without it, as with a name; nor what another source says than a line that holds as well."""
    detail = FIELDS[statement.field].needs is Purpose.PUBLIC_DETAIL
    if detail and Purpose.PUBLIC_DETAIL not in decision.purposes:
        return False
    return decision.lines is None or statement.source in decision.lines


def _generalised(s: _Shaping) -> PersonView:
    if Purpose.RESEARCH_ACCESS not in s.decision.purposes or s.decision.lines is not None:
        return _counted(s)  # a line would settle what sources differ on
    return replace(_described(s), generalised=True)


def _counted(s: _Shaping) -> PersonView:
    return PersonView(None, counted_in=tuple(sorted({case.event for case in s.dossier.cases})))


_SHAPES = {
    Treatment.ALL: _all,
    Treatment.NAMED: _named,
    Treatment.ONE_LINE: _one_line,
    Treatment.DESCRIBED: _described,
    Treatment.GENERALISED: _generalised,
    Treatment.COUNTED: _counted,
}


def _ties(s: _Shaping, dossier: Dossier, *, cite: bool) -> tuple[RelationView, ...]:
    """The person's ties that rest on a source of this level; whether the other end is shown is for `assemble`."""
    kept = (tie for tie in dossier.relations if cite and tie.source in s.sources)
    return tuple(RelationView(dossier.public_id, tie.other, tie.type, tie.certainty) for tie in kept)


def _only(dossier: Dossier, wanted: Callable[[Statement], bool]) -> Dossier:
    def kept(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(st for st in statements if wanted(st))

    cases = tuple(replace(case, statements=kept(case.statements)) for case in dossier.cases)
    return replace(dossier, statements=kept(dossier.statements), cases=cases)


def _view(s: _Shaping, dossier: Dossier, cite: bool) -> PersonView:
    person = IndividualView(
        public_id=dossier.public_id,
        form=form_of(s.decision),
        kind=dossier.kind if cite else "unnamed",
        purposes=s.decision.purposes,
        facts=_told(dossier.statements, cite),
        withheld=() if cite else WITHHELD_BY_FORM,
    )
    cases = tuple(_case(s, dossier, person, case, cite) for case in dossier.cases)
    return PersonView(person, cases, _ties(s, dossier, cite=cite))


def _case(s: _Shaping, dossier: Dossier, person: IndividualView, case: CaseRecord, cite: bool) -> CaseView:
    facts = _told(case.statements, cite)
    said = dossier.statements + case.statements
    return CaseView(
        public_id=case.public_id,
        individual=person.public_id,
        event=case.event,
        facts=facts,
        age=age_view(person.facts, facts),
        section=section_of(facts),
        verification=capped(ceiling(said, s.sources), (limit.verification for limit in case.limits)),
        disputed=is_disputed(facts),
        sources=len({st.source for st in said}),
        review_due=s.decision.review_on is not None and s.decision.review_on <= s.on,
    )


def _told(statements: tuple[Statement, ...], cite: bool) -> tuple[FactView, ...]:
    """Where no source is cited, not how it was printed either."""
    return facts_of(statements if cite else tuple(map(_unprinted, statements)), cite)


def _unprinted(statement: Statement) -> Statement:
    """The coded value alone: how it was printed could be searched for in the source."""
    value = statement.value
    if isinstance(value, AgeValue):
        text = "" if value.low is None else str(value.low) if value.low == value.high else f"{value.low}-{value.high}"
        value = value.model_copy(update={"text": text})
    elif isinstance(value, PlaceValue):
        value = value.model_copy(update={"text": value.code or ""})
    return replace(statement, value=value, wording="", locator="", quote="")
