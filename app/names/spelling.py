"""All usual spellings of a name, folded: what the disclosure layer looks for in text that must not name somebody.

Missing one is worse than one too many, so the list is generous, but bounded (`MAX_SPELLINGS`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, product, zip_longest

from app.names import cells, han, hangul, latin
from app.names.folding import fold
from app.names.keys import keys
from app.names.styles import FAMILY, HEAD
from app.names.tables import families, letters

__all__ = ["MAX_SPELLINGS", "fold", "keys", "spellings"]

MAX_SPELLINGS = 400
STYLES = ("rr", "mr", "mr_voiced", "dprk", "dprk_voiced")


def romanised(word: str, style: str) -> str:
    """A Hangul word in one style, unfolded; in a voiced style an initial between sounding ones is voiced."""
    base = style.partition("_")[0]
    text, sounding = "", False
    for char in word:
        initial, vowel, final = hangul.split(char)
        heads = letters.INITIALS[style if sounding else base]
        head = "l" if initial == hangul.R and text.endswith("l") else heads[initial]
        text += (head + letters.VOWELS[base][vowel] + letters.FINALS[base][final]).replace("-", "")
        sounding = final in (0, hangul.F_N, hangul.F_L, hangul.F_M, hangul.F_NG)
    return text


@lru_cache(maxsize=4096)
def _customary_syllable(char: str) -> tuple[str, ...]:
    """Passport-like spellings of one syllable, the likeliest first."""
    initial, vowel, final = hangul.split(char)
    options = (
        letters.CUSTOMARY_INITIALS[initial].split("/"),
        letters.CUSTOMARY_VOWELS[vowel].split("/"),
        letters.CUSTOMARY_FINALS[final].split("/"),
    )
    ranked = sorted(product(*map(enumerate, options)), key=lambda parts: sum(place for place, _ in parts))
    return tuple("".join(part for _, part in parts).replace("-", "") for parts in ranked[:8])


def given_spellings(given: str, limit: int = 24) -> tuple[str, ...]:
    """Latin spellings of a Hangul given name: by rule first, as it sounds, then the customary mixtures."""
    words = dict.fromkeys((given, hangul.pronounced(given)))
    found = dict.fromkeys(fold(romanised(word, style)) for word in words for style in STYLES)
    options = (enumerate(_customary_syllable(char)) for char in given[:3])
    mixed = sorted(product(*options), key=lambda parts: sum(place for place, _ in parts))
    for parts in mixed:
        if len(found) >= limit:
            break
        found.setdefault("".join(part for _, part in parts))
    return tuple(found)


def family_spellings(family: str) -> tuple[str, ...]:
    """Latin spellings of a Hangul family name, customary ones first."""
    customary = [s for form in law_variants(family) for s in families.SPELLINGS.get(form, ())]
    ruled = [fold(romanised(form, style)) for form in law_variants(family) for style in STYLES]
    return tuple(dict.fromkeys((*customary, *ruled)))


def law_variants(word: str) -> tuple[str, ...]:
    """A Hangul word with its first syllable in each form the initial-sound law allows: 리설 -> 리설, 이설."""
    return tuple(form + word[1:] for form in hangul.law_forms(word[0])) if word else ()


def divide(name: str) -> tuple[tuple[str, str], ...]:
    """(family, given) of a Hangul name, likeliest first; a two-syllable family name is told by table."""
    ways = [(name[:1], name[1:])]
    if len(name) > 2 and any(form in families.TWO_SYLLABLES for form in law_variants(name[:2])):
        ways.insert(0, (name[:2], name[2:]))
    return tuple(ways)


def _both_orders(pairs: Iterable[tuple[str, str]]) -> Iterable[str]:
    for family, given in pairs:
        yield family + given
        yield given + family


def _hangul_spellings(name: str) -> Iterable[str]:
    """Hangul forms first (none may be cut off), then Latin ones, the likeliest pairs of family and given name first."""
    for family, given in divide(name):
        givens = law_variants(given) or ("",)
        yield from _both_orders(product(law_variants(family), givens))
    for family, given in divide(name):
        latin_givens = [spelling for form in law_variants(given) for spelling in given_spellings(form)] or [""]
        pairs = product(enumerate(family_spellings(family)), enumerate(latin_givens))
        ranked = sorted(pairs, key=lambda pair: pair[0][0] * 3 + pair[1][0])
        yield from _both_orders((first, second) for (_, first), (_, second) in ranked)


def _han_spellings(name: str) -> Iterable[str]:
    """Pinyin in both orders, then the likeliest Hangul readings with all their spellings."""
    first = [han.characters()[char].pinyin[:1] or ("",) for char in name]
    sounds = "".join(sound[0] for sound in first)
    head = len(first[0][0])
    yield from (sounds, sounds[head:] + sounds[:head])
    options = []
    for at, char in enumerate(name):
        odds = cells.odds(char, FAMILY if at == 0 else HEAD)
        options.append(sorted(odds, key=lambda form: (-odds[form], form))[:2])
    readings = [_hangul_spellings("".join(reading)) for reading in islice(product(*options), 4)]
    for together in zip_longest(*readings, fillvalue=""):
        yield from together


def _latin_spellings(parts: list[str]) -> Iterable[str]:
    """The tokens in either order: as written, last one first, first one last."""
    yield from ("".join(parts), "".join(parts[-1:] + parts[:-1]), "".join(parts[1:] + parts[:1]))


@lru_cache(maxsize=8192)
def spellings(name: str) -> frozenset[str]:
    """All usual folded spellings of one name, itself included; at most `MAX_SPELLINGS`, empty for an empty name."""
    plain = fold(name[:200])
    if plain and all(hangul.is_syllable(char) for char in plain) and len(plain) <= 5:
        forms = _hangul_spellings(plain)
    elif plain and all(char in han.characters() for char in plain) and len(plain) <= 5:
        forms = _han_spellings(plain)
    else:
        forms = _latin_spellings(latin.tokens(name[:200]))
    found = dict.fromkeys([plain] if plain else [])
    for form in forms:
        if len(found) >= MAX_SPELLINGS:
            break
        found.setdefault(form)
    return frozenset(found) - {""}
