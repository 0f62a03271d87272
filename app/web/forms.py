"""What a form sends: read no further than it may be long, decoded strictly, and only from this site's own pages.

There is no cookie and no account, so another site can make a reader's browser do nothing that it could not do itself;
forms sent from elsewhere are refused all the same, so that nobody is made to write here unawares.
"""

from __future__ import annotations

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
    found: dict[str, str] = dict.fromkeys(longest, "")
    for name, value in pairs:
        if name not in longest:
            raise BadQuery(name, "There is no such parameter here.")
        if found[name]:
            raise BadQuery(name, "It can be given only once.")
        typed = plain_lines(value)
        if len(typed) > longest[name]:
            raise BadQuery(name, "It is too long.")
        found[name] = typed.strip()
    return found


def plain_lines(text: str) -> str:
    """What was typed, with a line feed at the end of each line: so a browser counts it against `maxlength`, and sends CR LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
