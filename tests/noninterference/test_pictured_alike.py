"""Pictures and the corrections log answer alike too. Apart from the other routes, since drawing takes longer than all else."""

from __future__ import annotations

from hypothesis import given, settings

from app.codebook.levels import Level
from app.publishing.pictures.all import picture_rows
from tests.conftest import examples
from tests.noninterference.test_answered_alike import addresses_of, read_twice
from tests.pairs import pairs


@settings(max_examples=examples(8, 300))
@given(pairs(Level.PUBLIC))
def test_reading_publishing_a_hidden_edit_and_reading_again_gives_the_same_pictures_and_corrections(drawn):
    addresses = [a for a in addresses_of([], []) if "/pictures" in a[0] or "/corrections" in a[0]]
    read_twice(drawn, addresses, draw=picture_rows)
