"""Whether a batch is the shipped one. The founding decisions hold for exactly the data they were made on, so they are tied to
its hash, and the hash is part of the program: a folder cannot declare itself to be the founders'.

`python -m app.importing.founding` says whether they agree; `--write` ties them anew, after a person has read the difference.
"""

from __future__ import annotations

import hashlib
import sys
from importlib import resources
from pathlib import Path

from app.importing.tables import TABLES

SEAL = "founding.sha256"


def batch_hash(folder: Path) -> str:
    """SHA-256 over the names and bytes of the batch's files, in order. A missing file counts as empty."""
    digest = hashlib.sha256(b"casebook-batch-1\n")
    for file in TABLES:
        path = folder / file
        data = path.read_bytes() if path.is_file() else b""
        digest.update(f"{file} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def is_founding(digest: str) -> bool:
    """Whether the batch with this hash is the one the founders decided on."""
    return digest == _sealed()


def shipped_data() -> Path:
    """The folder of the shipped batch: beside the program in a checkout, inside it when installed."""
    package = Path(str(resources.files("app")))
    inside, beside = package / "_data", package.parent / "data"
    return inside if inside.is_dir() else beside


def _sealed() -> str:
    return resources.files("app.importing").joinpath(SEAL).read_text(encoding="ascii").strip()


def _main(arguments: list[str]) -> int:
    now = batch_hash(shipped_data())
    if "--write" in arguments:
        Path(__file__).with_name(SEAL).write_text(now + "\n", encoding="ascii")
    agrees = is_founding(now)
    sys.stdout.write(f"{now} {'is the founding batch' if agrees else 'is NOT the batch that was decided on'}\n")
    return 0 if agrees else 1


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
