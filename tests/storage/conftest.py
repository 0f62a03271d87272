from __future__ import annotations

from tests.databases import empty_database, vault_database

__all__ = ["empty_database", "vault_database"]
