"""One JSON text for equal documents, so that hashes and signatures agree on every machine. Pure."""

from __future__ import annotations

import json

_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def canonical_json(document: object) -> bytes:
    """Sorted keys, no blanks, UTF-8. Lists keep their order; numbers that JSON cannot hold are refused."""
    return _ENCODER.encode(document).encode("utf-8")
