"""Passkeys (WebAuthn): public keys of devices that vouch for their owner, and challenges that wait for an answer."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models.columns import Id, MaybeWhen, SecretHash, When, Who
from app.storage.base import Base
from app.storage.columns import RowId


class Passkey(Base):
    """`credential`: what the device calls it. `sign_count`: its counter when last used; a lower one later is a copy."""

    __tablename__ = "passkey"

    id: Mapped[Id]
    account_id: Mapped[Who]
    credential: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(RowId)
    name: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[When]
    used_at: Mapped[MaybeWhen]


class PasskeyChallenge(Base):
    """What a browser was asked to sign, found by a hash of the secret that its form's token follows from. Good once."""

    __tablename__ = "passkey_challenge"

    mark: Mapped[SecretHash]
    challenge: Mapped[bytes] = mapped_column(LargeBinary(32))
    ends_at: Mapped[When]
