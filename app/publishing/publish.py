"""Publishing: for each level disclosure decides, a fresh file is built, and a signed manifest takes its place by one rename.

The number and the date advance only when the content hash does. An edition that says the same is not replaced.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.assemble import Record, content_of
from app.editions.build.file import write_edition
from app.editions.build.rows import Rows, rows_of
from app.editions.errors import MissingEdition
from app.editions.manifest import Manifest, read_manifest, signed_text
from app.editions.schema import FORMAT
from app.keys.ring import KeyRing
from app.publishing.corrections import log_corrections
from app.publishing.pictures.all import picture_rows
from app.publishing.shelves import VERIFY_KEY, Shelves, replace_file

KEPT = 2
"""Edition files of a level that stay: the current one, and the one before it for readers in the middle of a page."""
Progress = Callable[[str], None]
Draw = Callable[[Rows], list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Published:
    """What became of one level."""

    manifest: Manifest
    changed: bool


def publish(
    record: Record,
    shelves: Shelves,
    ring: KeyRing,
    on: date,
    progress: Progress = lambda _: None,
    levels: Iterable[Level] = EDITION_LEVELS,
    draw: Draw = picture_rows,
) -> list[Published]:
    """Build and swap the editions of the levels as of the day `on`. `draw`: makes the pictures of an edition from its rows."""
    shelves.make()
    _show_key(shelves.folder(Level.PUBLIC) / VERIFY_KEY, ring)
    return [_publish_level(record, level, shelves, ring, on, progress, draw) for level in levels]


def _show_key(path: Path, ring: KeyRing) -> None:
    """The house's public key; left alone where it stands, since its time of change would tell of a hidden edit."""
    text = ring.signer().public_key.hex().encode() + b"\n"
    if not path.is_file() or path.read_bytes() != text:
        replace_file(path, text)


def _publish_level(
    record: Record, level: Level, shelves: Shelves, ring: KeyRing, on: date, progress: Progress, draw: Draw
) -> Published:
    progress(f"deciding what {level.code} may see")
    content = content_of(record, level, on, lambda key: _edition_id(ring, level, key))
    progress(f"building the {level.code} edition")
    key = None if level is Level.PUBLIC else secrets.token_bytes(32)
    folder = shelves.folder(level)
    fresh = folder / f"{level.code}.building"
    rows = rows_of(content)
    rows["picture"] = draw(rows)
    identity = write_edition(rows, fresh, key)
    before = _before(shelves, level, ring)
    if before is not None and before.content == identity:
        fresh.unlink()
        return Published(before, changed=False)
    manifest = Manifest(
        level=level.code, number=(before.number if before else 0) + 1, date=on.isoformat(), content=identity,
        file=f"{level.code}-{identity[:16]}.sqlite", format=FORMAT,
        wrapped_key=None if key is None else ring.wrap(level.code, key).hex(),
    )  # fmt: skip
    fresh.rename(folder / manifest.file)
    if level is Level.PUBLIC:
        log_corrections(shelves.manifest(level), before, manifest, rows, ring)
    signature = ring.signer().sign(manifest.document())
    replace_file(shelves.manifest(level), signed_text(manifest, signature).encode())
    _tidy(folder, level, manifest.file)
    return Published(manifest, changed=True)


def _before(shelves: Shelves, level: Level, ring: KeyRing) -> Manifest | None:
    """The manifest in force. A damaged one is not overwritten: its number must never be used a second time."""
    path = shelves.manifest(level)
    try:
        manifest = read_manifest(path, ring.verifier())
    except MissingEdition:
        return None
    return manifest if (path.parent / manifest.file).is_file() else manifest.model_copy(update={"content": ""})


def _edition_id(ring: KeyRing, level: Level, key: str) -> str:
    """An id that no other edition uses: a keyed hash in the alphabet of public ids."""
    number = int.from_bytes(ring.mark(f"edition-id:{level.code}", key)[:10], "big")
    return "".join("0123456789abcdefghjkmnpqrstvwxyz"[number >> 5 * i & 31] for i in range(16))


def _tidy(folder: Path, level: Level, current: str) -> None:
    """Remove older edition files of the level; never the current one."""
    old = [p for p in _files(folder, level) if p.name != current]
    for path in sorted(old, key=lambda p: p.stat().st_mtime_ns, reverse=True)[KEPT - 1 :]:
        path.unlink(missing_ok=True)


def _files(folder: Path, level: Level) -> Iterator[Path]:
    return folder.glob(f"{level.code}-*.sqlite")
