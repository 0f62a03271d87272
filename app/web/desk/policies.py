"""Who may use which route of the desk: one row for each, as in the other tables. `desk`: any of the three roles.

Roles of single acts (who may write, who may approve) are the rules of `app.editing`, asked again with every act.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.codebook.levels import Level
from app.web.account.policies import MEMBERS_POLICIES
from app.web.policy import Policy

SHARED = (
    ("GET", "/static/{name}"),
    ("GET", "/account/sign-in"),
    ("POST", "/account/sign-in"),
    ("POST", "/account/sign-out"),
    ("GET", "/account/step-up"),
    ("POST", "/account/step-up"),
    ("GET", "/account/factor"),
    ("POST", "/account/factor"),
    ("POST", "/account/edition"),
)
"""Signing in and choosing a level are the members' own routes and have their rows."""
_SEES = Policy("desk", Level.VETTED, "account", audited=True)
_WRITES = Policy("desk", Level.VETTED, "account", audited=True)

LOOKS = (
    "/",
    "/account",
    "/search",
    "/proposals",
    "/proposals/{key}",
    "/proposals/{key}/preview/{level}",
    "/proposals/{key}/appear",
    "/records",
    "/records/search",
    "/records/{key}",
    "/records/{key}/propose/{act}",
    "/records/{key}/history",
    "/records/{key}/history/{changeset}",
    "/duplicates",
    "/duplicates/{key}",
    "/duplicates/{one}/{other}",
    "/letters",
    "/letters/{name}",
    "/drafts",
    "/drafts/new",
    "/drafts/{key}",
    "/records/{key}/correct/{ref}",
    "/sources/{key}/level",
)
ACTS = (
    "/search",
    "/proposals/{key}/approve",
    "/proposals/{key}/answer",
    "/proposals/{key}/appear",
    "/records/search",
    "/records/{key}/propose/{act}",
    "/records/{key}/history/{changeset}/revert",
    "/records/{key}/hide",
    "/records/{key}/confirm",
    "/duplicates/{one}/{other}",
    "/letters/{name}/state",
    "/letters/{name}/hold",
    "/drafts",
    "/drafts/{key}",
    "/drafts/{key}/settle",
    "/records/{key}/correct/{ref}",
    "/sources/{key}/level",
    "/records/{key}/notes",
    "/records/{key}/notes/{note}/done",
)

DESK_POLICIES: Mapping[tuple[str, str], Policy] = MappingProxyType(
    {
        **{key: MEMBERS_POLICIES[key] for key in SHARED},
        **{("GET", path): _SEES for path in LOOKS},
        **{("POST", path): _WRITES for path in ACTS},
    }
)
