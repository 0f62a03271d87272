"""While twenty people sign in at once, how long do readers wait? Prints p50 and p95 of the public and of the members' pages,
of eight different ones in turn.

Usage: python bench/signing_in.py HOME (a home that was published; it is copied). The real processes, over the loopback.
"""

from __future__ import annotations

import http.client
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

from app.accounts.passwords import hash_password
from app.accounts.people import make_account
from app.accounts.sessions import open_session
from app.cli.members_process import members_house
from app.keys.members import MembersKeys
from app.storage.migrations import upgrade

PEOPLE, READERS, ROUNDS, PASSWORD = 20, 6, 12, "a long password of nobody"
PAGES = (
    "/",
    "/cases",
    "/ko/cases",
    "/cases?sex=female",
    "/cases?year_from=2010&outcome=executed",
    "/returns",
    "/lists",
    "/sources",
)
PUBLIC, MEMBERS = 8481, 8482


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        home = Path(shutil.copytree(sys.argv[1], Path(place) / "home"))
        cookies = cycle({"Cookie": f"casebook={secret}"} for secret in _people(home))
        serve = [sys.executable, "-m", "app.cli.main", "serve"]
        edition = str(home / "editions" / "public" / "public.json")
        processes = [
            subprocess.Popen([*serve, "public", "--edition", edition, "--port", str(PUBLIC)]),  # noqa: S603
            subprocess.Popen([*serve, "members", "--home", str(home), "--port", str(MEMBERS)]),  # noqa: S603
        ]
        try:
            for port in (PUBLIC, MEMBERS):
                _await(port)
            _told("each page for the first time", _measured(cookies, None, 1))
            _told("alone", _measured(cookies, None))
            begun = time.perf_counter()
            crowd = [threading.Thread(target=_sign_in, args=(n,)) for n in range(PEOPLE)]
            for each in crowd:
                each.start()
            _told(f"while {PEOPLE} sign in", _measured(cookies, crowd))
            for each in crowd:
                each.join()
            print(f"all signed in after {time.perf_counter() - begun:.1f} s")
        finally:
            for process in processes:
                process.terminate()
                process.wait()


def _people(home: Path) -> list[str]:
    """Twenty accounts and some that read; the sessions of these: one alone would soon have asked as often as it may."""
    MembersKeys.first_use(home / "keys", make=True)
    key = home / "editions" / "public" / "verify.pub"
    books = members_house(f"sqlite:///{home}/vault.sqlite", home / "editions", home / "keys", key, "", MEMBERS).books
    upgrade(books.engine)
    now = datetime.now(UTC)
    hashed = hash_password(PASSWORD)
    with books.writing() as session:
        made = [
            make_account(session, books.keys, login=f"person-{n}", name="Synthetic", password_hash=hashed, roles=(),
                         invited_by=None, at=now)
            for n in range(PEOPLE + READERS)
        ]  # fmt: skip
        return [open_session(session, reader, now, stepped_up=True) for reader in made[PEOPLE:]]


def _get(port: int, path: str, headers: dict[str, str]) -> tuple[float, str, str]:
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    assert answer.status == 200, answer.status  # noqa: S101
    return time.perf_counter() - begun, body, answer.getheader("set-cookie") or ""


def _sign_in(n: int) -> None:
    _, page, cookie = _get(MEMBERS, "/account/sign-in", {})
    token = re.search(r'name="csrf" value="(\w+)"', page)
    form = urlencode({"csrf": token[1] if token else "", "login": f"person-{n}", "password": PASSWORD})
    headers = {"Cookie": cookie.partition(";")[0], "Origin": f"http://127.0.0.1:{MEMBERS}",
               "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
    connection = http.client.HTTPConnection("127.0.0.1", MEMBERS, timeout=120)
    connection.request("POST", "/account/sign-in", form, headers)
    status = connection.getresponse().status
    if status != 303:
        print(f"person-{n} was answered {status}")


def _measured(
    cookies: Iterator[dict[str, str]], crowd: list[threading.Thread] | None, rounds: int = ROUNDS
) -> dict[str, list[float]]:
    """Turn and turn about, as long as the crowd is at the door."""
    times: dict[str, list[float]] = {"public": [], "members": []}
    for page in PAGES * rounds:
        times["public"].append(_get(PUBLIC, page, {})[0])
        times["members"].append(_get(MEMBERS, page, next(cookies))[0])
        if crowd is not None and not any(each.is_alive() for each in crowd):
            break
    return times


def _told(when: str, times: dict[str, list[float]]) -> None:
    for what, each in times.items():
        p95 = statistics.quantiles(each, n=20)[-1]
        print(
            f"{when}: {what} pages, {len(each)} asked, p50 {statistics.median(each) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms"
        )


def _await(port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
        except OSError:
            time.sleep(0.3)
        else:
            return


if __name__ == "__main__":
    main()
