"""What a row of codings.csv means: the coded part of an age, a count or a place, or a term beside the text it was read from.

Nothing else in this system turns words into codes (domain.md, rule 11).
"""

from __future__ import annotations

import re

from pydantic import ValidationError

from app.codebook.codes import check_codes
from app.codebook.fields import FIELDS
from app.codebook.values import COUNT_DIGITS, AgeValue, CountValue, NameValue, PlaceValue, TermValue, Value
from app.codebook.vocabularies import UnknownTerm, term

POLARITY = "polarity"
"""A coding of this name says that the claim denies what its field would assert."""
MASK = "○"
_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_END = re.compile(rf"[0-9]{{0,{COUNT_DIGITS}}}")
"""One end of a range: `isdigit` is true of a raised two as well, which `int` does not read."""


class CodingFault(ValueError):
    """The row cannot be read as a coding; `column` is where."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


def read_coding(field: str, code: str, wording: str) -> Value | None:
    """The coded value, printed as `wording`; None for a polarity. CodingFault says what is wrong."""
    if field == POLARITY:
        if code != "denies":
            raise CodingFault("coded_value", "A polarity is coded only where the claim denies")
        return None
    declared = FIELDS.get(field)
    if declared is None:
        raise CodingFault("coded_field", f"{field!r} is not a field of the codebook")
    try:
        value = _READERS[declared.kind](code, wording)
        check_codes(declared, value)
    except KeyError:
        raise CodingFault("coded_field", f"{field!r} is not a coded field") from None
    except ValidationError as fault:  # its own text shows the input and names a library
        raise CodingFault("coded_value", str(fault.errors()[0]["msg"]).removeprefix("Value error, ")) from None
    except (UnknownTerm, ValueError) as fault:
        raise CodingFault("coded_value", str(fault)) from None
    return value


def _age(code: str, wording: str) -> Value:
    (low, high), basis = _range(code)
    if low is None or high is None:
        raise ValueError("an age has both ends")
    return AgeValue(text=wording, low=low, high=high, basis=basis)


def _count(code: str, wording: str) -> Value:
    (low, high), basis = _range(code)
    return CountValue(text=wording, low=low, high=high, basis=basis)


def _place(code: str, wording: str) -> Value:
    if not _PLACE.fullmatch(code):
        raise ValueError(f"{code!r} is not an ISO 3166 code such as CN or CN-22")
    return PlaceValue(text=wording, code=code)


def _name(code: str, wording: str) -> Value:
    """`text;form`, several divided by `|`; the first of them."""
    for one in code.split("|"):
        text, _, form = one.partition(";")
        if not text.strip():
            raise ValueError("a name has letters")
        term("name_form", form)
        if form == "pronunciation" and MASK in wording:
            raise ValueError("a masked name is not completed, so there is no aid for saying it")
    text, _, form = code.split("|", maxsplit=1)[0].partition(";")
    return NameValue(text=text, form=form)


def _term(code: str, _: str) -> Value:
    return TermValue(term=code)


def _range(code: str) -> tuple[tuple[int | None, int | None], str]:
    """`MIN/MAX;basis`, either end may be empty, and has at most `COUNT_DIGITS` digits."""
    ends, _, basis = code.partition(";")
    low, slash, high = ends.partition("/")
    if not slash or not basis or not (_END.fullmatch(low) and _END.fullmatch(high)):
        raise ValueError(f"{code[:80]!r} is not written as MIN/MAX;basis, such as 40/49;stated_unclear")
    return (int(low) if low else None, int(high) if high else None), basis


_READERS = {"name": _name, "age": _age, "count": _count, "place": _place, "term": _term}
