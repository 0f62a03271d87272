"""What can go wrong with keys, as sentences for a person. Never a key, a plaintext or a context in a message."""

from __future__ import annotations


class KeyTrouble(Exception):
    """Anything wrong with keys; `code` is stable, the text is for people."""

    code = "keys"
    sentence = "Something is wrong with the keys."

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.sentence} {detail}".strip())


class NoKeys(KeyTrouble):
    code = "no_keys"
    sentence = "The key ring is missing or incomplete; restore it from its backup."


class KeysExposed(KeyTrouble):
    code = "keys_exposed"
    sentence = "A key file can be read by others on this machine; make it 0600 and consider the key known."


class UnknownKey(KeyTrouble):
    code = "unknown_key"
    sentence = "This was sealed with a key that the ring does not hold."


class DoesNotOpen(KeyTrouble):
    code = "does_not_open"
    sentence = "This does not open here: it was altered, cut, moved from another place, or sealed with another key."


class BadSignature(KeyTrouble):
    code = "bad_signature"
    sentence = "The signature does not fit: the document was altered or signed by somebody else."
