"""The hash chain shows every change within it."""

from __future__ import annotations

from dataclasses import replace

from app.storage.chain import GENESIS, Link, link, walk


def chain(length: int) -> list[Link]:
    links, before = [], GENESIS
    for number in range(1, length + 1):
        payload = b"entry %d" % number
        links.append(Link(number, before, payload, link(before, payload)))
        before = links[-1].hash
    return links


def test_a_whole_chain_has_no_fault() -> None:
    assert list(walk(chain(20))) == []


def test_every_edit_is_found_at_its_place() -> None:
    whole = chain(20)
    for place, each in enumerate(whole):
        broken = [*whole[:place], replace(each, payload=each.payload + b"!"), *whole[place + 1 :]]
        assert next(walk(broken))[0] == each.number


def test_every_deletion_but_the_last_is_found() -> None:
    whole = chain(20)
    assert all(list(walk(whole[:place] + whole[place + 1 :])) for place in range(19))


def test_every_insertion_and_swap_is_found() -> None:
    whole = chain(20)
    for place in range(19):
        assert list(walk([*whole[:place], whole[place], *whole[place:]]))
        assert list(walk([*whole[:place], whole[place + 1], whole[place], *whole[place + 2 :]]))


def test_a_link_that_was_hashed_anew_breaks_the_next() -> None:
    whole = chain(5)
    forged = replace(whole[2], payload=b"forged", hash=link(whole[2].previous, b"forged"))
    assert list(walk([*whole[:2], forged, *whole[3:]])) == [(4, "it does not follow the link before it")]
