"""A language of brackets: every text that passes through the catalogues is ⟦text⟧, so that one that does not is found."""

import functools
import gc
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, Model, TextField
from django.utils.translation.trans_real import CONTEXT_SEPARATOR, DjangoTranslation

from events.programme.lists import forget_lists

OPEN, CLOSE = "⟦", "⟧"
INNERMOST = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", re.DOTALL)
# Names that are the same in every language.
NAMES = ("Clusterwoche Deutschland", "Google", "Microsoft 365", "Outlook.com", "English", "Deutsch", "km")
SPOKEN = ("aria-label", "alt", "title", "placeholder", "content", "value", "label")
UNSEEN = ("textarea", "script", "style", "code", "kbd", "pre")
# What stands within a sentence, and is translated with it.
INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "small", "span", "strong", "time", "wbr"]
)
ADDRESS = re.compile(rf"https?://[^\s{CLOSE}]+")
LETTERS = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture
def brackets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every text of every catalogue in brackets, Django's own and those of packages included."""
    for name in ("gettext", "ngettext"):
        monkeypatch.setattr(DjangoTranslation, name, bracketed(getattr(DjangoTranslation, name)))
    forget_what_was_rendered()
    yield
    monkeypatch.undo()
    forget_what_was_rendered()


def bracketed(translate: Callable[..., str]) -> Callable[..., str]:
    """`translate`, with brackets around what it answers; what it does not know comes back without its context."""

    @functools.wraps(translate)
    def within(*args: Any) -> str:
        return f"{OPEN}{translate(*args).split(CONTEXT_SEPARATOR)[-1]}{CLOSE}"

    return within


def forget_what_was_rendered() -> None:
    """Drop what a process keeps in the language of a moment."""
    forget_lists()
    for kept in gc.get_objects():
        if type(kept) is functools._lru_cache_wrapper and kept.__module__.startswith(("clusterweek", "events", "clusters", "contacts")):
            kept.cache_clear()


class Texts(HTMLParser):
    """The texts of a page, and those that are read aloud."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unseen = 0
        self._block: list[str] = []
        self.feed(html)
        self.close()
        self._end_block()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes what stands in attributes for people."""
        if tag not in INLINE:
            self._end_block()
        self._unseen += tag in UNSEEN
        given = dict(attrs)
        is_technical = tag in ("meta", "option") and given.get("name") != "description"
        for name in SPOKEN:
            if name == "value" and (tag != "input" or given.get("type") != "submit"):
                continue
            if given.get(name) and not is_technical:
                self.found.append(str(given[name]))

    def handle_endtag(self, tag: str) -> None:
        """Leaves what is not shown."""
        if tag not in INLINE:
            self._end_block()
        self._unseen -= tag in UNSEEN

    def handle_data(self, data: str) -> None:
        """Takes what is shown: text by text, but a sentence of the catalogue as a whole with what stands in it."""
        if not self._unseen:
            self._block.append(data)
            if sum(part.count(OPEN) - part.count(CLOSE) for part in self._block) == 0:
                self._end_block()

    def _end_block(self) -> None:
        """Keeps what is complete now."""
        if text := " ".join(" ".join(self._block).split()):
            self.found.append(text)
        self._block = []


class Contents:
    """Every text in the database as it is now: what needs no translation."""

    def __init__(self, *others: str) -> None:
        found = {text for model in apps.get_models() for text in texts_of(model)}
        self.texts = sorted((text for text in {*found, *NAMES, *others} if LETTERS.search(text)), key=len, reverse=True)
        self.everything = " ".join(" ".join(self.texts).split())

    def strange(self, html: str) -> list[str]:
        """What of the page comes neither from a catalogue nor from the database."""
        return sorted({rest for text in Texts(html).found if (rest := self.outside(text).strip())})

    def outside(self, text: str) -> str:
        """What of `text` comes from neither of them."""
        rest = ADDRESS.sub(" ", text)
        while (shorter := INNERMOST.sub(" ", rest)) != rest:
            rest = shorter
        if not LETTERS.search(rest) or " ".join(rest.split()).strip("–:,. ") in self.everything:
            return ""
        for word in self.texts:
            rest = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", rest) if word in rest else rest
        return rest if LETTERS.search(rest) else ""


def texts_of(model: type[Model]) -> set[str]:
    """The texts in the rows of `model`, word by word of what is Markdown."""
    names = [field.name for field in model._meta.concrete_fields if isinstance(field, CharField | TextField)]
    values = {str(value) for row in model._base_manager.values_list(*names) for value in row if value} if names else set()
    lines = {" ".join(re.sub(r"[*_#>`\[\]]|\(\S+\)|^\s*-", " ", line).split()) for value in values for line in value.splitlines()}
    return values | lines
