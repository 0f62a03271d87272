"""Cookies: `__Host-` and `Secure` wherever the address is https, plain names on this machine alone. Never read by script."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie

from starlette.responses import Response

SESSION, DEVICE, FORM = "casebook", "casebook-browser", "casebook-form"
DEVICE_LASTS = 180 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Jar:
    """Sets, clears and reads the three cookies. `secure`: the application is served by https."""

    secure: bool

    def name(self, which: str) -> str:
        return f"__Host-{which}" if self.secure else which

    def put(self, response: Response, which: str, value: str, seconds: int | None = None) -> None:
        response.set_cookie(
            self.name(which), value, max_age=seconds, path="/", secure=self.secure, httponly=True, samesite="strict"
        )

    def clear(self, response: Response, which: str) -> None:
        response.delete_cookie(self.name(which), path="/", secure=self.secure, httponly=True, samesite="strict")

    def read(self, header: str) -> Mapping[str, str]:
        """The cookies of a request by their plain names; none where the header cannot be read."""
        try:
            sent = SimpleCookie(header)
        except CookieError:
            return {}
        return {which: sent[self.name(which)].value for which in (SESSION, DEVICE, FORM) if self.name(which) in sent}


def csrf_of(secret: str) -> str:
    """The token that the forms of a session carry: follows from its secret, and nothing follows from it."""
    return hmac.digest(secret.encode("utf-8", "surrogatepass"), b"csrf", sha256).hex()
