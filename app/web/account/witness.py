"""The witness: nothing of the vetted edition leaves before the access log says who sees whom. No log, no answer.

It stands behind every route and looks at the bytes that go out, so that no route can forget it: whichever case of the edition is
named there by its id has one entry. Lists that go out as files, without ids, are asked of the edition anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.accounts import access_log
from app.accounts.access_log import Noted
from app.codebook.levels import Level
from app.editions.read.list_query import read_list_query
from app.editions.read.lists import chosen_lines
from app.editions.read.opening import Edition
from app.web.account.here import Here
from app.web.language import unprefixed

_ID = re.compile(rb"(?<![0-9a-z])[0-9a-z]{16}(?![0-9a-z])")
_LONGEST = 18
"""Bytes of one piece that the next is looked at together with: an id cut in two."""
Ids = tuple[dict[str, str], dict[str, tuple[str, ...]]]
_read: dict[str, Ids] = {}


class UnreadAnswer(RuntimeError):
    """An answer from the vetted edition of a kind that the witness cannot read: it does not go out."""


class Witness:
    """Holds back each piece of an answer until its cases are written down; a log that cannot be written ends the answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        visitor: Here = scope["state"]["here"]
        held: list[Message] = []
        written: set[str] = set()
        tail = b""

        async def watch(message: Message) -> None:
            nonlocal tail
            edition = visitor.opened.get(Level.VETTED)
            if edition is None:
                await send(message)
                return
            if message["type"] == "http.response.start":
                held.append(message)
                return
            piece = tail + message.get("body", b"")
            tail = piece[-_LONGEST:]
            found = set(cases_in(edition, piece)) | (_listed(edition, scope, held[0]) if held else set())
            fresh = sorted(found - written)
            if fresh:
                await to_thread.run_sync(_write, visitor, edition, fresh, scope)
                written.update(fresh)
            held.append(message)
            if written or not message.get(
                "more_body", False
            ):  # a head without cases waits: an answer is whole or an error
                for waiting in held:
                    await send(waiting)
                held.clear()

        await self._app(scope, receive, watch)


def cases_in(edition: Edition, body: bytes) -> Iterable[str]:
    """The cases that a piece of an answer names: by their own id, or by that of their person where no case of theirs is."""
    named = {found.decode() for found in _ID.findall(body)}
    cases, people = _ids(edition)
    direct = named & cases.keys()
    spoken_for = {cases[case] for case in direct}
    return direct | {case for one in (named & people.keys()) - spoken_for for case in people[one]}


def _ids(edition: Edition) -> Ids:
    """The edition's cases with their persons, and its persons with their cases; read once for each edition."""
    if edition.content not in _read:
        _read.clear()
        _read[edition.content] = _read_ids(edition)
    return _read[edition.content]


def _read_ids(edition: Edition) -> Ids:
    cases: dict[str, str] = dict(edition.rows("SELECT id, individual FROM case_row"))
    people: dict[str, tuple[str, ...]] = {}
    for case, person in cases.items():
        people[person] = (*people.get(person, ()), case)
    return cases, people


def _listed(edition: Edition, scope: Scope, start: Message) -> set[str]:
    """Who is on a list that goes out as a file; UnreadAnswer for any other answer in which no id could be read."""
    if start["status"] == 200 and unprefixed(scope["path"]).startswith("/lists."):  # noqa: PLR2004  a refused question lists nobody
        given = parse_qsl(scope["query_string"].decode(), keep_blank_values=True)
        query = read_list_query(given, also=tuple(name for name, _ in given))
        cases, _ = _ids(edition)
        return {line["id"] for line in chosen_lines(edition, query)} & cases.keys()
    kind = dict(start["headers"]).get(b"content-type", b"").partition(b";")[0]
    if kind and not kind.startswith(b"text/") and not kind.endswith((b"json", b"xml")):
        raise UnreadAnswer
    return set()


def _write(visitor: Here, edition: Edition, cases: list[str], scope: Scope) -> None:
    kind = access_log.MATCH if unprefixed(scope["path"]) == "/account/match" else access_log.VIEW
    grant = visitor.grant.id if visitor.grant else ""
    fields = _fields(scope)
    noted = [Noted(kind, case, fields, grant, edition.content) for case in cases]
    with visitor.house.books.writing() as session:
        access_log.write(session, visitor.me.id, noted, visitor.at)


def _fields(scope: Scope) -> str:
    """Which part was shown: the fields asked for, all of a case, or its heading."""
    asked = dict(parse_qsl(scope["query_string"].decode("latin-1")))
    if asked.get("fields"):
        return "fields"
    whole = re.search(r"/cases/[^/]+$", scope["path"]) or asked.get("include") == "claims"
    return "all" if whole or scope["path"].endswith("cases.csv") else "heading"
