"""Templates in two languages. Everything put into a page is escaped; text in another language than the page is
marked so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from gettext import NullTranslations
from importlib import resources
from types import CodeType, MappingProxyType
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from app.sharing.days import day_in_words
from app.sharing.labels import field_label, label
from app.web.language import NAMES, PREFIXES, catalogue
from app.web.scripts import HANGUL_RUN, language_of_text, written_in_two

OTHER = {"en": "ko", "ko": "en"}
MOST_KEPT = 4_096
"""Pieces of pages that are kept once drawn: a few MB."""
MEDIA_TYPES = {"css": "text/css", "svg": "image/svg+xml", "js": "text/javascript"}


@cache
def statics() -> Mapping[str, tuple[bytes, str]]:
    """Static files by the name they are served under, which carries their hash, with their media type."""
    folder = resources.files("app.web").joinpath("static")
    files = {f.name: f.read_bytes() for f in folder.iterdir() if f.name.rpartition(".")[2] in MEDIA_TYPES}
    return MappingProxyType(
        {_hashed(name, body): (body, MEDIA_TYPES[name.rpartition(".")[2]]) for name, body in files.items()}
    )


def _hashed(name: str, body: bytes) -> str:
    stem, _, kind = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(body).hexdigest()[:12]}.{kind}"


def static_address(name: str) -> str:
    """Where the file called `name` is served."""
    stem, _, kind = name.rpartition(".")
    return next(f"/static/{key}" for key in statics() if key.startswith(stem + ".") and key.endswith(kind))


class _Compiled(BytecodeCache):
    """What templates were compiled to, in memory: it holds the words of no language, so both share it and a start takes half as long."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


@cache
def templates(language: str) -> Environment:
    """The templates with the words of a language."""
    env = Environment(
        loader=PackageLoader("app.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_COMPILED,
    )
    env.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]  # comes with the i18n extension
    env.globals.update(_words(language), _=_saying(catalogue(language)))
    return env


def _saying(said: NullTranslations) -> Callable[..., Markup]:
    """What `_` is in a template. A page asks some hundred times and mostly for the same few words, so each is looked up once.

    The words are those of templates, codebook and errors, never a reader's.
    """

    @lru_cache(maxsize=MOST_KEPT)
    def whole(message: str) -> Markup:
        return Markup(said.gettext(message))  # noqa: S704  the house's own words, as `gettext` of Jinja marks them

    @lru_cache(maxsize=MOST_KEPT)
    def plain(message: str) -> Markup:
        return whole(message) % {}

    def say(message: str, **values: Any) -> Markup:
        return whole(message) % values if values else plain(message)

    return say


def _words(language: str) -> dict[str, Any]:
    mine: dict[str, Callable[..., Any]] = {
        "said": lambda text: marked(text, language),
        "label": lambda vocabulary, code: label(vocabulary, code, language),
        "field_label": lambda code: field_label(code, language),
        "day": lambda text: day_in_words(text, language),
        "static": static_address,
        "drawn": lambda macro, *values: drawn(language, macro, *values),
    }
    return {
        **mine,
        "language": language,
        "other_language": OTHER[language],
        "other_name": NAMES[OTHER[language]],
        "prefix": PREFIXES[language],
        "member": None,
        "error": False,
        "place": "public",
    }


@lru_cache(maxsize=MOST_KEPT)
def drawn(language: str, macro: str, *values: Any) -> Markup:
    """What a macro of macros.html draws of values that never change. It follows from them alone, so it is drawn once.

    Nothing of a reader, a request or an edition goes in, so that one reader's page cannot show in another's.
    """
    piece: Markup = getattr(templates(language).get_template("macros.html").module, macro)(*values)
    return piece


@lru_cache(maxsize=MOST_KEPT)
def marked(text: str, language: str) -> Markup:
    """The text, with its language said where it is not the page's own: a screen reader changes its voice for it."""
    if written_in_two(text):
        return _two(text, language)
    own = language_of_text(text)
    if own in ("", language):
        return Markup("{}").format(text)
    return Markup('<span lang="{}">{}</span>').format(own, text)


def hangul_marked(text: str, language: str) -> Markup:
    """The text, in any language of lists, with the Hangul in it said to be Korean."""
    return Markup("{}").format(text) if language == "ko" else _two(text, language)


def _two(text: str, language: str) -> Markup:
    """Words in Latin letters with Hangul among them, such as "mother of ... (...)": each said in its own language."""
    parts = HANGUL_RUN.split(text)  # every second part is Hangul
    if language == "ko":
        said = (Markup("{}") if n % 2 else Markup('<span lang="en">{}</span>') for n in range(len(parts)))
    else:
        said = (Markup('<span lang="ko">{}</span>') if n % 2 else Markup("{}") for n in range(len(parts)))
    return Markup("").join(frame.format(part) for frame, part in zip(said, parts, strict=True) if part)


def page(name: str, language: str, **values: Any) -> bytes:
    """The page drawn from the template `name`."""
    return templates(language).get_template(f"{name}.html").render(values).encode()


def error_page(
    language: str, title: str, detail: str, wrong: tuple[str, str | None] = ("", None), place: str = ""
) -> bytes:
    """A page for an error. `wrong`: a parameter's name, and the word that was perhaps meant; no value is shown. `place`: whose
    frame it has.
    """
    say = catalogue(language).gettext
    return page(
        "error",
        language,
        title=say(title),
        detail=say(detail),
        parameter=wrong[0],
        nearest=wrong[1],
        other_address=PREFIXES[OTHER[language]] + "/",
        edition=None,
        here="",
        canonical="",
        place=place,
        error=True,
    )
