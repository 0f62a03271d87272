"""Sentences and codes of accounts as the members' pages show them, marked for translation.

`app/accounts` raises its refusals in English and knows no language; a test holds this list to what it raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.web.problems import N_

WRONG = N_("Name, password or code is not right.")
WAIT = N_("Too many attempts. Wait a minute and try again.")
CROWDED = N_("Many people are signing in. Try again in a moment.")

REFUSALS = (
    N_("There is no such account."),
    N_("There is no such request."),
    N_("Say something under every question: others decide by it."),
    N_("You have spoken on this request already."),
    N_("Only researcher and vetted access can be asked for."),
    N_("This account is closed."),
    N_("Set up a second factor first: vetted access needs one."),
    N_("Researcher access ends after at most 365 days, vetted access after 90; it can be asked for again."),
    N_("This request is not open any more."),
    N_("Nobody approves their own request."),
    N_("This request is for others to decide."),
    N_("The request was changed since you read it; read it again."),
    N_("A token has a name, one scope, and an end within 90 days."),
    N_("There are 10 tokens already; revoke one first."),
    N_("A passkey has a name of at most 60 letters, and there are at most 10."),
    N_("A password has 12 to 256 letters."),
    N_("This password is among the first that others would try. Take several words that do not belong together."),
    N_("A sign-in name has 3 to 60 letters."),
    N_("Say who you are, in at most 200 letters: those who decide about access read it."),
    N_("Choose another sign-in name."),
)

CODES: Mapping[str, str] = MappingProxyType(
    {
        "editor": N_("editor"),
        "reviewer": N_("reviewer"),
        "steward": N_("steward"),
        "public": N_("the public edition"),
        "researcher": N_("the researcher edition"),
        "vetted": N_("the vetted edition"),
        "read:public": N_("reads the public edition"),
        "read:researcher": N_("reads the researcher edition"),
        "open": N_("waits for others"),
        "granted": N_("granted"),
        "refused": N_("refused"),
        "withdrawn": N_("taken back"),
        "view": N_("shown"),
        "export": N_("given as a file"),
        "match": N_("matched"),
        "join": N_("joined"),
        "invite": N_("invited"),
        "agree": N_("agreed"),
        "refuse": N_("spoke against"),
        "roles": N_("roles set"),
        "revoke": N_("clearance revoked"),
        "close": N_("account closed"),
        "stop": N_("everything stopped"),
        "reopen": N_("opened again"),
        "password": N_("password changed"),
        "passkey": N_("passkeys changed"),
        "added": N_("one added"),
        "removed": N_("one removed"),
        "heading": N_("heading"),
        "all": N_("everything"),
        "fields": N_("some fields"),
    }
)
"""Roles, editions, scopes, states of requests, and kinds and parts of the access log, by their codes."""


def in_words(code: str) -> str:
    """What a code is called, in English, to be translated; itself where it is none."""
    return CODES.get(code, code)
