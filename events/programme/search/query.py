"""What is asked for: words and phrases of a query's text, not yet in any language."""

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.programme.search.words import Place, places

MAX_LENGTH = 100
MAX_WORDS = 8

_QUOTE = '"„“”‟«»‹›‚‘❝❞〝〞＂'
_QUOTED = re.compile(f"[{_QUOTE}]([^{_QUOTE}]*)[{_QUOTE}]")


class Piece(NamedTuple):
    """Words that follow one another, either all in quotation marks or none."""

    words: tuple[Place, ...]
    is_phrase: bool


class SearchQuery(NamedTuple):
    """The text of a query and its pieces; `is_open` if its last word may be the beginning of one."""

    text: str
    pieces: tuple[Piece, ...]
    is_open: bool

    def __bool__(self) -> bool:
        """Whether there is any word in it."""
        return bool(self.pieces)


class QueryTooLong(ValidationError, ValueError):
    """The text is longer, or has more words, than a search takes; `message` says so to the visitor."""


def parse(text: str) -> SearchQuery:
    """Read a query's text. Raises QueryTooLong beyond 100 characters or 8 words."""
    if len(text) > MAX_LENGTH:
        raise QueryTooLong(_("Please search for at most %(count)d characters."), params={"count": MAX_LENGTH})
    text = unicodedata.normalize("NFC", text)
    pieces = tuple(piece for piece in _pieces(text) if piece.words)
    if sum(len(piece.words) for piece in pieces) > MAX_WORDS:
        raise QueryTooLong(_("Please search for at most %(count)d words."), params={"count": MAX_WORDS})
    is_open = bool(pieces) and not pieces[-1].is_phrase and pieces[-1].words[-1].end == len(text)
    return SearchQuery(text, pieces, is_open)


def _pieces(text: str) -> list[Piece]:
    """The pieces in their order; a quotation mark without its counterpart is none."""
    found, words, quotes = [], list(places(text)), [match.span(1) for match in _QUOTED.finditer(text)]
    ends = [0, *(end for span in quotes for end in span), len(text)]
    for number, (start, end) in enumerate(pairwise(ends)):
        inside = tuple(word for word in words if start <= word.start < end)
        found.append(Piece(inside, is_phrase=bool(number % 2)))
    return found
