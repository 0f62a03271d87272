"""What can be wrong with the noticeboard, each with a sentence for a person."""

from __future__ import annotations


class NoticeboardError(Exception):
    """Base: the message is a sentence that can be shown."""


class NotANoticeboard(NoticeboardError):
    """The file is something else, or damaged."""


class NewerNoticeboard(NoticeboardError):
    """The file was made by a newer version of Casebook than this one."""


class NoRoom(NoticeboardError):
    """Nothing more can be kept: the disk or the noticeboard is full, or it cannot be written."""


class Enough(NoticeboardError):
    """So much was pinned up today that no more is taken before tomorrow."""
