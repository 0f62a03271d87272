"""The hash chain: each link covers the one before it and its own payload. Pure; used for changesets and the access log.

It shows that something was changed, taken out, put in or moved. It cannot show that the last links were cut off: compare
with a checkpoint kept elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

GENESIS = hashlib.sha256(b"casebook chain, version 1").digest()
"""What the first link follows."""


@dataclass(frozen=True, slots=True)
class Link:
    """A stored link: what it says it follows, what it covers, and its hash."""

    number: int
    previous: bytes
    payload: bytes
    hash: bytes


def link(previous: bytes, payload: bytes) -> bytes:
    """The hash of a link. Both parts have a fixed or a stated length, so no two pairs read the same."""
    return hashlib.sha256(b"link\0" + previous + len(payload).to_bytes(8, "big") + payload).digest()


def walk(links: Iterable[Link]) -> Iterator[tuple[int, str]]:
    """What is wrong, as (number, sentence), in the order of the links; nothing when the chain is whole."""
    before, expected = GENESIS, 1
    for each in links:
        if each.number != expected:
            yield each.number, f"link {expected} should stand here"
        if each.previous != before:
            yield each.number, "it does not follow the link before it"
        if link(each.previous, each.payload) != each.hash:
            yield each.number, "its content is not what was sealed"
        before, expected = each.hash, each.number + 1
