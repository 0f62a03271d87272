"""Faults in what is looked for of a withheld name in other scripts, planted in the shipped code: the properties find each."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_assertion, fault, planted, run_with

WITHHELD, CYRILLIC = "names/withheld.py", "names/in_cyrillic.py"
FAULTS = [
    fault("an index does not hold what characters are read as", (WITHHELD, "yield from dict.fromkeys(_read(text))", "yield from ()")),
    fault("a letter is read in one place and not in the other", (WITHHELD, 'yield "".join(compared(word) for word in _WORD.findall(text))', 'yield "".join(fold(word) for word in _WORD.findall(text))')),
    fault("a name with a case ending is another", (WITHHELD, "yield from uninflected(joined)", "yield from ()")),
    fault("a character is read in one way", (WITHHELD, "syllable))[:2])", "syllable))[-1:])")),
    fault("names are written as they are spelt, not as they sound", (CYRILLIC, "dict.fromkeys((word, hangul.pronounced(word)))", "(word,)")),
    fault("given names stand last", (CYRILLIC, "for first, last in ((one, other), (other, one))", "for first, last in ((other, one),)")),
]  # fmt: skip


@pytest.mark.parametrize("planted_fault", planted(FAULTS, at_night={each.name for each in FAULTS[2:]}))
def test_a_fault_is_found(planted_fault, tmp_path):
    run = run_with(planted_fault, tmp_path, "names/test_withheld.py")
    assert died_by_assertion(run), run.stdout[-2000:]
