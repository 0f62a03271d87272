"""The values a claim can carry, one class a kind. Frozen, comparable, with one canonical form for hashing.

`sameness` is what makes two sources agree: a date's text, an age's range, a place's code; not how it was printed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from app.codebook.ages import OLDEST, AgeRange
from app.codebook.dates import PartialDate, partial_date

COUNT_DIGITS = 9
"""Of each end of a count. No return was of more people than that, and no table and no text of a body holds a number without end."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def canonical(self) -> str:
        """Sorted JSON without blanks: equal values have equal text, on every machine."""
        return json.dumps(self.model_dump(exclude_none=True), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    def sameness(self) -> str:
        """Two values with the same text say the same thing."""
        return self.canonical()


def letters_of(name: Mapping[str, Any]) -> str:
    """All that a name holds, as a value or a document has it, as one text to look through."""
    return " ".join(name[part] for part in ("text", "family", "given") if name.get(part))


class NameValue(_Value):
    """A name as written, with script (ISO 15924), form and scheme of domain.md.

    An aid for saying a name is a form too: `pronunciation`, scheme `reader_aid`, with the parts of the name that it is for.
    """

    kind: Literal["name"] = "name"
    text: str
    script: str = "Zyyy"
    form: str = "as_published"
    scheme: str = "as_published"
    language: str | None = None
    family: str | None = None
    given: str | None = None

    @property
    def is_aid(self) -> bool:
        """Nobody is called so: it only helps to say the name that `family` and `given` spell."""
        return self.form == "pronunciation"

    @property
    def letters(self) -> str:
        """All that it holds of a name (`letters_of`)."""
        return letters_of(dict(self))

    def sameness(self) -> str:
        return f"{self.form}:{self.text}"


class DateValue(_Value):
    """A partial date, as EDTF text."""

    kind: Literal["date"] = "date"
    text: str

    @model_validator(mode="after")
    def _is_a_date(self) -> DateValue:
        partial_date(self.text)
        return self

    @property
    def date(self) -> PartialDate:
        return partial_date(self.text)


class AgeValue(_Value):
    """An age as printed, and its range in whole years once a person has coded it (basis: vocabulary age_basis)."""

    kind: Literal["age"] = "age"
    text: str
    low: int | None = None
    high: int | None = None
    basis: str | None = None

    @model_validator(mode="after")
    def _is_a_range(self) -> AgeValue:
        if any(end is not None and not 0 <= end <= OLDEST for end in (self.low, self.high)):
            raise ValueError(f"an age runs from 0 to {OLDEST} years")
        if self.low is not None and self.high is not None:
            AgeRange(self.low, self.high, self.basis or "stated_unclear")
        return self

    @property
    def range(self) -> AgeRange | None:
        if self.low is None or self.high is None:
            return None
        return AgeRange(self.low, self.high, self.basis or "stated_unclear")

    def sameness(self) -> str:
        return f"{self.low}-{self.high}" if self.low is not None else self.text


class PlaceValue(_Value):
    """A place as printed, and its ISO 3166-1 or 3166-2 code once a person has coded it."""

    kind: Literal["place"] = "place"
    text: str
    code: str | None = None

    def sameness(self) -> str:
        return self.text.casefold()


class TermValue(_Value):
    """A term of the field's vocabulary, by code."""

    kind: Literal["term"] = "term"
    term: str


class CountValue(_Value):
    """How many people, as printed and as a range; an end that nobody gave is None, and each has at most `COUNT_DIGITS`."""

    kind: Literal["count"] = "count"
    text: str
    low: int | None = None
    high: int | None = None
    basis: str | None = None

    @model_validator(mode="after")
    def _is_a_range(self) -> CountValue:
        ends = [end for end in (self.low, self.high) if end is not None]
        if any(end >= 10**COUNT_DIGITS for end in ends):  # first: Python writes out no number of thousands of digits
            raise ValueError(f"a count has at most {COUNT_DIGITS} digits")
        if any(end < 0 for end in ends) or ends != sorted(ends):
            raise ValueError(f"a count runs upwards from 0, not {self.low} to {self.high}")
        return self

    def sameness(self) -> str:
        return f"{self.low}-{self.high}" if self.low is not None or self.high is not None else self.text


class TextValue(_Value):
    """Free text: a fate as told, a route, an occupation. Coded facts are terms beside it."""

    kind: Literal["text"] = "text"
    text: str

    def sameness(self) -> str:
        return self.text.casefold()


Value = Annotated[
    NameValue | DateValue | AgeValue | PlaceValue | TermValue | CountValue | TextValue, Field(discriminator="kind")
]
_ADAPTER: TypeAdapter[Value] = TypeAdapter(Value)
NAMED_OR_CODED = (NameValue, TermValue, DateValue)
"""Values whose text is not looked through for names: a name is stated as one, a code and a date name nobody."""
UNREAD = frozenset(str(kind.model_fields["kind"].default) for kind in NAMED_OR_CODED)
"""The same by their kinds."""


def read_value_of(kind: str, text: str) -> Value:
    """The value of a kind that is a printed text and no more: nothing of it is coded."""
    return _ADAPTER.validate_python({"kind": kind, "text": text})


def read_value(canonical: str) -> Value:
    """The value whose `canonical()` this is."""
    return _ADAPTER.validate_json(canonical)
