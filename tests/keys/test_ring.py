"""The key ring: sealed things open only in their place; keys rotate; nothing shows a secret."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.keys.errors import BadSignature, DoesNotOpen, KeysExposed, NoKeys, UnknownKey
from app.keys.ring import PUBLIC_KEY_FILE, KeyRing
from app.keys.verify import Verifier

PLACE = "claim_value|7|body|2"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def ring(folder: Path) -> KeyRing:
    return KeyRing.first_use(folder)


def test_the_first_use_makes_keys_that_only_their_owner_reads(ring: KeyRing, folder: Path) -> None:
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert modes.pop(PUBLIC_KEY_FILE) == 0o644
    assert set(modes.values()) == {0o600}
    assert folder.stat().st_mode & 0o077 == 0
    assert [path.name for path in folder.parent.iterdir()] == [folder.name], "no draft is left behind"


def test_the_second_use_reads_the_same_keys(ring: KeyRing, folder: Path) -> None:
    assert KeyRing.first_use(folder).open(ring.seal(b"secret", PLACE), PLACE) == b"secret"


def test_equal_texts_do_not_look_alike(ring: KeyRing) -> None:
    assert ring.seal(b"secret", PLACE) != ring.seal(b"secret", PLACE)


@pytest.mark.parametrize("elsewhere", ["claim_value|8|body|2", "claim_value|7|body|0", "source|7|text|2", ""])
def test_what_was_moved_does_not_open(ring: KeyRing, elsewhere: str) -> None:
    with pytest.raises(DoesNotOpen):
        ring.open(ring.seal(b"secret", PLACE), elsewhere)


def test_no_flipped_bit_opens(ring: KeyRing) -> None:
    envelope = ring.seal(b"secret", PLACE)
    for place in range(len(envelope)):
        broken = envelope[:place] + bytes([envelope[place] ^ 1]) + envelope[place + 1 :]
        with pytest.raises((DoesNotOpen, UnknownKey)):
            ring.open(broken, PLACE)


@pytest.mark.parametrize("length", [0, 4, 16, 17, 30])
def test_what_was_cut_does_not_open(ring: KeyRing, length: int) -> None:
    with pytest.raises(DoesNotOpen):
        ring.open(ring.seal(b"secret", PLACE)[:length], PLACE)


def test_after_a_rotation_old_and_new_open_until_the_old_key_retires(ring: KeyRing, folder: Path) -> None:
    old = ring.seal(b"old", PLACE)
    assert ring.rotate() == 2
    new = ring.seal(b"new", PLACE)
    assert (ring.sealed_by(old), ring.sealed_by(new)) == (1, 2)
    assert (ring.open(old, PLACE), ring.open(new, PLACE)) == (b"old", b"new")
    ring.retire()
    assert KeyRing(folder).open(new, PLACE) == b"new"
    with pytest.raises(UnknownKey):
        ring.open(old, PLACE)


def test_an_edition_key_unwraps_at_its_own_level_only(ring: KeyRing) -> None:
    wrapped = ring.wrap("researcher", b"k" * 32)
    assert ring.unwrap("researcher", wrapped) == b"k" * 32
    with pytest.raises(DoesNotOpen):
        ring.unwrap("vetted", wrapped)
    with pytest.raises(UnknownKey):
        ring.wrap("public", b"k" * 32)


def test_marks_are_equal_for_equal_names_under_one_purpose(ring: KeyRing) -> None:
    assert ring.mark("name", "김영금") == ring.mark("name", "김영금")
    assert len({ring.mark("name", "a"), ring.mark("id", "a"), ring.mark("name", "b")}) == 3


def test_a_signature_fits_one_document_of_one_signer(ring: KeyRing, folder: Path, tmp_path: Path) -> None:
    signature = ring.signer().sign({"b": 1, "a": "가"})
    Verifier.from_file(folder / PUBLIC_KEY_FILE).check({"a": "가", "b": 1}, signature)
    for document in ({"a": "가", "b": 2}, {"a": "나", "b": 1}, {}):
        with pytest.raises(BadSignature):
            ring.verifier().check(document, signature)
    with pytest.raises(BadSignature):
        KeyRing.first_use(tmp_path / "others").verifier().check({"a": "가", "b": 1}, signature)


@pytest.mark.parametrize("name", ["vault-0001.key", "signing.key", "names.key", "level-vetted.key"])
def test_a_missing_key_is_said_and_never_made_anew(ring: KeyRing, folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(NoKeys):
        KeyRing.first_use(folder)
    assert not (folder / name).exists()


def test_a_key_that_others_can_read_is_refused(ring: KeyRing, folder: Path) -> None:
    (folder / "vault-0001.key").chmod(0o640)
    with pytest.raises(KeysExposed):
        KeyRing(folder)


def test_nothing_prints_a_key(ring: KeyRing, folder: Path) -> None:
    secrets = [path.read_text().strip() for path in folder.glob("*.key")]
    (folder / "names.key").write_text("zz" + secrets[0])
    with pytest.raises(NoKeys) as error:
        KeyRing(folder)
    shown = repr(ring) + repr(ring.signer()) + str(error.value)
    assert not any(secret in shown for secret in secrets)


def test_a_reader_who_checks_signatures_loads_neither_the_ring_nor_a_cipher() -> None:
    program = (
        "import sys, app.keys.verify\n"
        "print([m for m in sys.modules if m in ('app.keys.ring', 'app.keys.files', 'app.keys.sign')"
        " or m.endswith('ciphers.aead')])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_two_first_starts_at_once_agree_on_one_ring(folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from app.keys.ring import KeyRing\n"
        "print(KeyRing.first_use(Path(sys.argv[1])).mark('a', 'b').hex())"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert len({each.communicate()[0] for each in started}) == 1
