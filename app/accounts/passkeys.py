"""Passkeys: a device of one's own in place of password and code, where the extra `passkeys` is installed.

The device checks who holds it (user verification is required) and signs a challenge of this address alone, so that nothing can be
typed into a false page. It adds a way to prove who one is; what roles and vetted access ask for stays a second factor (TOTP).
W3C Web Authentication, level 3, sections 7.1 and 7.2: verified by the library `webauthn`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.ids import new_id, secret_hash
from app.accounts.models import Passkey, PasskeyChallenge
from app.accounts.rules import NotAllowed

LASTS = timedelta(minutes=5)
MOST, LONGEST_NAME = 10, 60
INSTALLED = find_spec("webauthn") is not None


class NotSigned(Exception):
    """No passkey of this house signed what it was asked to: one answer for all faults."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys are good: `id`, a host name and no number; `origins`: the addresses of this application there."""

    id: str
    origins: tuple[str, ...]


def options_to_add(session: Session, site: Site, account_id: str, secret: str, at: datetime) -> str:
    """What the browser is asked in order to make a passkey, as JSON. The device is told the account's id and no name."""
    lib, parts = _library()
    known = [parts.PublicKeyCredentialDescriptor(id=each.credential) for each in passkeys_of(session, account_id)]
    chosen = parts.AuthenticatorSelectionCriteria(
        resident_key=parts.ResidentKeyRequirement.REQUIRED, user_verification=parts.UserVerificationRequirement.REQUIRED
    )
    asked: str = lib.options_to_json(
        lib.generate_registration_options(
            rp_id=site.id, rp_name="Casebook", user_name=account_id, user_id=account_id.encode(),
            challenge=_challenge(session, secret, at), authenticator_selection=chosen, exclude_credentials=known,
        )
    )  # fmt: skip
    return asked


def add(session: Session, site: Site, account_id: str, secret: str, credential: str, name: str, at: datetime) -> None:
    """Keep the passkey that the browser made. NotSigned, or NotAllowed for a name that is none or too many passkeys."""
    lib, _ = _library()
    challenge = _asked(session, secret, at)
    if not 1 <= len(name.strip()) <= LONGEST_NAME or len(passkeys_of(session, account_id)) >= MOST:
        raise NotAllowed("A passkey has a name of at most 60 letters, and there are at most 10.")
    try:
        made = lib.verify_registration_response(
            credential=credential, expected_challenge=challenge, expected_rp_id=site.id,
            expected_origin=list(site.origins), require_user_verification=True,
        )  # fmt: skip
    except _faults():
        raise NotSigned from None
    if session.scalar(select(Passkey.id).where(Passkey.credential == made.credential_id)) is not None:
        raise NotSigned
    session.add(
        Passkey(id=new_id(), account_id=account_id, credential=made.credential_id, public_key=made.credential_public_key,
                sign_count=made.sign_count, name=name.strip(), made_at=at, used_at=None)
    )  # fmt: skip
    session.flush()


def options_to_prove(session: Session, site: Site, secret: str, at: datetime) -> str:
    """What the browser is asked in order to sign in or to prove who one is, as JSON. It names nobody."""
    lib, parts = _library()
    asked: str = lib.options_to_json(
        lib.generate_authentication_options(
            rp_id=site.id, challenge=_challenge(session, secret, at),
            user_verification=parts.UserVerificationRequirement.REQUIRED,
        )
    )  # fmt: skip
    return asked


def signed_by(session: Session, site: Site, secret: str, credential: str, at: datetime) -> str:
    """The account whose passkey signed the challenge; NotSigned."""
    lib, _ = _library()
    challenge = _asked(session, secret, at)
    try:
        given = lib.helpers.parse_authentication_credential_json(credential)
        kept = session.scalar(select(Passkey).where(Passkey.credential == given.raw_id).with_for_update())
        if kept is None or given.response.user_handle not in (None, kept.account_id.encode()):
            raise NotSigned
        done = lib.verify_authentication_response(
            credential=given, expected_challenge=challenge, expected_rp_id=site.id, expected_origin=list(site.origins),
            credential_public_key=kept.public_key, credential_current_sign_count=kept.sign_count,
            require_user_verification=True,
        )  # fmt: skip
    except _faults():
        raise NotSigned from None
    kept.sign_count, kept.used_at = done.new_sign_count, at
    return kept.account_id


def passkeys_of(session: Session, account_id: str) -> list[Passkey]:
    return list(session.scalars(select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.made_at)))


def remove(session: Session, account_id: str, passkey_id: str) -> bool:
    """Whether the account had such a passkey; it opens nothing from now on."""
    found = session.get(Passkey, passkey_id)
    if found is None or found.account_id != account_id:
        return False
    session.delete(found)
    return True


def _challenge(session: Session, secret: str, at: datetime) -> bytes:
    """A new one in place of any older of the same form."""
    mark, made = _mark(secret), secrets.token_bytes(32)
    session.execute(delete(PasskeyChallenge).where((PasskeyChallenge.mark == mark) | (PasskeyChallenge.ends_at <= at)))
    session.add(PasskeyChallenge(mark=mark, challenge=made, ends_at=at + LASTS))
    session.flush()
    return made


def _asked(session: Session, secret: str, at: datetime) -> bytes:
    """The challenge that waits for an answer, used up; NotSigned where none does."""
    row = session.get(PasskeyChallenge, _mark(secret), with_for_update=True)
    if row is None or at >= row.ends_at:
        raise NotSigned
    session.delete(row)
    return row.challenge


def _mark(secret: str) -> bytes:
    return secret_hash(f"passkey {secret}")


def _library() -> tuple[Any, Any]:
    return import_module("webauthn"), import_module("webauthn.helpers.structs")


def _faults() -> tuple[type[Exception], ...]:
    """What the library raises for an answer that is not right, and what parsing a strange one may."""
    known: type[Exception] = import_module("webauthn.helpers.exceptions").WebAuthnException
    return known, ValueError, TypeError, KeyError, RecursionError
