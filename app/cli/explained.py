"""Known errors of every room, as sentences for a person at the terminal. Loaded only when something went wrong."""

from __future__ import annotations

import errno

from sqlalchemy.exc import DatabaseError, OperationalError

from app.cli.sentences import Refused
from app.editing.errors import Refused as DeskRefused
from app.editions.errors import BadQuery, EditionError
from app.importing.batch import OtherFounding
from app.keys.errors import KeyTrouble
from app.noticeboard.errors import NoticeboardError
from app.publishing.withdraw import NobodyThere
from app.storage.engines import UnsupportedDatabase, waited_too_long
from app.storage.migrations import NewerDatabase

SAID_BY_THEMSELVES = (
    DeskRefused,
    EditionError,
    NewerDatabase,
    OtherFounding,
    NobodyThere,
    KeyTrouble,
    UnsupportedDatabase,
    NoticeboardError,
)
_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


def explained(problem: Exception) -> Refused | None:
    """The sentence for an error that a person can do something about; None for a fault of this program."""
    if isinstance(problem, SAID_BY_THEMSELVES):
        return Refused(str(problem))
    if isinstance(problem, BadQuery):
        near = f"Did you mean {problem.nearest}?" if problem.nearest else ""
        return Refused(f"{problem.parameter}: {problem}", near, code=2)
    if isinstance(problem, OSError) and problem.errno in _FULL:
        return Refused("The disk is full.", "Make room and run the command again; what was there before is untouched.")
    if isinstance(problem, PermissionError):
        return Refused(
            f"{problem.filename or 'A file'} may not be read or written here.", "Check its owner and rights."
        )
    if isinstance(problem, DatabaseError):
        return _of_database(problem)
    if isinstance(problem, OSError) and problem.filename:
        return Refused(f"{problem.filename} cannot be read or written: {problem.strerror}.", "Check the path.")
    return None


def _of_database(problem: DatabaseError) -> Refused | None:
    said = str(problem.orig).lower()
    if "full" in said or "disk i/o" in said or "no space" in said:
        return Refused("The disk is full.", "Make room and run the command again; what was there before is untouched.")
    if "readonly" in said or "unable to open" in said:
        return Refused("The vault's file may not be opened or written here.", "Check its owner, rights and folder.")
    if waited_too_long(problem):
        return Refused("The vault is busy with another writer.", "Try again in a moment.")
    if "malformed" in said or "not a database" in said:
        return Refused(
            "The vault's file is damaged or is not a vault.", "Restore it from a backup; it was not changed."
        )
    if isinstance(problem, OperationalError):
        return Refused("The vault's database cannot be reached or used.", "Check --vault and that the server runs.")
    return None
