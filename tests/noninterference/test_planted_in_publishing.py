"""Leaks planted into publishing, editions and pages, each killed by the general property of test_answered_alike."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, planted, run_with

PUBLISH, WHOLE, DOCUMENTS = "publishing/publish.py", "publishing/whole.py", "editions/build/documents.py"
BUILD = "rows = rows_of(content, name_seal(ring, level))"


def _rows(change: str) -> tuple[str, str, str]:
    return WHOLE, BUILD, f"{BUILD}\n    {change}"


def _unseen(change: str) -> tuple[tuple[str, str, str], ...]:
    """The change, and an identity that does not notice it: what it does must show in an answer, and not by the edition's hash alone."""
    return (
        _rows(change),
        (
            PUBLISH,
            "if before is not None and before.content == fresh.content and _holds(",
            "if False and before and _holds(",
        ),
        (
            PUBLISH,
            "if level is Level.PUBLIC and (before is None or before.number < manifest.number):",
            "if level is Level.PUBLIC and before is None:",
        ),
    )


FAULTS = (
    fault(
        "a search hit on hidden words",
        _rows(
            'rows["case_text"] = [(n, words + " ".join(str(getattr(s.value, "text", "")).casefold() '
            'for d in record.dossiers for s in d.statements)) for n, words in rows["case_text"]]'
        ),
    ),
    fault(
        "a total of everybody in the vault",
        _rows('rows["meta"].append(("individuals", str(len(record.dossiers))))'),
        ("editions/read/holdings.py", '"cases": cases.bit_count(),', '"cases": int(edition.rows("SELECT value FROM meta WHERE key = \'individuals\'")[0][0]),'),
    ),
    fault(
        "a marginal that counts hidden cases",
        *_unseen(
            'rows["marginal"] = [(*row[:5], row[5] + sum(len(d.cases) for d in record.dossiers), *row[6:]) '
            'for row in rows["marginal"]]'
        ),
    ),
    fault(
        "a bitmap in which hidden people stand",
        *_unseen(
            'rows["bitmap"] = [(*row[:3], b"") if row[0] == "known" and len(record.dossiers) % 2 else row '
            'for row in rows["bitmap"]]'
        ),
    ),
    fault(
        "a bitmap of days in which hidden people's returns stand",
        *_unseen(
            'rows["bitmap"] = [(*row[:3], b"") if row[0] == "day" and row[2] == "held" and len(record.dossiers) % 2 else row '
            'for row in rows["bitmap"]]'
        ),
    ),
    fault(
        "a line of CSV with how many claims there are",
        *_unseen(
            'rows["case_csv"] = [(n, line.replace(b"\\r\\n", b",%d\\r\\n" % sum(len(d.statements) for d in record.dossiers))) '
            'for n, line in rows["case_csv"]]'
        ),
    ),
    fault(
        "an order of names by how much is held",
        *_unseen(
            'rows["case_column"] = [(key, numbers[4:] + numbers[:4] if key == "order:name" and len(record.dossiers) % 2 else numbers) '
            'for key, numbers in rows["case_column"]]'
        ),
    ),
    fault(
        "a source's title with all it supports",
        _rows(
            'rows["source_row"] = [(n, key, body.replace(b"Title of", f"Title {len(record.dossiers)} of".encode())) '
            'for n, key, body in rows["source_row"]]'
        ),
    ),
    fault(
        "an edition number that counts publications",
        (
            PUBLISH,
            "return Published(before, changed=False)",
            "before = before.model_copy(update={'number': before.number + 1})\n"
            "        replace_file(shelves.manifest(level), signed_text(before, ring.signer().sign(before.document())).encode())\n"
            "        return Published(before, changed=False)",
        ),
    ),
    fault(
        "an ETag made of a file's time",
        (PUBLISH, "return Published(before, changed=False)", "shelves.manifest(level).touch()\n        return Published(before, changed=False)"),
        ("editions/read/shelf.py", "        if seen != self._seen and self._reopened():\n", "        if seen != self._seen and self._reopened():\n            __import__('os').environ['STAMP'] = str(seen)\n"),
        ("web/answers.py", "tag = etag(body)", "tag = etag(body + __import__('os').environ.get('STAMP', '').encode())"),
    ),
    fault(
        "a sort order by what is hidden",
        (
            WHOLE,
            "content = decide(record, level, overview, ring, on)",
            "content = decide(record, level, overview, ring, on)\n"
            "    order = {c.public_id: n for n, d in enumerate(record.dossiers) for c in d.cases}\n"
            "    import dataclasses\n"
            "    import app.editions.build.rows as built\n"
            "    built.in_own_order = lambda cases, marks: sorted(cases, key=lambda case: order.get(case.public_id, 0))",
        ),
    ),
    fault(
        "a list with a line for everybody",
        _rows(
            'rows["list_line"] += [(9000 + n, "zz", "case", d.public_id, "returned", 1, rows["list_line"][0][-1]) '
            'for n, d in enumerate(record.dossiers) if rows["list_line"]]'
        ),
    ),
    fault(
        "an event's title with the number of its people",
        (
            "disclosure/assemble.py",
            "label=UNNAMED_EVENT if parts.names.hits(event.label) else event.label,",
            'label=f"{event.label} {sum(c.event == event.public_id for d in parts.record.dossiers for c in d.cases)}",',
        ),
    ),
)  # fmt: skip


AT_NIGHT = (
    "a bitmap of days in which hidden people's returns stand",
    "an order of names by how much is held",
    "a bitmap in which hidden people stand",
    "a line of CSV with how many claims there are",
    "a source's title with all it supports",
    "an event's title with the number of its people",
    "a sort order by what is hidden",
    "an edition number that counts publications",
    "a list with a line for everybody",
    "a marginal that counts hidden cases",
)


@pytest.mark.parametrize("fault", planted(FAULTS, AT_NIGHT))
def test_the_general_property_kills(fault, tmp_path):
    run = run_with(fault, tmp_path, "noninterference/test_answered_alike.py")
    assert died_by_difference(run), f"survived:\n{run.stdout[-3000:]}{run.stderr[-1000:]}"
