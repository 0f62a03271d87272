"""Which tests run in one process where several share the work, since they share something that takes long to make.

Given to xdist as its scheduler, by conftest.py. Its own groups do nothing under pytest 9.2: xdist 3.8 writes the group into an
attribute of the test that nobody reads any more.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/browser/": "browser",
    "tests/noninterference/test_planted_going_on.py": "going on",
    "tests/noninterference/test_members_alike.py": "going on",
    "tests/noninterference/test_planted_in_members.py": "worlds",
    "tests/noninterference/test_worlds_alike.py": "worlds",
    "tests/sharing/printing/test_libreoffice.py": "libreoffice",
}
"""One edition, one server and one browser; houses of synthetic people; an office that one process alone can drive."""
EACH_FILE = ("tests/desk/", "tests/members/")
"""A house with accounts for each file."""


def together(test: str) -> str:
    """What the test, named by its node id, goes with; itself where it stands alone."""
    for start, name in TOGETHER.items():
        if test.startswith(start):
            return name
    return test.partition("::")[0] if test.startswith(EACH_FILE) else test


class Sharing(LoadScopeScheduling):
    """Hands out what goes together in one piece, the largest first."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)
