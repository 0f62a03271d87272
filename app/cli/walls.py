"""A wall inside one user: from now on this process and its children cannot open a folder, write anywhere but where they are told, or
look into other processes.

Linux has it since 5.13, for any user and without a way back: Landlock (landlock(7)). It allows and never forbids, so all that stands
beside the way to the folder is allowed for reading. Where there is no Landlock, nothing is done, and the answer says so.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

_CREATE, _ADD, _RESTRICT, _NO_NEW_PRIVILEGES, _BENEATH = 444, 445, 446, 38, 1
_EXECUTE, _WRITE, _READ, _LIST, _TRUNCATE, _IOCTL = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14, 1 << 15
_OF_A_FILE = _EXECUTE | _WRITE | _READ | _TRUNCATE | _IOCTL
_READING = _EXECUTE | _READ | _LIST
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many kinds of access each version knows; later ones know as many as the fifth."""
_SCOPED_SINCE, _NET_SINCE, _SIGNALS_AND_SOCKETS = 6, 4, 3


def shut_out(folder: Path, writable: Iterable[Path] = ()) -> bool:
    """Whether `folder` is out of reach now. `writable`: files and folders that stay open for writing, of those that are there; never
    one in which `folder` stands.

    To be called before the process has a second thread. OSError where the kernel has it and refuses.
    """
    if sys.platform != "linux":
        return False
    version = _kernel(_CREATE, None, 0, 1)
    if version < 1:
        return False
    handled = (1 << _RIGHTS.get(version, _RIGHTS[5])) - 1
    rules = _ruleset(version, handled)
    for path in _beside(folder.resolve()):
        _allow(rules, path, handled & _READING)
    for path in writable:
        if path.exists() and not folder.resolve().is_relative_to(path.resolve()):
            _allow(rules, path, handled)
    _checked(ctypes.CDLL(None, use_errno=True).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    _checked(_kernel(_RESTRICT, rules, 0))
    os.close(rules)
    return True


def _beside(folder: Path) -> Iterator[Path]:
    """Everything but the folder and the folders that it stands in."""
    for above in folder.parents:
        kept_from = folder if folder.parent == above else next(p for p in folder.parents if p.parent == above)
        try:
            yield from (path for path in above.iterdir() if path != kept_from and not path.is_symlink())
        except PermissionError:  # who may not list it needs nothing of it
            continue


def _ruleset(version: int, handled: int) -> int:
    parts = [
        handled,
        *([0] if version >= _NET_SINCE else []),
        *([_SIGNALS_AND_SOCKETS] if version >= _SCOPED_SINCE else []),
    ]
    attributes = struct.pack(f"={len(parts)}Q", *parts)
    return _checked(_kernel(_CREATE, attributes, len(attributes), 0))


def _allow(rules: int, path: Path, access: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # gone since, or not for us anyway
        return
    try:
        mine = access if stat.S_ISDIR(os.fstat(place).st_mode) else access & _OF_A_FILE
        _checked(_kernel(_ADD, rules, _BENEATH, struct.pack("=Qi", mine, place), 0))
    finally:
        os.close(place)


def _kernel(number: int, *arguments: int | bytes | None) -> int:
    return int(ctypes.CDLL(None, use_errno=True).syscall(number, *arguments))


def _checked(answer: int) -> int:
    if answer < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer
