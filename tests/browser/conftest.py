"""The real shipped edition, published once, served by the public process, and looked at in Debian's Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from app.keys.letters import make_letter_keys
from tests.homes import look_at_shipped_home

ROOT = Path(__file__).parents[2]
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
NO_CHROMIUM = "There is no Chromium. Install it, with Korean letters: apt-get install chromium fonts-noto-cjk"
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
STARTS_WITHIN = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They can be left out where there is no Chromium: `-m "not browser"`."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Debian's Chromium; a test that needs it fails without it and is never skipped."""
    return chromium(shutil.which("chromium"))


def chromium(found: str | None) -> str:
    if found is None:
        pytest.fail(NO_CHROMIUM, pytrace=False)
    return found


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the public process over the shipped edition."""
    with serving(ROOT) as address:
        yield address


@contextmanager
def serving(code: Path) -> Iterator[str]:
    """The address of a public process that runs the `app/` below `code` over the shipped edition, while it runs.

    It has a noticeboard and a desk of its own.
    """
    board = Path(tempfile.mkdtemp(prefix="board-"))
    make_letter_keys(board)
    folder = look_at_shipped_home() / "editions" / "public"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "CASEBOOK_EDITION": str(folder / "public.json"),
        "CASEBOOK_VERIFY_KEY": str(folder / "verify.pub"),
        "CASEBOOK_NOTICEBOARD": str(board / "noticeboard.sqlite"),
        "CASEBOOK_LETTERS_KEY": str(board / "letters.pub"),
        "CASEBOOK_ADDRESS": "https://casebook.example",
    }
    command = [sys.executable, "-m", "app.cli.public_process", "--port", str(port)]
    with subprocess.Popen(command, cwd=code, env=environment) as server:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(address, server)
            yield address
        finally:
            server.terminate()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            urllib.request.urlopen(address + "/static/x").close()
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except URLError:
            assert server.poll() is None, "the public process ended at its start"
            assert time.monotonic() < end, "the public process does not answer"
            time.sleep(0.1)


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Closed after each module: Playwright's loop would stand in the way of every test in this process that runs its own."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture(params=SIZES)
def reader(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A reader without script, with a phone and at a desk."""
    context = browser.new_context(
        base_url=site, viewport=SIZES[request.param], java_script_enabled=False, accept_downloads=True, locale="en-GB"
    )
    yield context
    context.close()
