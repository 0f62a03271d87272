"""What the first reader after a start would wait for, done before anybody is let in: pages compiled, tables of names read.

Nothing of an edition, a reader or a request goes in.
"""

from __future__ import annotations

from app.names.parts import parts
from app.web.language import PREFIXES
from app.web.pages import statics, templates


def warm() -> None:
    """Takes some seconds, once in a process."""
    statics()
    for language in PREFIXES:
        made = templates(language)
        for name in made.list_templates(extensions=["html"]):
            made.get_template(name)
    for name in ("Hong Gil-dong", "홍길동", "洪吉童"):
        parts(name)
