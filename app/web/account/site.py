"""Whether passkeys are offered here, and for which address: they are good for a host name and never for a number."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from app.accounts.passkeys import INSTALLED, Site
from app.web.account.here import House


def site_of(house: House) -> Site | None:
    """The site that passkeys are bound to; None without the extra, without a name, and at the desk."""
    named = {origin: urlsplit(origin).hostname or "" for origin in sorted(house.origins)}
    names = {name for name in named.values() if name and not _number(name)}
    if not INSTALLED or house.place != "members" or len(names) != 1:
        return None
    return Site(min(names), tuple(origin for origin, name in named.items() if name in names))


def _number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
