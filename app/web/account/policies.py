"""Who may use which route of the members' application. Reading routes stand here with what members may see of them.

`role`: `anyone`; `member`: signed in; `vetted`: cleared for vetted now; or one of the roles. `step_up`: a factor given within
five minutes. `audited`: an entry in the access log.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.codebook.levels import Level
from app.web.language import PREFIXES, unprefixed
from app.web.policy import POLICIES, Policy


def _row(
    role: str, level: Level = Level.PUBLIC, rate: str = "account", *, audited: bool = False, step_up: bool = False
) -> Policy:
    return Policy(role, level, rate, audited=audited, step_up=step_up)


_OPEN = _row("anyone", rate="door")
_MINE = _row("member")
_STEWARD = _row("steward")
WRITES_HERE = ("/api/v1/names/match",)
"""Of the reading routes that take a body, those that members have too."""
PUBLIC_HOST_ALONE = ("/lists/", "/api/v1/lists/", "/vigils")
"""Frozen lists and vigils live in the public host's own store, which a member's edition must never reach."""


def offered(method: str, path: str) -> bool:
    """Whether a reading route of the public application is one of the members' application too."""
    if method != "GET":
        return path in WRITES_HERE
    return not unprefixed(path).startswith(PUBLIC_HOST_ALONE)


_READ = {
    key: _row("anyone", rate="static")
    if key[1].startswith("/static/")
    else _row("member", Level.VETTED, row.rate, audited=True)
    for key, row in POLICIES.items()
    if offered(*key)
}

_ACCOUNT: Mapping[tuple[str, str], Policy] = MappingProxyType(
    {
        ("GET", "/account/sign-in"): _OPEN,
        ("POST", "/account/sign-in"): _OPEN,
        ("GET", "/join/{secret}"): _OPEN,
        ("POST", "/join/{secret}"): _OPEN,
        ("GET", "/account"): _MINE,
        ("POST", "/account/sign-out"): _MINE,
        ("GET", "/account/step-up"): _MINE,
        ("POST", "/account/step-up"): _MINE,
        ("GET", "/account/factor"): _MINE,
        ("POST", "/account/factor"): _MINE,
        ("POST", "/account/recovery"): _row("member", step_up=True),
        ("POST", "/account/edition"): _MINE,
        ("POST", "/account/sessions"): _MINE,
        ("GET", "/account/password"): _MINE,
        ("POST", "/account/password"): _MINE,
        ("GET", "/account/passkey"): _OPEN,
        ("POST", "/account/passkey"): _OPEN,
        ("GET", "/account/passkeys"): _MINE,
        ("POST", "/account/passkeys"): _row("member", step_up=True),
        ("POST", "/account/passkeys/{passkey_id}"): _row("member", step_up=True),
        ("GET", "/account/ask"): _MINE,
        ("POST", "/account/ask"): _MINE,
        ("GET", "/account/tokens"): _MINE,
        ("POST", "/account/tokens"): _row("member", step_up=True),
        ("POST", "/account/tokens/{token_id}"): _MINE,
        ("POST", "/account/search"): _row("member", Level.VETTED, "search", audited=True),
        ("GET", "/account/export"): _MINE,
        ("POST", "/account/export"): _row("member", Level.RESEARCHER, "download", audited=True, step_up=True),
        ("GET", "/account/match"): _row("vetted"),
        ("POST", "/account/match"): _row("vetted", Level.VETTED, "search", audited=True, step_up=True),
        ("GET", "/requests"): _row("approver"),
        ("POST", "/requests/{request_id}"): _row("approver", audited=True, step_up=True),
        ("GET", "/people"): _STEWARD,
        ("POST", "/people/invite"): _row("steward", audited=True, step_up=True),
        ("POST", "/people/{account_id}/roles"): _row("steward", audited=True, step_up=True),
        ("POST", "/people/{account_id}/revoke"): _row("steward", audited=True),
        ("POST", "/people/{account_id}/close"): _row("steward", audited=True, step_up=True),
        ("POST", "/emergency-stop"): _row("steward", audited=True),
        ("GET", "/access-log"): _STEWARD,
        ("GET", "/access-log/viewers/{account_id}"): _STEWARD,
        ("GET", "/access-log/cases/{case_id}"): _STEWARD,
    }
)
"""Revoking and the emergency stop ask for no step-up: whoever must act now has perhaps no factor at hand. Changing the
password asks for it and a code in its own form.
"""

MEMBERS_POLICIES: Mapping[tuple[str, str], Policy] = MappingProxyType(
    {
        **_READ,
        **{(method, prefix + path): row for prefix in PREFIXES.values() for (method, path), row in _ACCOUNT.items()},
    }
)
"""The account's own pages stand in every language under one row."""

RATES: Mapping[str, int] = MappingProxyType(
    {"page": 120, "api": 300, "download": 20, "search": 30, "account": 60, "door": 60, "static": 600}
)
"""Requests a minute of one account (of one network where nobody is signed in), by class."""
