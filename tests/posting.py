"""Everything that can be posted from a page: its forms as they stand, emptied, and filled with nonsense, button by button."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

NONSENSE = "nothing"
TYPED = ("text", "url", "email", "number", "date", "time", "search", "tel", "password", "datetime-local")


class Posted(NamedTuple):
    """What is sent: where to, what, and in words how it came about."""

    path: str
    fields: dict[str, list[str]]
    how: str


class Form:
    """One form of a page: where it leads, what it holds, what is typed or chosen in it, and its buttons."""

    def __init__(self, action: str) -> None:
        self.action = action
        self.fields: dict[str, list[str]] = {}
        self.typed: set[str] = set()
        self.hidden: set[str] = set()
        self.buttons: list[tuple[str, str]] = []
        self.options: dict[str, list[str]] = {}
        self.ticks: dict[str, str] = {}

    def ways(self) -> Iterator[Posted]:
        """What can be sent with it."""
        buttons = self.buttons or [("", "")]
        for button in buttons:
            yield self._posted(self.fields, button, "as it stands")
        yield self._posted({name: values for name, values in self.fields.items() if name in self.hidden}, buttons[0], "emptied")
        nonsense = {name: [NONSENSE] for name in (*self.typed, *self.options)}
        yield self._posted({**self.fields, **nonsense}, buttons[0], "with nonsense")
        yield self._posted({name: [NONSENSE] for name in self.fields}, buttons[0], "with nothing but nonsense")
        for action in filter(None, self.options.get("action", [])):
            chosen = {name: [value] for name, value in self.ticks.items()}
            yield self._posted({**self.fields, **chosen, "action": [action], "index": ["0"]}, ("", ""), action)

    def _posted(self, fields: dict[str, list[str]], button: tuple[str, str], how: str) -> Posted:
        name, value = button
        return Posted(self.action, {**fields, **({name: [value]} if name else {})}, f"{how} {name} {value}".strip())


class _Reader(HTMLParser):
    """Collects the forms that are posted; what a script alone uses is left out."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.found = path, []
        self.form: Form | None = None
        self.select, self.textarea = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens forms, and takes fields and buttons."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = given.get("action", "")
            self.form = Form(action if action.startswith("/") else self.path.partition("?")[0] + action if action else self.path)
            if given.get("method", "").lower() == "post":
                self.found.append(self.form)
        name = given.get("name", "")
        if self.form and "__prefix__" not in name and "disabled" not in given and name != "csrfmiddlewaretoken":
            self._take(self.form, tag, name, given)

    def handle_data(self, data: str) -> None:
        """Takes what a text field holds."""
        if self.form and self.textarea:
            self.form.fields[self.textarea][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        """Closes."""
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.textarea = ""

    def _take(self, form: Form, tag: str, name: str, given: dict[str, str]) -> None:
        value = given.get("value", "")
        if tag in ("input", "button") and given.get("type", "text" if tag == "input" else "submit") == "submit":
            form.buttons.append((name, value))
        elif tag == "input" and name:
            self._input(form, name, given.get("type", "text"), given)
        elif tag == "textarea" and name:
            self.textarea = name
            form.typed.add(name)
            form.fields[name] = [""]
        elif tag == "select":
            self.select = name
            form.options.setdefault(name, [])
        elif tag == "option" and self.select:
            form.options[self.select].append(value)
            if "selected" in given:
                form.fields.setdefault(self.select, []).append(value)

    def _input(self, form: Form, name: str, kind: str, given: dict[str, str]) -> None:
        value = given.get("value", "on" if kind in ("checkbox", "radio") else "")
        if kind in ("checkbox", "radio"):
            form.ticks.setdefault(name, value)
            if "checked" not in given:
                return
        elif kind == "hidden":
            form.hidden.add(name)
        elif kind in TYPED:
            form.typed.add(name)
        elif kind == "file":
            return
        form.fields.setdefault(name, []).append(value)


def forms_of(path: str, html: str) -> list[Form]:
    """The forms on the page at `path` that are posted."""
    reader = _Reader(path)
    reader.feed(html)
    return reader.found
