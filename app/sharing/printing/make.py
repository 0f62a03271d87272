"""Any file of a list. Needs the extra `lists` for PDF, XLSX and DOCX; MissingLibrary says so where it is not installed."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any, cast

from app.sharing.printing.job import PLAIN, Job, plain_file, prepared

_MAKERS: Mapping[str, tuple[str, str]] = {
    "pdf": ("app.sharing.printing.pdf", "pdf_bytes"),
    "xlsx": ("app.sharing.printing.xlsx", "xlsx_bytes"),
    "docx": ("app.sharing.printing.docx", "docx_bytes"),
}


class MissingLibrary(ValueError):
    """A library of the extra `lists` is not installed."""


class NoAddress(ValueError):
    """What is printed must say where one can see whether it still holds."""


def made(job: Job) -> bytes:
    """The file's bytes. NoAddress for a PDF without the house's address; CannotPrint and BadShares as they say."""
    if job.format in PLAIN:
        return plain_file(job)
    if job.format == "pdf" and not job.frozen.mark.address.startswith(("http://", "https://")):
        raise NoAddress(
            "A printed list outlives the day on which it was right, so each page carries an address that says whether it"
            " still holds. Set the house's address (casebook up --address, or CASEBOOK_ADDRESS) and print again."
        )
    module, name = _MAKERS[job.format]
    try:
        maker: Any = getattr(importlib.import_module(module), name)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] == "app":
            raise
        raise MissingLibrary(f"{missing.name} is not installed. Install casebook with its extra `lists`.") from None
    return cast("bytes", maker(prepared(job), job.style))
