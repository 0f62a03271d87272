"""Romanisation letters by jamo, one row a style.

Sources: Revised Romanization (Ministry of Culture, 2000), McCune-Reischauer (1939, as the Library of Congress
applies it), the Northern system (1992, with the plain aspirates its papers print for names).
Rows are in Unicode jamo order: 19 initials, 21 vowels, 28 finals (the first of them empty).
"""

from __future__ import annotations


def _row(letters: str) -> tuple[str, ...]:
    return tuple(letters.split())


INITIALS = {
    "rr": _row("g kk n d tt r m b pp s ss - j jj ch k t p h"),
    "mr": _row("k kk n t tt r m p pp s ss - ch tch ch' k' t' p' h"),
    "mr_voiced": _row("g kk n d tt r m b pp s ss - j tch ch' k' t' p' h"),
    "dprk": _row("k kk n t tt r m p pp s ss - j jj ch k t p h"),
    "dprk_voiced": _row("g kk n d tt r m b pp s ss - j jj ch k t p h"),
}
VOWELS = {
    "rr": _row("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"),
    "mr": _row("a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i"),
    "dprk": _row("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i"),
}
FINALS = {
    "rr": _row("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t"),
    "mr": _row("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t"),
    "dprk": _row("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t"),
}
# What passports, papers and visiting cards add, by frequency in attested pairs; the first is the commonest.
CUSTOMARY_INITIALS = _row("g/k kk/gg n d/t tt/dd r/l m b/p pp/bb s/sh ss - j/ch jj ch k t p h")
CUSTOMARY_VOWELS = _row(
    "a/ah ae/ai ya yae eo/u/o/uh e yeo/you/yo/yu ye o/oh wa wae oe/oi yo u/oo/woo wo we wi yu/yoo eu/u ui/ee i/ee"
)
CUSTOMARY_FINALS = _row("- k/g k k n n n t l k m l l l p l m p/b p t t ng t t k t p t")

# For reading aloud: near sounds for an English reader, by ear and not by any standard.
ALOUD_INITIALS = _row("g kk n d tt r m b pp s ss - j jj ch k t p h")
ALOUD_VOWELS = _row("ah eh yah yeh uh eh yuh yeh oh wah weh weh yoh oo wuh weh wee yoo eu eui ee")
