"""Hand-made views of people who do not exist, for every way in which a case can be shown."""

from __future__ import annotations

from datetime import date

from app.codebook.levels import Form, Level, Purpose
from app.codebook.values import AgeValue, CountValue, DateValue, NameValue, PlaceValue, TermValue, TextValue, Value
from app.disclosure.age import age_view
from app.disclosure.forms import WITHHELD_BY_FORM
from app.disclosure.sections import is_disputed, section_of
from app.disclosure.settle import fact_of
from app.disclosure.views import (
    CaseView,
    Citation,
    Content,
    EventView,
    FactView,
    IndividualView,
    RelationView,
    SourceView,
    StatedValue,
)

ALOUD = frozenset({Purpose.PUBLIC_NAME, Purpose.PUBLIC_DETAIL, Purpose.READING_ALOUD})
SOURCES = ("srcfamily0000001", "srcreport0000002", "srcstate00000003", "srchidden0000004")
Said = tuple[Value, tuple[str, ...]]


def fact(code: str, *said: Said, denied: bool = False) -> FactView:
    """A field with its values; each value with the sources that say it. `denied`: the last one is a denial."""
    values = tuple(
        StatedValue(value, tuple(_cite(s, code, denies=denied and n == len(said)) for s in by), preferred=False)
        for n, (value, by) in enumerate(said, 1)
    )
    return fact_of(code, values)


def _cite(source: str, code: str, *, denies: bool) -> Citation:
    return Citation(source, f"paragraph on {code}", "", "", "told_by_family", "denies" if denies else "asserts")


def term(code: str, *by: str) -> Said:
    return TermValue(term=code), by


def day(text: str, *by: str) -> Said:
    return DateValue(text=text), by


def name(text: str, script: str, *by: str, form: str = "as_published") -> Said:
    return NameValue(text=text, script=script, form=form), by


def _person(key: str, *facts: FactView, form: Form = Form.FULL, kind: str = "named") -> IndividualView:
    withheld = WITHHELD_BY_FORM if form is Form.DESCRIPTOR else ()
    return IndividualView(key, form, kind, ALOUD, facts, withheld)


def _case(
    key: str, person: IndividualView, event: str | None, *facts: FactView, verification: str = "reported"
) -> CaseView:
    sources = {c.source for f in (*person.facts, *facts) for v in f.values for c in v.citations}
    return CaseView(
        key,
        person.public_id,
        event,
        facts,
        age_view(person.facts, facts),
        section_of(facts),
        verification,
        is_disputed(facts),
        len(sources),
        review_due=False,
    )


def _returned(*by: str, when: str = "2023-10-09") -> tuple[FactView, ...]:
    return (
        fact("return_date", day(when, *by)),
        fact("returning_state", term("CN", *by)),
        fact("receiving_state", term("KP", *by)),
        fact("case_category", term("forced_return", *by)),
    )


A, B, C, HIDDEN = SOURCES

ONE = _person(
    "perone0000000001",
    fact(
        "name",
        name("Synthetic Person One", "Latn", A, B),
        name("가상일", "Hang", A),
        name("Kim Gasang", "Latn", B),
        denied=True,
    ),
    fact("sex", term("female", A)),
    fact("birth", day("1983", A)),
)
KIM = _person(
    "perkim0000000002",
    fact("name", name("Kim Gasang", "Latn", A), name("김가상", "Hang", B)),
    fact("sex", term("male", B)),
)
MASKED = _person(
    "permask000000003",
    fact("name", name("○가상", "Hang", B, form="masked")),
    form=Form.AS_PUBLISHED,
    kind="partly_named",
)
DESCRIBED = _person("perdesc000000004", fact("sex", term("female")), form=Form.DESCRIPTOR, kind="unnamed")
HELD = _person("perheld000000005", fact("name", name("Synthetic Person Five", "Latn", A), name("가상오", "Hang", A)))
GIRL = _person("pergirl000000006", fact("sex", term("female")), form=Form.DESCRIPTOR, kind="unnamed")
ESCAPED = _person(
    "perfree000000007", fact("name", name("=Synthetic Person Seven", "Latn", A)), fact("sex", term("male", A))
)
ELDER = _person(
    "perelder00000008",
    fact("name", name("가상팔", "Hang", B)),
    fact("known_as", (TextValue(text="mother of a synthetic person"), (B,))),
    fact("origin_place", (PlaceValue(text="Synthetic Town", code="KP-09"), (B,))),
)
PEOPLE = (DESCRIBED, ELDER, ESCAPED, GIRL, HELD, KIM, MASKED, ONE)

CASES = (
    _case(
        "casone0000000001",
        ONE,
        "evoct00000000001",
        fact("age_at_return", (AgeValue(text="40", low=40, high=40, basis="international"), (A, B))),
        fact("seizure_date", day("2023-04-05", A), day("2023-04-22", B)),
        fact("seizure_place", (PlaceValue(text="Synthetic rest stop, Jilin, China", code="CN-JL"), (A,))),
        *_returned(A, B),
        fact(
            "fate",
            (TextValue(text="said to have been seen in a synthetic prison"), (A,)),
            (TextValue(text="shot together with Kim Gasang"), (B,)),
            denied=True,
        ),
        fact("outcome", term("executed", A), term("imprisoned", B)),
        verification="corroborated",
    ),
    _case(
        "caskim0000000002",
        KIM,
        "evlaos0000000002",
        fact(
            "age_at_return",
            (AgeValue(text="15", low=15, high=15, basis="international"), (A,)),
            (AgeValue(text="19", low=19, high=19, basis="international"), (C,)),
        ),
        fact("return_date", day("2013-05-28", A)),
        fact("returning_state", term("LA", A)),
        fact("receiving_state", term("KP", A, C)),
        fact("case_category", term("forced_return", A)),
        fact("outcome", term("alive_reported", C)),
    ),
    _case(
        "casmask000000003",
        MASKED,
        "evoct00000000001",
        fact("age_at_return", (AgeValue(text="39", low=39, high=39, basis="korean"), (B,))),
        *_returned(B, when="2023-10"),
    ),
    _case(
        "casdesc000000004",
        DESCRIBED,
        "evoct00000000001",
        fact("age_at_return", (AgeValue(text="34", low=34, high=34, basis="international"), ())),
        *_returned(),
    ),
    _case(
        "casheld000000005",
        HELD,
        None,
        fact("seizure_date", day("2025-01", A)),
        fact("feared_state", term("KP", A)),
        fact("case_category", term("custody_return_feared", A)),
    ),
    _case(
        "casgirl000000006",
        GIRL,
        "evlaos0000000002",
        fact("age_band", term("adolescent"), term("twenties")),
        *_returned(when="2013-05-28"),
    ),
    _case(
        "casfree000000007", ESCAPED, None, *_returned(A, when="../2004-06-29"), fact("outcome", term("re_escaped", A))
    ),
    _case("caskim0000000008", KIM, None, *_returned(A, when="2017~")),
    _case(
        "caselder00000009",
        ELDER,
        None,
        fact("age_at_return", (AgeValue(text="about 65", low=63, high=67, basis="stated_unclear"), (B,))),
        *_returned(B, when="2003-01"),
        fact("outcome", term("detained", B), denied=True),
    ),
)

EVENTS = (
    EventView(
        "evlaos0000000002",
        "Return from Laos by way of China, 28 May 2013",
        ALOUD,
        "returned",
        (
            fact("count", (CountValue(text="nine", low=9, high=9, basis="exact_list"), (A, C))),
            fact("return_date", day("2013-05-28", A)),
            fact("returning_state", term("LA", A)),
            fact("receiving_state", term("KP", A)),
            fact("known_as", (TextValue(text="nine synthetic young people"), (A,))),
        ),
        1,
        1,
        0,
        9,
        9,
    ),
    EventView(
        "evoct00000000001",
        "Returns from China, 9 October 2023",
        ALOUD,
        "returned",
        (
            fact(
                "count",
                (CountValue(text="more than 500", low=500, basis="ngo_estimate"), (A,)),
                (CountValue(text="about 600", low=600, high=600, basis="media_report"), (B,)),
            ),
            *_returned(A, B),
        ),
        2,
        1,
        1,
        500,
        None,
    ),
)


def content() -> Content:
    """All of it, as disclosure would hand it to an edition."""
    return Content(
        Level.PUBLIC,
        date(2026, 11, 24),
        PEOPLE,
        tuple(sorted(CASES, key=lambda c: c.public_id)),
        EVENTS,
        (
            RelationView(KIM.public_id, ONE.public_id, "sibling", "probable"),
            RelationView(ONE.public_id, KIM.public_id, "sibling", "probable"),
        ),
        (
            SourceView(
                A,
                "A synthetic petition",
                "Synthetic Author",
                "Synthetic Family Campaign",
                "2023-12-05",
                "https://example.org/a",
                "en",
                "ngo_report",
                generalised=False,
            ),
            SourceView(
                B,
                "가상의 신문 기사",
                "",
                "가상신문",
                "2023-10-13",
                "https://example.org/b",
                "ko",
                "media_report",
                generalised=False,
            ),
            SourceView(
                C,
                "",
                "",
                "A synthetic state agency",
                "2013-06~",
                "javascript:alert(1)",
                "en",
                "official_document",
                generalised=True,
            ),
        ),
    )
