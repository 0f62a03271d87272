"""Cyrillic letters by jamo number, in the coarse letters of `app/names/in_cyrillic.py`; the usual ones first, `-` is none.

Sources: Kontsevich's system (1966), and what newspapers write beside it ("Ким Чен Ир", "Мун Чжэ Ин", "Цой").
"""

from __future__ import annotations


def _row(letters: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(each.replace("-", "").split("/")) for each in letters.split())


INITIALS = _row("к кк/к н т тт/т р м п пп/п с сс/с - ч/тч/чч чч/ч чх/ч кх/к тх/т пх/п х")
VOWELS = _row("а е/аи я ие/е о/е е/ие е/ио ие/е о ва/уа ве/уе ве/ои/е е/ио у во/уо ве/уе ви/уи ю/иу ы/у ыи/и/ы и")
FINALS = _row("- к к к н н н т р к м р р р п р м п п т т н/нк т т к т п т")
