"""What a form sends: read no further than it may be long, decoded strictly, and only from this site's own pages.

There is no cookie and no account, so another site can make a reader's browser do nothing that it could not do itself;
forms sent from elsewhere are refused all the same, so that nobody is made to write here unawares.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl

from fastapi import Request

from app.editions.errors import BadQuery

MOST_BYTES = 96 * 1024
MOST_FIELDS = 50
Pairs = list[tuple[str, str]]


async def form_pairs(request: Request) -> Pairs:
    """The fields in order; BadQuery says what is wrong and repeats none of it."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise BadQuery("form", "This form was sent from another site. Open it here and send it again.")
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > MOST_BYTES:
            raise BadQuery("form", "What was sent is too long.")
    try:
        return parse_qsl(read.decode("ascii"), keep_blank_values=True, strict_parsing=bool(read), errors="strict",
                         max_num_fields=MOST_FIELDS)  # fmt: skip
    except ValueError:
        raise BadQuery("form", "The form cannot be read.") from None


def fields(pairs: Pairs, longest: dict[str, int]) -> dict[str, str]:
    """The fields that a form may have, each at most once and no longer than it may be; missing ones are empty."""
    found = typed(pairs, longest)
    for name in too_long(found, longest):
        raise BadQuery(name, "It is too long.")
    return found


def typed(pairs: Pairs, names: Collection[str]) -> dict[str, str]:
    """The fields of these names as they were typed, each at most once, however long; missing ones are empty."""
    found: dict[str, str] = dict.fromkeys(names, "")
    for name, value in pairs:
        if name not in found:
            raise BadQuery(name, "There is no such parameter here.")
        if found[name]:
            raise BadQuery(name, "It can be given only once.")
        found[name] = plain_lines(value).strip()
    return found


def too_long(found: Mapping[str, str], longest: Mapping[str, int]) -> list[str]:
    """The names of the fields that hold more letters than they may."""
    return [name for name, value in found.items() if len(value) > longest[name]]


def plain_lines(text: str) -> str:
    """What was typed, with a line feed at the end of each line: so a browser counts it against `maxlength`, and sends CR LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
