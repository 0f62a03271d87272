"""Key files: 0600, made once (O_EXCL), flushed to the disk before anybody relies on them. Never prints what it reads."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from app.keys.errors import KeysExposed, NoKeys

SECRET, PUBLIC = 0o600, 0o644


def write_once(path: Path, content: bytes, mode: int = SECRET) -> None:
    """Write a new file, whole or not at all, and flush it; FileExistsError if there is one already."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # unlike a rename, a link never takes the place of another key
    finally:
        draft.unlink()


def flush_folder(folder: Path) -> None:
    """Make names written in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path, files: Mapping[str, tuple[bytes, int]]) -> None:
    """Make `folder` with all `files` or not at all; a process that was first keeps its own."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, (content, mode) in files.items():
            write_once(draft / name, content, mode)
        flush_folder(draft)
        _rename_if_free(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    flush_folder(folder.parent)


def _rename_if_free(draft: Path, folder: Path) -> None:
    try:
        draft.rename(folder)  # fails if the folder holds anything: two first starts cannot mix their keys
    except OSError:
        if not folder.is_dir():
            raise


def read_secret(path: Path) -> bytes:
    """The bytes written as hexadecimal digits in a file that nobody else may read."""
    try:
        if path.stat().st_mode & 0o077:
            raise KeysExposed
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        raise NoKeys(f"The file {path.name} cannot be read.") from None
