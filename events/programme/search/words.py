"""The words of a text: the same for texts, queries and synonyms.

"3D-Druck" is a word of two parts, found by each of them and as a whole; "4.0", "5G", "CO2" and "C++" stay together;
"Bürger*innen" is found as "Bürger" and as "Bürgerinnen".
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from events.programme.search.folding import plain, stem, without_e

_SIGN = "[\\w\u0300-\u036f\u00ad\u200b-\u200d\u2060]"  # with accents of their own, soft hyphens and invisible joints
_RUN = rf"{_SIGN}+(?:\+\+|\#)?"
_HYPHEN = "-\u2010\u2011&"
_GENDER = r"[*:·/](?=in(?:nen)?\b)"
_WORD = re.compile(rf"{_RUN}(?:(?:[{_HYPHEN}]|(?<=\d)[.,](?=\d)|{_GENDER}){_RUN})*")
_PART = re.compile(rf"[^{_HYPHEN}_*:·/]+")


_CHUNK = re.compile(r"\S+")


class Part(NamedTuple):
    """What is compared of a word or its part, and from where to where it stands in what was read.

    `plain` is the form with the e after a, o and u: "mikrolektronik" is compared, in "mikroelektronik" are parts looked for.
    """

    form: str
    plain: str
    stem: str
    start: int
    end: int


class Word(NamedTuple):
    """A word: its parts, of which most words have one, and what is compared of it as a whole ("3ddruck")."""

    parts: tuple[Part, ...]
    whole: Part

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems of the parts, in their order."""
        return tuple(part.stem for part in self.parts)


class Place(NamedTuple):
    """A word as it is written, and from where to where it stands in its text."""

    surface: str
    start: int
    end: int


def places(text: str) -> Iterator[Place]:
    """The words of `text` as they are written, with their places."""
    return (Place(match[0], *match.span()) for match in _WORD.finditer(text))


def chunks(text: str) -> Iterator[tuple[int, str]]:
    """What blanks part in `text`, with its place: no word reaches across a blank."""
    return ((match.start(), match[0]) for match in _CHUNK.finditer(text))


def read(text: str, language: str) -> tuple[Word, ...]:
    """What is compared of the words of `text`."""
    return tuple(word for match in _WORD.finditer(text) if (word := _word(match[0], match.start(), language)))


read_again = lru_cache(maxsize=8192)(read)
"""The same, for what comes again and again, such as the chunks of the texts that are shown."""


def _word(surface: str, start: int, language: str) -> Word | None:
    parts = tuple(part for match in _PART.finditer(surface) if (part := _part(match, start, language)))
    if len(parts) < 2:
        return Word(parts, parts[0]) if parts else None
    return Word(parts, _of(plain("".join(part.plain for part in parts)), language, start, start + len(surface)))


def _part(match: re.Match[str], start: int, language: str) -> Part | None:
    form = plain(match[0].replace(",", "."))
    return _of(form, language, start + match.start(), start + match.end()) if form else None


def _of(plain_form: str, language: str, start: int, end: int) -> Part:
    form = without_e(plain_form, language)
    return Part(form, plain_form, stem(form, language), start, end)
