"""The form on a page, as a browser without script would send it: every field with the value it has there."""

from __future__ import annotations

from html.parser import HTMLParser

from tests.members.host import Answer, Browser


class _Form(HTMLParser):
    """Reads the fields of one form: the first whose action begins with `action`."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self._wanted, self._inside, self._select, self._text = action, False, None, None
        self.action, self.fields, self.buttons = "", {}, []

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form" and not self.action and a.get("action", "").startswith(self._wanted):
            self._inside, self.action = True, a["action"]
        if not self._inside:
            return
        name = a.get("name", "")
        if tag == "input" and name:
            ticked = a.get("type") in ("checkbox", "radio")
            if not ticked or "checked" in a:
                self.fields[name] = a.get("value", "on" if ticked else "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in a or self._select not in self.fields:
                self.fields[self._select] = a.get("value")
            self._option = self._select if a.get("value") is None and self.fields[self._select] is None else None
        elif tag == "textarea":
            self._text, self.fields[name] = name, ""
        elif tag == "button" and name:
            self.buttons.append((name, a.get("value", "")))

    def handle_data(self, data):
        if self._inside and self._text is not None:
            self.fields[self._text] += data if self.fields[self._text] else data.removeprefix("\n")
        elif self._inside and self._select and self.fields.get(self._select) is None:
            self.fields[self._select] = data

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._text = None


def form_on(page: str, action: str) -> _Form:
    form = _Form(action)
    form.feed(page)
    assert form.action, f"no form to {action}"
    return form


class Writer:
    """An editor with a page open: types, presses, and counts what was sent."""

    def __init__(self, browser: Browser, path: str = "/drafts/new") -> None:
        self.browser, self.path, self.posts = browser, path, 0
        self.open(path)

    def open(self, path: str | None = None) -> Answer:
        self.path = path or self.path
        self.shown = self.browser.get(self.path.partition("#")[0])
        return self.shown

    @property
    def page(self) -> str:
        return self.shown.text

    def rows(self) -> list[str]:
        names = form_on(self.page, "/drafts").fields
        return [name.split(":")[1] for name in names if name.startswith("r:") and name.endswith(":individual")]

    def press(
        self, do: str, typed: dict[str, str] | None = None, action: str = "/drafts", follow: bool = True
    ) -> Answer:
        """Send the form as it stands with what was typed into it, and follow where it leads."""
        form = form_on(self.page, action)
        self.posts += 1
        answer = self.browser.bare_post(form.action, **{**form.fields, **(typed or {}), "do": do})
        self.shown = answer
        if answer.status == 303 and follow:
            self.open(answer.headers["location"])
        return answer
