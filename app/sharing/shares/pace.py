"""How long a line takes to read aloud: a preset of seconds, and a term for each syllable of the name.

The presets are what organisers of vigils named: 4 seconds a line hurries, 8 leaves a breath, 12 leaves a silence.
The term by syllable is a fifth of a second, the pace of slow, clear speech (about five syllables a second).
"""

from __future__ import annotations

import re

PACES = (4, 8, 12)
"""Seconds a line, besides its syllables."""
USUAL = 8
SYLLABLE_MS = 200
_ONE_EACH = re.compile(r"[가-힣\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff○]")
_VOWELS = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýāăąēĕėęěīĭįıōŏőœūŭůűаеёиоуыэюяәөүұі]+", re.IGNORECASE)


def line_ms(spoken: str, seconds: int) -> int:
    """Milliseconds for a line whose name or descriptor is `spoken`."""
    return seconds * 1000 + SYLLABLE_MS * syllables(spoken)


def syllables(text: str) -> int:
    """About how many syllables are heard; never less than one for a text that is not empty."""
    if not text.strip():
        return 0
    return max(1, len(_ONE_EACH.findall(text)) + len(_VOWELS.findall(text)))
