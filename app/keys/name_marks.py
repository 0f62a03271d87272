"""What the name index of an encrypted edition keeps of its keys: a keyed hash under the level's own key.

The publisher makes it and the members' host asks by it; both hold the level's key, and only the publisher holds `names.key`.
"""

from __future__ import annotations

import hashlib
import hmac


def name_mark(level_key: bytes, key: str) -> str:
    """32 hexadecimal digits of HMAC-SHA256."""
    return hmac.digest(level_key, b"name-key\0" + key.encode(), hashlib.sha256).hex()[:32]
