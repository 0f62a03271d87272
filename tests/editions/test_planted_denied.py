"""Ways in which a denial is told as if somebody had said so, planted in the shipped code: each is found by taking all denials away."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_assertion, fault, planted, run_with

SAID = "for value in fact.said"
FAULTS = (
    fault("whatever is denied is said", ("disclosure/views.py", "not self.citations or not all(", "True or all(")),
    fault("a denial settles", ("disclosure/settle.py", "[stated for stated in values if stated.is_said]", "values")),
    fault("a denial that is preferred makes its value preferred", ("disclosure/settle.py", " and not s.denies for s", " for s")),
    fault("who denies is heard first", ("disclosure/settle.py", "sorted(statements, key=lambda s: s.denies)", "statements")),
    fault("a denial weighs as much as a word", ("disclosure/merge.py", "-sum(stated.is_said for stated in group)", "-len(group)")),
    fault("what is denied of a return is not taken from its cases", ("disclosure/assemble.py", "for fact in own if fact.said}", "for fact in own}")),
    fault("a denied age makes younger", ("disclosure/age.py", SAID, "for value in (v.value for v in fact.values)")),
    fault("a denied fate moves a case", ("disclosure/sections.py", SAID, "for value in (v.value for v in fact.values)")),
    fault("a denied number counts", ("disclosure/assemble.py", "for value in f.said", "for value in (v.value for v in f.values)")),
    fault("a case is found by what is denied", ("editions/build/found_by.py", "for value in fact.said}))", "for value in (v.value for v in fact.values)}))")),
    fault("what is denied is known", ("editions/build/found_by.py", "if code in facts and facts[code].said", "if code in facts")),
    fault("a line is found by what is denied", ("editions/build/found_by.py", "for value in f.said}", "for value in (v.value for v in f.values)}")),
    fault("a case stands on a denied day", ("editions/build/sorting.py", "for value in f.said", "for value in (v.value for v in f.values)")),
    fault("a heading has what is denied", ("editions/build/documents.py", "plain(value) for value in fact.said", "plain(v.value) for v in fact.values")),
    fault("a name is shown that is denied", ("editions/build/documents.py", " if v.is_said]", "]")),
    fault("a short document has what is denied", ("editions/summaries.py", " if not only_denied(stated)", "")),
    fault("a picture has what is denied", ("publishing/pictures/reading.py", "values_said(found) if found else []", '[stated["value"] for stated in found["values"]] if found else []')),
    fault("words are found that are denied", ("editions/build/rows.py", "map(plain, fact.said)", "(plain(v.value) for v in fact.values)")),
    fault("somebody is found by a name that is denied", ("editions/build/names.py", "for value in f.said)", "for value in (v.value for v in f.values))")),
)  # fmt: skip
AT_NIGHT = {
    "a picture has what is denied", "a denial that is preferred makes its value preferred", "who denies is heard first",
    "a denied age makes younger", "a denied fate moves a case", "a denied number counts", "what is denied is known",
    "a line is found by what is denied", "a case stands on a denied day", "a heading has what is denied", "a denial weighs as much as a word",
}  # fmt: skip
"""Others of these bare values, and what is seldom drawn."""
OF_NAMES_AND_RETURNS = (
    fault("a line names who is denied to be called so", ("disclosure/shape.py", ' == "name" and not statement.denies', ' == "name"')),
    fault("what is denied of one is denied of another who is described", ("disclosure/merge.py", "uncited = bool(said) and bool(citations) and not cited", "uncited = False")),
    fault("a denied name is one that is shown", ("disclosure/withheld.py", "for value in fact.said if isinstance(value, NameValue)", "for value in (v.value for v in fact.values) if isinstance(value, NameValue)")),
    fault("words that are not as others print them are printed as a denial has them", ("disclosure/merge.py", "(said or group)[0]", "group[0]")),
    fault("what is denied of a return itself is not told", ("disclosure/assemble.py", "merged(code, (own, *(case.facts for case in cases)))", "merged(code, (case.facts for case in cases))")),
    fault("a denied name is no text in which somebody is looked for", ("disclosure/withheld.py", "            if isinstance(value, NameValue) and statement.denies:\n                yield value.letters\n            elif", "            if")),
    fault("a denied name that was withdrawn since is read", ("editions/read/unnamed.py", 'if not (only_denied(v) and hits(letters_of(v["value"])))]', "]")),
    fault("a name that is denied is not looked through", ("disclosure/withheld.py", "return None if not stated.is_said and names.hits(value.letters) else value", "return value")),
)  # fmt: skip


@pytest.mark.parametrize("planted_fault", planted(FAULTS, AT_NIGHT))
def test_a_fault_is_found(planted_fault, tmp_path):
    run = run_with(planted_fault, tmp_path, "editions/test_denied.py")
    assert died_by_assertion(run), run.stdout[-2000:]


@pytest.mark.parametrize("planted_fault", planted(OF_NAMES_AND_RETURNS, at_night=()))
def test_a_fault_with_names_or_returns_is_found(planted_fault, tmp_path):
    run = run_with(
        planted_fault,
        tmp_path,
        "disclosure/test_facts.py",
        "disclosure/test_withheld.py",
        "web/test_withdrawn_from_pages.py",
    )
    assert died_by_assertion(run), run.stdout[-2000:]
