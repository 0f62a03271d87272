"""Pictures are drawn of a base: they are not shown while they count somebody who was withdrawn, though an addendum ended them."""

from __future__ import annotations

from contextlib import closing

from app.editions.build.addendum import addendum_rows, write_addendum
from app.editions.build.file import write_edition
from app.editions.build.rows import rows_of
from app.editions.read.opening import File, Verified, open_edition, open_files
from app.editions.read.pictures import picture_file
from app.names.index import plain
from tests.editions.addenda.people import after, before
from tests.editions.addenda.states import written_between


def test_a_picture_of_somebody_withdrawn_is_not_shown_beside_the_addendum_that_ended_them(tmp_path):
    rows = rows_of(before()) | {"picture": [("en/ways.svg", "image/svg+xml", b"<svg/>")]}
    write_edition(rows, tmp_path / "base.sqlite")
    with closing(open_edition(tmp_path / "base.sqlite")) as base:
        made = addendum_rows(base, after(), written_between(before(), after()), plain)
    whole = write_addendum(made, tmp_path / "added.sqlite")
    files = [File(tmp_path / "base.sqlite"), File(tmp_path / "added.sqlite")]
    with closing(open_files(files, None, whole, Verified())) as edition:
        assert picture_file(edition, "en/ways.svg") == ("image/svg+xml", b"<svg/>")
        for key in {one.public_id for one in before().individuals} - {one.public_id for one in after().individuals}:
            edition.suppressed = frozenset({key})
            assert picture_file(edition, "en/ways.svg") is None
