"""What a page costs somebody who knows the desk, in seconds by the keystroke-level model: counted, not timed, so that it is the same anywhere.

Source: Card, Moran and Newell, The Psychology of Human-Computer Interaction (1983), chapter 8: an average typist's key 0.28 s, pointing
1.1 s, a click 0.2 s, hands to the keyboard or back 0.4 s, a thought before each act 1.35 s. Reading: 240 words a minute.
"""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.browser.test_desk import Visitor

KEY, POINTING, CLICK, HOMING, THOUGHT, WORD = 0.28, 1.1, 0.2, 0.4, 1.35, 0.25
KEYS_OF_SYLLABLE = 2.5
"""On a Korean keyboard, a Latin capital with Shift two."""


class Counted(Visitor):
    """Somebody whose work is counted. `seconds`: what it cost them so far."""

    seconds = 0.0

    def clicks(self, what: Locator) -> None:
        """A link, a box or a button."""
        self.seconds += THOUGHT + POINTING + CLICK
        what.click()

    def follows(self, what: Locator) -> None:
        """A link that leads to another page."""
        with self.page.expect_navigation():
            self.clicks(what)

    def does(self, name: str) -> None:
        """The button at the end of a form."""
        self.seconds += THOUGHT + POINTING + CLICK
        self.presses(name)

    def types(self, cell: Locator, text: str, *, next_cell: bool = False) -> None:
        """Into a cell. `next_cell`: the one that Tab leads to, so that the hands stay where they are."""
        self.seconds += THOUGHT + keys(text) * KEY + (KEY if next_cell else POINTING + CLICK + HOMING)
        cell.fill(text)

    def chooses(self, cell: Locator, code: str) -> None:
        """From a list that opens: to it, and to the line in it."""
        self.seconds += THOUGHT + 2 * (POINTING + CLICK)
        cell.select_option(code)

    def reads(self, what: Locator) -> None:
        """All words that stand there."""
        self.seconds += len(what.inner_text().split()) * WORD


def keys(text: str) -> float:
    """Keys that are pressed for a text."""
    return sum(KEYS_OF_SYLLABLE if "가" <= char <= "힣" else 2 if char.isupper() else 1 for char in text)
