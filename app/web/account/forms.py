"""Bodies of requests: read no further than they may be long, and plain forms taken apart. Nothing of them is ever logged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.types import Message, Receive

from app.web.forms import plain_lines

FORM = "application/x-www-form-urlencoded"
NUL, REPLACED = "\0", "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Most:
    """The most that one form may be: fields, and bytes of its body."""

    fields: int = 50
    body: int = 512 * 1024


MOST = Most()


class TooLarge(Exception):
    """The body is longer than anything that is asked for here."""


class NotText(Exception):
    """What was sent is no text in UTF-8."""


async def read_body(receive: Receive, most: Most = MOST) -> bytes:
    """The whole body, or TooLarge."""
    read = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return bytes(read)
        read += message.get("body", b"")
        if len(read) > most.body:
            raise TooLarge
        if not message.get("more_body", False):
            return bytes(read)


def fields_of(body: bytes, content_type: str, most: Most = MOST) -> Mapping[str, str]:
    """The fields of a plain form, the last of each name; none of anything else or of what has too many.

    NotText where a byte of it is none of UTF-8: what stood there is not known. Each line ends as it was counted when it was typed
    (`plain_lines`). A character that no database holds is what HTML makes of it.
    """
    if content_type.partition(";")[0].strip().lower() != FORM:
        return {}
    try:
        sent = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=most.fields)
    except UnicodeDecodeError:
        raise NotText from None
    except ValueError:
        return {}
    return {name: plain_lines(value.replace(NUL, REPLACED)) for name, value in sent}


def again(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body once more, and after it what the connection says."""
    given = False

    async def give() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return give
