"""What this room needs of keys: sealing, and keyed hashes. `app.keys.members` has them without any key of the vault."""

from __future__ import annotations

from typing import Protocol

from app.storage.sealed import Ring


class AccountKeys(Ring, Protocol):
    """Seals words about members and marks what must be found again without standing in plain."""

    def mark(self, purpose: str, text: str) -> bytes: ...
