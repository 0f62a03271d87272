"""Leaks planted into the members' application, each killed by the general property of test_members_alike."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, run_with

ROLES, HERE, DOOR, MEMBERS = "accounts/roles.py", "web/account/here.py", "web/account/door.py", "apps/members.py"
NUMBER = "str(seen.house.shelves[Level.VETTED]().current().content)"

FAULTS = (
    fault("an expired grant still counts", (ROLES, "return self.revoked_at is None and self.starts_at <= at < self.ends_at", "return True")),
    fault(
        "the edition once chosen is read, whatever one is cleared for",
        (DOOR, "return min(visitor.level, visitor.cleared)", "return Level.VETTED"),
        (HERE, "if level > self.cleared:", "if level > Level.VETTED:"),
    ),
    fault("who has no grant is cleared for everything", (HERE, "return Level.PUBLIC if self.grant is None", "return Level.VETTED if self.grant is None"),
          ("accounts/sessions.py", "level = min(row.level, grant.level if grant else Level.PUBLIC)", "level = row.level")),
    fault(
        "a researcher is cleared for the vetted edition",
        (HERE, "else self.grant.level", "else Level.VETTED"),
        ("accounts/sessions.py", "level = min(row.level, grant.level if grant else Level.PUBLIC)", "level = row.level"),
    ),
    fault("everybody reads the vetted file", (HERE, "edition = self.house.shelves[level]().current()", "edition = self.house.shelves[Level.VETTED]().current()")),
    fault("the banner tells the vetted edition's identity", (HERE, '"level": seen.level.code,', f'"level": {NUMBER},')),
    fault("the banner's last day moves with hidden cases", (HERE, 'if seen.grant else "",', f"if seen.grant else {NUMBER}[:10],")),
    fault("a role clears", (HERE, "return Level.PUBLIC if self.grant is None else self.grant.level", "return Level.VETTED if self.person and self.person.roles else Level.PUBLIC"),
          ("accounts/sessions.py", "level = min(row.level, grant.level if grant else Level.PUBLIC)", "level = row.level")),
)  # fmt: skip


@pytest.mark.nightly
@pytest.mark.parametrize("planted", FAULTS, ids=lambda f: f.name)
def test_a_planted_leak_is_found(planted, tmp_path):
    run = run_with(planted, tmp_path, "noninterference/test_members_alike.py")
    assert died_by_difference(run), run.stdout[-3000:]
