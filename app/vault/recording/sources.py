"""Recording sources, their copies and what they derive from, and the files that came in."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from app.codebook.levels import Level
from app.vault.errors import DoesNotFit
from app.vault.recording.subjects import RecordsSubjects


@dataclass(frozen=True, slots=True)
class SourceText:
    """The words about a source; they are sealed together."""

    title: str
    author: str = ""
    publisher: str = ""
    url: str = ""
    note: str = ""


class RecordsSources(RecordsSubjects):
    """Each method returns the new row's id."""

    def add_source(
        self,
        key: str,
        text: SourceText,
        *,
        publisher_key: str,
        type: str,
        language: str = "",
        published: str = "",
        reliability: str | None = None,
        information_basis: str | None = None,
        level: Level = Level.VETTED,
        public_id: str | None = None,
    ) -> int:
        made = self._new_id("source")
        row = {"id": made, "public_id": self._public_id(public_id), "key": key, "publisher_key": publisher_key}
        row |= {"type": str(type), "language": language, "published": published, "level": level}
        row |= {"reliability": reliability, "information_basis": information_basis}
        return self._put("source", row | self._close("source", made, asdict(text), level))

    def add_copy(
        self,
        source: int,
        *,
        captured_at: datetime,
        media_type: str,
        size: int,
        sha256: bytes,
        role: str,
        level: Level = Level.SEALED,
    ) -> int:
        row = {"id": self._new_id("source_copy"), "source_id": source, "captured_at": captured_at.astimezone(UTC)}
        row |= {"media_type": media_type, "size": size, "sha256": sha256, "role": str(role), "level": level}
        return self._put("source_copy", row)

    def add_derivation(self, source: int, *, from_source: int | None = None, token: str = "") -> int:
        """`source` repeats one of our sources, or a body known by `token` only."""
        if from_source is None and not token:
            raise DoesNotFit("A derivation names a source or a token.")
        row = {"id": self._new_id("source_derivation"), "source_id": source}
        return self._put("source_derivation", row | {"derived_from_id": from_source, "token": token})

    def add_batch(self, file_hash: bytes, kind: str, rows: int, imported_at: datetime) -> int:
        row = {"id": self._new_id("import_batch"), "file_hash": file_hash, "kind": str(kind)}
        return self._put("import_batch", row | {"imported_at": imported_at.astimezone(UTC), "rows": rows})
