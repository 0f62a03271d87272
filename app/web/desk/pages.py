"""Drawing the desk's pages, and telling what was refused. Not there and not allowed to be seen are one answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import Response

from app.editing.errors import BadDraft, NotThere, Refused, RevisionNeeded, Stale
from app.editing.withdrawal.letters import may_open
from app.editions.errors import BadQuery
from app.vault.errors import DoesNotFit
from app.web.account.here import here
from app.web.account.pages import own_page
from app.web.desk.done import DONE, SENTENCES, outcome_of
from app.web.desk.house import FORMS, person_of
from app.web.desk.written import is_written, written
from app.web.errors import trouble

UNNAMED: Mapping[str, str] = MappingProxyType({})
_PERHAPS_BELOW = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


def desk_page(
    request: Request, template: str, *, title: str, entry: str = "", status: int = 200, **values: Any
) -> Response:
    """A page of the desk. `entry`: the entry of the menu that it belongs to."""
    me = person_of(here(request))
    return own_page(
        request, f"desk/{template}", title=title, status=status, entry=entry, me=me, largest=FORMS.body,
        opens_letters=may_open(me), outcome=outcome_of(request), **values,
    )  # fmt: skip


def kept_page(request: Request, sentence: str, status: int, faults: tuple[str, ...] = ()) -> Response:
    """What was sent and not saved, in a form that sends it again. Also for who is no longer signed in: it is their own.

    Where what it is about may be seen with more than they work with now, as after signing in anew, the page says so, whatever
    lies there. A sheet can be kept as a new draft instead, unless its draft is not there for them: whose words are in it is not
    known then.
    """
    seen = here(request)
    fields = {name: value for name, value in seen.form.items() if name != "csrf"}
    return own_page(
        request, "desk/draft_kept", title="Perhaps saved" if seen.perhaps_saved else "Not saved yet", status=status,
        entry="", sentence=sentence, faults=faults, opens_letters=seen.person is not None and may_open(person_of(seen)),
        fields=fields, told=written(fields), action=request.url.path, perhaps=seen.perhaps_saved,
        signed_in=seen.person is not None or status >= HTTPStatus.INTERNAL_SERVER_ERROR,  # a fault says nothing of a session
        below=status in _PERHAPS_BELOW and seen.level < seen.cleared, works_with=seen.level.code,
        apart=status != NotThere.status and request.url.path != "/drafts" and any(name.startswith("s:") for name in fields),
    )  # fmt: skip


def in_words(problem: Exception | None, labels: Mapping[str, str] = UNNAMED) -> dict[str, Any]:
    """Of a page that is drawn again: its status, what was refused in a sentence, and all that is wrong.

    `labels`: what the page calls the cells that a fault may name.
    """
    if problem is None:
        return {"status": 200, "sentence": "", "faults": ()}
    faults = _faults(problem, labels)
    if not isinstance(problem, Refused):
        return {"status": HTTPStatus.UNPROCESSABLE_ENTITY, "sentence": str(problem), "faults": faults}
    return {"status": problem.status, "sentence": problem.sentence if faults else str(problem), "faults": faults}


def not_taken(request: Request, problem: Refused, said: str = "") -> Response:
    """The words of what was refused, with all that is wrong with it. `said`: in place of the rule's own sentence."""
    return kept_page(request, said or problem.sentence, problem.status, _faults(problem))


def drawn_again(request: Request, problem: Refused, draw: Callable[[Refused], Response]) -> Response:
    """The page once more, with what was typed and what is wrong with it; where it is there no more, only the words."""
    if isinstance(problem, BadDraft | RevisionNeeded | Stale):
        with suppress(NotThere):
            return draw(problem)
    return not_taken(request, problem)


def only(request: Request, *names: str) -> Mapping[str, str]:
    """The parameters of an address that knows these alone; BadQuery names any other. Every page may say what was done before it."""
    for name, value in request.query_params.items():
        if name not in (*names, DONE) or (name == DONE and value not in SENTENCES):
            raise BadQuery(name, "There is no such parameter here.")
    return {name: value for name, value in request.query_params.items() if name != DONE}


def install(app: FastAPI) -> None:
    """Refusals of `app.editing` as pages: the status is the rule's own, the words are its sentence.

    What somebody wrote comes back whatever was refused, here for all forms: a record may be merged away, raised, or be seen no
    more at the level of a new session, while somebody writes about it. A form about somebody hidden and about nobody is one answer.
    """

    def by_rule(request: Request, problem: Exception) -> Response:
        if is_written(request.scope):
            return kept_page(request, **in_words(problem))
        if isinstance(problem, NotThere):
            return trouble(request.url.path, HTTPStatus.NOT_FOUND)
        return desk_page(request, "refused", title="Not done", **in_words(problem))

    app.add_exception_handler(Refused, by_rule)
    app.add_exception_handler(DoesNotFit, by_rule)


def _faults(problem: Exception, labels: Mapping[str, str] = UNNAMED) -> tuple[str, ...]:
    faults = problem.faults if isinstance(problem, BadDraft) else ()
    return tuple(f"{labels.get(fault.where, fault.where)}: {fault.sentence}" for fault in faults)
