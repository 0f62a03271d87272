"""After the start no reader waits for a page to be compiled."""

from __future__ import annotations

import asyncio

from jinja2 import Environment

from app.apps.public import create_app
from app.editions.read.shelf import Shelf
from app.web.warming import warm
from tests.asking import ask
from tests.homes import look_at_shipped_home

PAGES = (
    "/",
    "/cases",
    "/returns",
    "/lists",
    "/sources",
    "/codebook",
    "/counts",
    "/cite",
    "/method",
    "/about",
    "/corrections",
    "/family",
)


def test_no_page_is_compiled_for_a_reader(monkeypatch):
    warm()
    compiled = []
    monkeypatch.setattr(Environment, "compile", lambda *args, **kwargs: compiled.append(args))
    app = create_app(Shelf(look_at_shipped_home() / "editions" / "public" / "public.json"))
    for path in PAGES:
        for language in ("", "/ko"):
            assert asyncio.run(ask(app, f"{language}{path}".removesuffix("/") or "/", [])).status in {200, 404}
    assert compiled == []
