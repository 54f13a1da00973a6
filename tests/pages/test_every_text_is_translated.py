"""Every text of the interface passes through the catalogues: in a language of brackets, none stands outside of them."""

import functools
import gc
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.db.models import CharField, Model, TextField
from django.test import Client, override_settings
from django.utils.dates import MONTHS, MONTHS_AP, WEEKDAYS, WEEKDAYS_ABBR

from events.programme.lists import forget_lists
from tests.browser.conftest import addresses, full_programme

__all__ = ["full_programme"]

OPEN, CLOSE = "⟦", "⟧"
INNERMOST = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", re.DOTALL)
# Names that are the same in every language, and what the visitor typed.
NAMES = ("Clusterwoche Deutschland", "Google", "Microsoft 365", "Outlook.com", "English", "Deutsch", "km", "nichtszufinden")
# Names of days and months come from Django's own catalogue.
CALENDAR = (MONTHS, MONTHS_AP, WEEKDAYS, WEEKDAYS_ABBR)
SPOKEN = ("aria-label", "alt", "title", "placeholder", "content", "value")
UNSEEN = ("textarea", "script", "style", "code")
LETTERS = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture
def brackets(tmp_path: Path, settings) -> Iterator[None]:
    """Every text of the catalogue as ⟦text⟧, in the language that has no prefix."""
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.pofile(str(Path(settings.BASE_DIR, "locale/de/LC_MESSAGES/django.po")))
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {number: f"{OPEN}{text}{CLOSE}" for number, text in enumerate((entry.msgid, entry.msgid_plural))}
        else:
            entry.msgstr = f"{OPEN}{entry.msgid}{CLOSE}"
        entry.flags = []
    catalogue.save_as_mofile(str(folder / "django.mo"))
    with override_settings(LOCALE_PATHS=[tmp_path]):
        forget_what_was_rendered()
        yield
    forget_what_was_rendered()


def forget_what_was_rendered() -> None:
    """Drop what a process keeps in the language of a moment."""
    forget_lists()
    for kept in gc.get_objects():
        if type(kept) is functools._lru_cache_wrapper and kept.__module__.startswith(("clusterweek", "events", "clusters", "contacts")):
            kept.cache_clear()


class Texts(HTMLParser):
    """The texts of a page, those that are read aloud included."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unseen = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes what stands in attributes for people."""
        self._unseen += tag in UNSEEN
        given = dict(attrs)
        is_technical = tag == "meta" and given.get("name") != "description"
        for name in SPOKEN:
            if name == "value" and (tag != "input" or given.get("type") != "submit"):
                continue
            if given.get(name) and not is_technical:
                self.found.append(str(given[name]))

    def handle_endtag(self, tag: str) -> None:
        """Leaves what is not shown."""
        self._unseen -= tag in UNSEEN

    def handle_data(self, data: str) -> None:
        """Takes what is shown."""
        if not self._unseen and data.strip():
            self.found.append(" ".join(data.split()))


def contents() -> list[str]:
    """Every text in the database, and the names of days and months, the longest first."""
    found: set[str] = set()
    for model in apps.get_models():
        found |= texts_of(model)
    found |= {str(name) for names in CALENDAR for name in names.values()}
    return sorted((text for text in found if LETTERS.search(text)), key=len, reverse=True)


def texts_of(model: type[Model]) -> set[str]:
    """The texts in the rows of `model`, word by word of what is Markdown."""
    names = [field.name for field in model._meta.concrete_fields if isinstance(field, CharField | TextField)]
    values = {str(value) for row in model._default_manager.values_list(*names) for value in row if value} if names else set()
    lines = {" ".join(re.sub(r"[*_#>`\[\]]|\(\S+\)|^\s*-", " ", line).split()) for value in values for line in value.splitlines()}
    return values | lines


def outside(text: str, known: list[str], everything: str) -> str:
    """What of `text` comes neither from the catalogue nor from the database."""
    rest = text
    while (shorter := INNERMOST.sub(" ", rest)) != rest:
        rest = shorter
    if not LETTERS.search(rest) or " ".join(rest.split()).strip("–:,. ") in everything:
        return ""
    for word in (*NAMES, *known):
        rest = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", rest) if word in rest else rest
    return rest if LETTERS.search(rest) else ""


@pytest.mark.django_db(transaction=True)
def test_no_text_of_a_public_page_stands_outside_the_catalogue(full_programme, brackets, client: Client) -> None:
    known = contents()
    everything = " ".join(" ".join(known).split())
    found = {}

    for address in addresses("de"):
        html = client.get(address).content.decode()
        strange = {rest for text in Texts(html).found if (rest := outside(text, known, everything).strip())}
        if strange:
            found[address] = sorted(strange)

    assert OPEN in html
    assert found == {}


def test_a_text_outside_the_catalogue_is_found() -> None:
    assert outside(f"{OPEN}Programm{CLOSE} Jena – alle", ["Jena"], "Jena Optik").split() == ["–", "alle"]
