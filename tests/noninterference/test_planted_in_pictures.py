"""Leaks planted into pictures and the corrections log, each killed by the general property of test_pictured_alike."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, planted, run_with

PUBLISH, WHOLE = "publishing/publish.py", "publishing/whole.py"

DRAWN = 'rows["picture"] = draw(rows)'


def _unseen(change: str) -> tuple[tuple[str, str, str], ...]:
    """The pictures changed, and an identity that does not notice it: it must show in an answer, not by the edition's hash alone."""
    return (
        (WHOLE, DRAWN, f'rows["picture"] = {change}'),
        (
            PUBLISH,
            "if before is not None and before.content == fresh.content and _holds(",
            "if False and before and _holds(",
        ),
    )


FAULTS = (
    fault(
        "a picture that counts the people of the vault",
        *_unseen(
            '[(n, m, b + (str(len(record.dossiers)).encode() if n.endswith(".csv") else b"")) for n, m, b in draw(rows)]'
        ),
    ),
    fault(
        "a picture that leaves out everybody by what is hidden",
        *_unseen('draw({**rows, "case_row": rows["case_row"] if len(record.dossiers) % 2 else []})'),
    ),
    fault(
        "a corrections log with a line for each publication",
        (
            PUBLISH,
            "return Published(before, changed=False)",
            "from app.editions.corrections import corrections_file, read_corrections, Batch\n"
            "        path = corrections_file(shelves.manifest(level))\n"
            "        log = read_corrections(path, ring.verifier())\n"
            "        log = log.model_copy(update={'batches': (Batch(number=before.number, date=before.date), *log.batches)})\n"
            "        replace_file(path, signed_text(log, ring.signer().sign(log.document())).encode())\n"
            "        shelves.manifest(level).touch()\n"
            "        return Published(before, changed=False)",
        ),
    ),
)  # fmt: skip


AT_NIGHT = (
    "a picture that leaves out everybody by what is hidden",
    "a corrections log with a line for each publication",
)


@pytest.mark.parametrize("fault", planted(FAULTS, AT_NIGHT))
def test_the_general_property_kills(fault, tmp_path):
    run = run_with(fault, tmp_path, "noninterference/test_pictured_alike.py")
    assert died_by_difference(run), f"survived:\n{run.stdout[-3000:]}{run.stderr[-1000:]}"
