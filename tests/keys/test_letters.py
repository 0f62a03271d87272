"""Letters to the desk: what the public half seals, only the secret half opens."""

from __future__ import annotations

import pytest

from app.keys.errors import DoesNotOpen, NoKeys
from app.keys.letters import SIZES, LetterOpener, letter_opener, make_letter_keys, read_public_key


@pytest.fixture
def desk(tmp_path):
    make_letter_keys(tmp_path)
    return tmp_path


def test_a_letter_comes_back_and_its_length_does_not_show(desk):
    sealer, opener = read_public_key(desk / "letters.pub"), letter_opener(desk)
    for letter in (b"", "가상의 편지".encode(), b"x" * (SIZES[0] - 4)):
        assert opener.open(sealer.seal(letter)) == letter
    assert len({len(sealer.seal(b"x" * n)) for n in range(0, SIZES[0] - 3, 500)}) == 1
    assert sealer.seal(b"the same") != sealer.seal(b"the same")


def test_a_letter_that_was_altered_or_is_another_houses_does_not_open(desk, tmp_path_factory):
    sealed = read_public_key(desk / "letters.pub").seal(b"letter")
    other = tmp_path_factory.mktemp("other")
    make_letter_keys(other)
    with pytest.raises(DoesNotOpen):
        letter_opener(other).open(sealed)
    for at in (0, 40, len(sealed) - 1):
        with pytest.raises(DoesNotOpen):
            letter_opener(desk).open(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])
    with pytest.raises(DoesNotOpen):
        letter_opener(desk).open(b"")


def test_the_pair_is_made_once_and_only_its_public_half_may_be_read_by_others(desk):
    before = {path.name: path.read_bytes() for path in desk.iterdir()}
    make_letter_keys(desk)
    assert {path.name: path.read_bytes() for path in desk.iterdir()} == before
    assert (desk / "letters.key").stat().st_mode & 0o077 == 0
    assert bytes.fromhex(before["letters.key"].decode().strip()) not in before["letters.pub"]
    assert repr(LetterOpener(bytes(32))) == "LetterOpener()"


def test_a_letter_too_long_and_a_file_that_is_no_key_are_refused(desk):
    with pytest.raises(ValueError, match="too long"):
        read_public_key(desk / "letters.pub").seal(b"x" * SIZES[-1])
    (desk / "other.pub").write_text("no key")
    with pytest.raises(NoKeys):
        read_public_key(desk / "other.pub")
