"""`casebook verify`: does the vault agree with itself, and do the editions agree with their manifests?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.accounts.access_log import Head
from app.accounts.access_log import findings as access_findings
from app.cli.checkpoints import FOLDER, read_checkpoints
from app.cli.house import House, open_house
from app.cli.options import DEFAULT_HOME, HomeOption, VaultOption
from app.cli.sentences import Refused
from app.cli.terminal import say
from app.codebook.levels import EDITION_LEVELS, Level
from app.editions.errors import EditionError
from app.editions.manifest import read_manifest
from app.publishing.standing import standing
from app.vault.verify import verify as verify_vault


def verify(
    home: HomeOption = DEFAULT_HOME,
    vault: VaultOption = None,
    checkpoints: Annotated[
        Path | None,
        typer.Option("--checkpoints", help="Signed checkpoints kept elsewhere, checked too.", show_default=False),
    ] = None,
) -> None:
    """Check that nothing in the vault was changed, lost or added behind its back, and that the editions are what they say.

    Exit code 0: everything agrees. 3: something does not; each finding is one line.
    """
    with open_house(home, vault) as house:
        with house.reading() as session:
            findings = [str(finding) for finding in verify_vault(session, house.ring)]
            kept, unread = _checkpoints(house, checkpoints)
            findings += [*unread, *access_findings(session, kept)]
        findings += [finding for level in EDITION_LEVELS for finding in _edition_findings(house, level)]
    for finding in findings:
        say(finding)
    if findings:
        raise Refused(f"{len(findings)} findings.", "Do not publish; compare with a backup.", code=3)
    say("The vault's chain, its values, the access log and the published editions agree.")


def _checkpoints(house: House, elsewhere: Path | None) -> tuple[list[Head], list[str]]:
    folders = [house.home.root / FOLDER, *([elsewhere] if elsewhere else [])]
    found = [each for folder in folders for each in read_checkpoints(folder, house.ring.verifier())]
    return [f for f in found if isinstance(f, Head)], [f for f in found if isinstance(f, str)]


def _edition_findings(house: House, level: Level) -> list[str]:
    path = house.home.shelves.manifest(level)
    if not path.exists():
        return []
    try:
        manifest = read_manifest(path, house.ring.verifier())
        standing(manifest, level, house.home.shelves, house.ring).close()
    except EditionError as problem:
        return [f"{level.code} edition: {problem}"]
    return []
