"""In the English back office what is called something in German alone is marked as German (WCAG 3.1.2)."""

from html.parser import HTMLParser

import pytest

from clusters.models import Cluster
from clusterweek.accounts.models import User
from events.models import Event, Stand
from tests.backoffice.test_look import entries, everything, pages_of
from tests.backoffice.test_territory import client_of, objects

__all__ = ["entries", "everything", "objects"]

# What has no markup, or is read with the language of what it stands in.
PLAIN = ("title", "option", "textarea", "script")
WITHOUT_END = ("input", "br", "img", "link", "meta", "hr", "wbr", "source")


class Unmarked(HTMLParser):
    """The `names` that stand on a page as a whole text of its own without being marked as German."""

    def __init__(self, names: set[str], html: str) -> None:
        super().__init__()
        self.names, self.found = names, set()
        self.open: list[tuple[str, str]] = [("", "")]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Goes down, with the language."""
        if tag not in WITHOUT_END:
            self.open.append((tag, dict(attrs).get("lang") or self.open[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        """Comes up again."""
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Looks at a text."""
        tag, language = self.open[-1]
        if data.strip() in self.names and language != "de" and tag not in PLAIN:
            self.found.add(f"{tag}: {data.strip()}")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["partner", "own", "office"])
def test_german_names_are_marked_in_the_english_back_office(everything, role: str) -> None:
    nouns, states = everything
    client = client_of(role)
    User.objects.update(language="en")
    for model in (Event, Stand):
        for entry in model.objects.all():
            model.objects.filter(pk=entry.pk).update(title=f"Besuch {model.__name__} {entry.pk}", title_en="")
    for cluster in Cluster.objects.all():
        Cluster.objects.filter(pk=cluster.pk).update(name=f"Verbund {cluster.pk}", name_en="")
    names = {*Event.objects.values_list("title", flat=True), *Stand.objects.values_list("title", flat=True)}
    names |= set(Cluster.objects.values_list("name", flat=True))

    found, seen = {}, 0
    for path in pages_of(role, client, nouns, states):
        html = client.get(path).content.decode()
        seen += any(name in html for name in names)
        if unmarked := Unmarked(names, html).found:
            found[path] = sorted(unmarked)

    assert found == {}
    assert seen > 5
