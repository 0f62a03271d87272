"""The one way to write history: a recorder collects plain rows under the chain's lock, then seals them as one changeset.

Never commits, never updates a row (a lawful erasure is the one exception), never goes through the ORM row by row.
"""

from __future__ import annotations

from app.vault.recording.ledger import SealedChangeset
from app.vault.recording.recorder import DecisionText, Recorder
from app.vault.recording.sources import SourceText

__all__ = ["DecisionText", "Recorder", "SealedChangeset", "SourceText"]
