"""Whether a file was replaced or written to: what the file system says of it, without reading it."""

from __future__ import annotations

from pathlib import Path

Stamp = tuple[int, int, int] | None


def stamp_of(path: Path) -> Stamp:
    """None where nothing is there."""
    try:
        found = path.stat()
    except OSError:  # gone, or in a folder that may not be entered: the same as not there
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size
