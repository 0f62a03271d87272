"""What can be wrong with an edition, each with a sentence for a person."""

from __future__ import annotations


class EditionError(Exception):
    """Base: the message is a sentence that can be shown."""


class MissingEdition(EditionError):
    """There is nothing to read at the place given."""


class CorruptEdition(EditionError):
    """The file is not an edition, or is not what its manifest says."""


class NewerEdition(EditionError):
    """The file was made by a newer version of Casebook than this one."""


class NoRoom(EditionError):
    """An edition could not be written: the disk is full, or fails."""


class BadQuery(ValueError):
    """A query that cannot be answered: `parameter` is at fault, `nearest` is the right word if one is close."""

    def __init__(self, parameter: str, sentence: str, nearest: str | None = None) -> None:
        super().__init__(sentence)
        self.parameter = parameter
        self.nearest = nearest
