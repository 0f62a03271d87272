"""Passkeys in a real browser, with an authenticator that Chromium plays (CDP, WebAuthn domain): made, used, refused, taken away."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from app.accounts.books import Books
from app.accounts.passwords import hash_password
from app.accounts.people import make_account
from app.cli.members_process import members_house
from app.keys.members import MembersKeys
from app.storage.migrations import upgrade
from tests.browser.conftest import STARTS_WITHIN
from tests.homes import shipped_home

PASSWORD = "a long password of nobody"
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The members' process over a copy of the shipped home with one account, `somebody`."""
    home = shipped_home(tmp_path_factory.mktemp("passkeys") / "home")
    MembersKeys.first_use(home / "keys", make=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    key = home / "editions" / "public" / "verify.pub"
    books = members_house(f"sqlite:///{home}/vault.sqlite", home / "editions", home / "keys", key, "", port).books
    upgrade(books.engine)
    hashed = hash_password(PASSWORD)
    with ThreadPoolExecutor(1) as thread:  # Playwright's loop may stand in this one
        thread.submit(_somebody, books, hashed).result()
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "CASEBOOK_VAULT": f"sqlite:///{home}/vault.sqlite", "CASEBOOK_EDITIONS": str(home / "editions"),
        "CASEBOOK_MEMBERS_KEYS": str(home / "keys"), "CASEBOOK_VERIFY_KEY": str(key),
    }  # fmt: skip
    command = [sys.executable, "-m", "app.cli.members_process", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2])
    try:
        _await(port)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait()


def _somebody(books: Books, hashed: str) -> None:
    with books.writing() as session:
        make_account(
            session, books.keys, login="somebody", name="Synthetic", password_hash=hashed, roles=(), invited_by=None,
            at=datetime.now(UTC),
        )  # fmt: skip


def _await(port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail("The members' process did not start.")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """With script on, unlike everything else here."""
    context = browser.new_context(locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture
def device(page: Page) -> tuple[CDPSession, str]:
    """The browser's authenticator, and its id."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session, made["authenticatorId"]


def _sign_in(page: Page, members: str) -> None:
    page.goto(f"{members}/account/sign-in")
    page.get_by_label("Sign-in name").fill("somebody")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def _with_passkey(page: Page, members: str) -> None:
    _sign_in(page, members)
    page.goto(f"{members}/account/step-up")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("link", name="Passkeys", exact=True).click()
    page.get_by_label("What you call the device").fill("a synthetic key")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text(re.compile("a synthetic key, made on"))).to_be_visible()


def _sign_out(page: Page, members: str) -> None:
    page.goto(f"{members}/account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def _use(page: Page) -> None:
    page.get_by_role("button", name="Use a passkey").click()


def _remove(page: Page, members: str) -> None:
    page.goto(f"{members}/account/passkeys")
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("You have no passkey yet.")).to_be_visible()


def test_a_passkey_is_made_signs_in_and_proves_anew_and_opens_nothing_once_removed(page, members, device):
    _with_passkey(page, members)
    _sign_out(page, members)
    page.get_by_role("link", name="Use a passkey").click()
    _use(page)
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    before = {c["name"]: c["value"] for c in page.context.cookies()}["casebook"]
    page.goto(f"{members}/ko/account/passkey")
    page.get_by_role("button", name="패스키 쓰기").click()
    expect(page.get_by_role("heading", name="내 계정")).to_be_visible()
    assert {c["name"]: c["value"] for c in page.context.cookies()}["casebook"] != before
    _remove(page, members)
    _sign_out(page, members)
    page.goto(f"{members}/account/passkey")
    _use(page)
    expect(page.get_by_text("No passkey that is known here answered")).to_be_visible()


def test_a_device_that_did_not_check_its_holder_is_not_enough(page, members, device):
    _with_passkey(page, members)
    _sign_out(page, members)
    session, authenticator = device
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.goto(f"{members}/account/passkey")
    _use(page)
    expect(page.get_by_text("The browser gave no passkey")).to_be_visible()
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": True})
    _use(page)
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    _remove(page, members)


def test_an_answer_is_good_once_and_for_its_own_question_alone(page, members, device):
    _with_passkey(page, members)
    page.goto(f"{members}/account/passkey")
    sent: list[str] = []
    page.on("request", lambda r: sent.append(r.post_data or "") if r.method == "POST" else None)
    _use(page)
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    credential = re.search(r"credential=([^&]+)", sent[-1])[1]
    for _ in range(2):
        page.goto(f"{members}/account/passkey")
        page.evaluate(
            """told => { const form = document.getElementById("passkey");
            form.elements.credential.value = decodeURIComponent(told.replaceAll("+", " ")); form.submit(); }""",
            credential,
        )
        expect(page.get_by_text("No passkey that is known here answered")).to_be_visible()
    _remove(page, members)


def test_without_script_the_page_says_so_and_leads_to_the_password(browser, members):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{members}/account/passkey")
    expect(page.get_by_text("Passkeys need a browser of these years")).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    page.get_by_role("link", name="Password and code instead").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    context.close()
