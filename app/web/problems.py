"""Problem documents (RFC 9457) and the sentences of errors. They name a parameter, never the value that was sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.editions.errors import BadQuery

MEDIA_TYPE = "application/problem+json"
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_.]{0,39}")


def N_(text: str) -> str:  # noqa: N802  gettext's own name for "translate this later"
    return text


TITLES: Mapping[int, str] = MappingProxyType(
    {
        400: N_("This request cannot be understood"),
        401: N_("Sign in first"),
        403: N_("This form cannot be taken"),
        404: N_("Not here"),
        405: N_("This address can only be read"),
        413: N_("This is too long"),
        414: N_("This address is too long"),
        422: N_("This request cannot be understood"),
        429: N_("Too many requests"),
        500: N_("Something went wrong here"),
        503: N_("Not now"),
    }
)
DETAILS: Mapping[int, str] = MappingProxyType(
    {
        400: N_("Something in the address cannot be understood."),
        401: N_("Programs send a token; people sign in on the first page."),
        403: N_("It did not come from a page of this site that is still good. Open the page again and repeat it."),
        404: N_("There is nothing at this address. What is not there and what may not be shown here look the same."),
        405: N_("Only GET and HEAD are answered."),
        413: N_("Send less at once."),
        414: N_("Shorten the address, or leave out some of its parameters."),
        422: N_("Something in the address cannot be understood."),
        429: N_("Wait a minute, then go on."),
        500: N_("The fault is ours. Nothing of what you sent was kept."),
        503: N_("Too much came today, or this house is busy or full. Nothing was changed. Please try again later."),
    }
)
ONLY_FORMS = (
    N_("Nothing can be read at this address"),
    N_("It only takes what a form sends (POST). Open the page with the form, and send it from there."),
)
"""Of a 405 where reading is what is not answered: the title and the sentence."""
PERHAPS_SAVED = N_("It may have been saved: look before you send it again.")
"""Of a fault that came after an act was written down, or while it was."""
FAULTS = (
    N_("There is no such parameter here."),
    N_("It has no such value."),
    N_("There is no such section."),
    N_("It can be given only once."),
    N_("The range ends before it begins."),
    N_("Give either one year or a range, not both."),
    N_("It is a whole number from 1900 to 2100."),
    N_("It is a whole number from 1 to 500."),
    N_("It has at most 200 letters."),
    N_("The case at which this page began is not listed any more; start again from the first page."),
    N_("A list is not searched by words; use the cases page."),
    N_("A list is given whole; it has no pages."),
    N_("Lists are not narrowed by this; use the cases page."),
    N_("Give either the field or its list, not both."),
    N_("There is no such field here."),
    N_("It is a day such as 2013-05-28."),
    N_("It is a whole number from 0 to 120."),
    N_("It cannot be counted by that field."),
    N_("Give one to three fields to count by."),
    N_("It is a day of any year, such as 10-09 for 9 October."),
    N_("It has at most 100 letters."),
    N_("This form was sent from another site. Open it here and send it again."),
    N_("What was sent is too long."),
    N_("The form cannot be read."),
    N_("It is too long."),
    N_("Nobody is on this list, so there is nothing to freeze."),
    N_("A frozen list has at most 50,000 lines; narrow it."),
    N_("It is a whole number from 1 to 1440."),
    N_("It is a time of day such as 18:30."),
    N_("Give either readers or cities, not both."),
    N_("One line alone takes longer than that."),
    N_("That would need more than 500 readers; give them more minutes."),
    N_("The list is too large to be printed in one file. Narrow it, or take CSV."),
    N_("It has at most 300 letters."),
    N_("These lines are not on the list."),
    N_("Say where it was read."),
    N_("It is a province by ISO 3166-2, such as KP-09."),
    N_("It has letters that cannot be printed."),
    N_("Say how the desk can reach you."),
    N_("It is a whole number from 1 to 99999999."),
    N_("This list cannot be set in type as PDF. Take DOCX or CSV."),
    N_(
        "A printed list outlives the day on which it was right, so each page carries an address that says whether it still holds."
        " Set the house's address (casebook up --address, or CASEBOOK_ADDRESS) and print again."
    ),
    N_("Give the id of a case."),
    N_("Names are searched by a form here, so that none stands in an address."),
    N_("The source at which this page began is not listed any more; start again from the first page."),
)
"""The sentences of BadQuery, here so that they are translated; a new one shows in English until it is added."""


def status_problem(status: int) -> dict[str, Any]:
    """The document for a status, the same for every address."""
    return {"type": "about:blank", "title": TITLES[status], "status": status, "detail": DETAILS[status]}


def query_problem(fault: BadQuery) -> dict[str, Any]:
    """The document for a query that cannot be answered: which parameter, why, and the nearest right word."""
    document = {
        "type": "/api#bad-parameter",
        "title": TITLES[400],
        "status": 400,
        "detail": str(fault),
        "parameter": parameter_name(fault),
    }
    return document if fault.nearest is None else {**document, "nearest": fault.nearest}


def parameter_name(fault: BadQuery) -> str:
    """The parameter's name, if it is a plain word: what somebody pasted by mistake is not repeated."""
    return fault.parameter if _PLAIN_NAME.fullmatch(fault.parameter) else "(not a plain name)"
