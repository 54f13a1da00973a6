"""Fills in the forms of the back office the way a browser does: with every field that the page shows."""

from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from events.models import Event, Stand

Fields = dict[str, list[str]]


class FormReader(HTMLParser):
    """Collects what a browser would send for the form with the id `form_id` if nobody touched it."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside, self.fields = form_id, False, Fields()
        self.select: str | None = None
        self.textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        name = given.get("name")
        if not self.inside or "disabled" in given:
            return
        if tag == "input" and name and given.get("type") not in ("submit", "file"):
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.add(name, given.get("value") or ("on" if given.get("type") == "checkbox" else ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.add(self.select, given.get("value") or "")
        elif tag == "textarea" and name:
            self.textarea = name
            self.add(name, "")

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.fields[self.textarea][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.textarea = None

    def add(self, name: str, value: str) -> None:
        """Note one more value of the field `name`."""
        self.fields.setdefault(name, []).append(value)


def fields_of(page: HttpResponse, form_id: str) -> Fields:
    """The fields of a form on `page` with their values; without rows that only a script uses."""
    reader = FormReader(form_id)
    reader.feed(page.content.decode())
    return {name: values for name, values in reader.fields.items() if "__prefix__" not in name and name != "csrfmiddlewaretoken"}


def address(entry: Event | Stand, name: str = "change") -> str:
    """The address of `entry`, or of one of its steps, in the admin."""
    return reverse(f"admin:{entry._meta.app_label}_{entry._meta.model_name}_{name}", args=(entry.pk,))


def save(client: Client, entry: Event | Stand, button: str = "_save", **changes: object) -> HttpResponse:
    """Open the form of `entry`, change some fields, press a button and follow to the next page."""
    return send(client, entry, fields_of(client.get(address(entry)), f"{entry._meta.model_name}_form"), button, **changes)


def send(client: Client, entry: Event | Stand, fields: Fields, button: str = "_save", **changes: object) -> HttpResponse:
    """Send a form that was opened earlier."""
    return client.post(address(entry), {**fields, **changes, button: ""}, follow=True)


def sentences(page: HttpResponse) -> list[str]:
    """The messages at the top of a page."""
    return [str(message) for message in page.context["messages"]]
