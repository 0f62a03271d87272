"""The wall between the members' process and the keys of the house, tried from inside: by the process itself and by a child of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.keys.members import MembersKeys
from tests.homes import shipped_home

ROOT = Path(__file__).parents[2]
TRIED = """
import errno, os, sqlite3, subprocess, sys
from pathlib import Path

def tried(home, above):
    def may(act):
        try:
            act()
        except PermissionError:
            return "no"
        except OSError as fault:
            return "no" if fault.errno == errno.EXDEV else f"errno-{fault.errno}"  # how Landlock refuses to move or link
        return "yes"
    secrets = sorted(p for p in ("vault-0001.key", "signing.key", "letters.key", "accounts.key"))
    for name in secrets:
        print("read", name, may(lambda: (home / "keys" / name).read_bytes()))
    print("list keys", may(lambda: list((home / "keys").iterdir())))
    print("link", may(lambda: os.link(home / "keys" / "vault-0001.key", home.parent / "linked")))
    print("rename", may(lambda: (home / "keys").rename(home / "other")))
    print("memory", may(lambda: open(f"/proc/{above}/mem", "rb").close()))
    print("write edition", may(lambda: (home / "editions" / "public" / "public.json").write_bytes(b"")))
    print("write code", may(lambda: (Path(sys.modules["app"].__file__)).open("ab").close()))
    print("new file in home", may(lambda: (home / "new").write_bytes(b"")))
    child = subprocess.run([sys.executable, "-c", f"open({str(home / 'keys' / 'vault-0001.key')!r})"], capture_output=True)
    print("child", "no" if b"PermissionError" in child.stderr else "yes")
    print("edition", may(lambda: (home / "editions" / "public" / "public.json").read_bytes()))
    with sqlite3.connect(home / "vault.sqlite") as vault:
        vault.execute("UPDATE sign_in_note SET failed = failed + 1")
    print("vault written", "yes")
"""
REFUSED = ("read", "list", "link", "rename", "memory", "write", "new", "child")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = shipped_home(tmp_path_factory.mktemp("walls") / "home")
    MembersKeys.first_use(made / "keys", make=True)
    (made / "keys" / "letters.key").touch(mode=0o600)
    return made


def _run(code: str, home: Path, **more: str) -> dict[str, str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **more}
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, env=environment, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return dict(line.rsplit(" ", 1) for line in done.stdout.splitlines() if line)


def test_the_members_process_cannot_reach_the_keys_once_it_serves(home):
    """The shipped start itself, with the probe in place of the server."""
    code = f"""{TRIED}
import uvicorn
from app.cli import members_process
uvicorn.run = lambda *_, **__: tried(Path({str(home)!r}), {os.getpid()})
sys.argv = ["members", "--port", "8499"]
members_process.main()
"""
    found = _run(
        code, home, CASEBOOK_VAULT=f"sqlite:///{home}/vault.sqlite", CASEBOOK_EDITIONS=str(home / "editions"),
        CASEBOOK_MEMBERS_KEYS=str(home / "keys"), CASEBOOK_VERIFY_KEY=str(home / "editions" / "public" / "verify.pub"),
    )  # fmt: skip
    assert {what for what, may in found.items() if may == "yes"} == {"edition", "vault written"}, found
    assert all(may == "no" for what, may in found.items() if what.startswith(REFUSED)), found


def test_without_the_wall_the_same_probe_reads_everything(home):
    """Else the test above would say nothing."""
    code = f"import app\n{TRIED}\ntried(Path({str(home)!r}), os.getpid())"
    probed = code.replace('print("rename"', 'print("kept"').replace(
        'may(lambda: (home / "keys").rename(home / "other"))', '"-"'
    )
    probed = probed.replace('.write_bytes(b"")))\n    print("write code"', '.read_bytes()))\n    print("write code"')
    found = _run(probed, home)
    assert all(found[f"read {name}"] == "yes" for name in ("vault-0001.key", "signing.key", "accounts.key"))
    assert found["list keys"] == found["memory"] == found["child"] == "yes"
