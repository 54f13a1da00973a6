"""What changed between two contents, field by field and word by word: pure functions on what people read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

# Line breaks are words of their own, so that a new paragraph counts as a change.
_WORDS = re.compile(r"\n+|[^\s]+")


class Told(NamedTuple):
    """A field as people read it: its label, and a text, or lines if it is a list or has rows; `key` tells versions apart.

    `language` is that of a text in a language of its own; "" for that of the page.
    """

    label: str
    text: str = ""
    lines: tuple[str, ...] | None = None
    key: str = ""
    language: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not (self.text or self.lines)


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class Piece(NamedTuple):
    """Some words, or one line of a list, with what became of them."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Difference:
    """One field with its pieces in reading order; `is_list` if each piece is a line of its own; `language` as of `Told`."""

    name: str
    label: str
    pieces: tuple[Piece, ...]
    is_list: bool = False
    language: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether anything was added or removed."""
        return any(piece.kind != Kind.SAME for piece in self.pieces)


def differences(before: Mapping[str, Told], after: Mapping[str, Told], *, order: Sequence[str] = ()) -> list[Difference]:
    """The fields that differ between two contents: those named in `order` first, then the others as `after` has them.

    A field that one of the contents does not have counts as empty there.
    """
    names = dict.fromkeys((*(name for name in order if name in before or name in after), *after, *before))
    found = [_difference(name, before.get(name), after.get(name)) for name in names]
    return [difference for difference in found if difference is not None and difference.is_changed]


def _difference(name: str, before: Told | None, after: Told | None) -> Difference | None:
    shown = after or before
    if shown is None:
        return None
    former, present = before or Told(shown.label), after or Told(shown.label)
    if former.lines is not None or present.lines is not None:
        return Difference(name, shown.label, tuple(line_pieces(former.lines or (), present.lines or ())), is_list=True)
    if former.key != present.key:
        return Difference(name, shown.label, tuple(_replaced(former.text, present.text)))
    return Difference(name, shown.label, tuple(word_pieces(former.text, present.text)), language=shown.language)


def word_pieces(before: str, after: str) -> list[Piece]:
    """`after` with what was removed from `before` and added to it, word by word; blanks alone are no change."""
    return _pieces(_WORDS.findall(before.replace("\r", "")), _WORDS.findall(after.replace("\r", "")), joined=True)


def line_pieces(before: Sequence[str], after: Sequence[str]) -> list[Piece]:
    """The lines of a list, each with what became of it; a line that only moved is told as removed and added."""
    return _pieces(list(before), list(after), joined=False)


def _pieces(before: list[str], after: list[str], *, joined: bool) -> list[Piece]:
    single: list[Piece] = []
    for step, start, end, new_start, new_end in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if step == "equal":
            single.extend(Piece(Kind.SAME, word) for word in after[new_start:new_end])
        else:
            single.extend(Piece(Kind.REMOVED, word) for word in before[start:end])
            single.extend(Piece(Kind.ADDED, word) for word in after[new_start:new_end])
    if not joined:
        return single
    return [Piece(kind, _joined(piece.text for piece in group)) for kind, group in groupby(single, key=lambda piece: piece.kind)]


def _joined(words: Iterable[str]) -> str:
    """The words with single blanks between them, none around line breaks."""
    return re.sub(r" ?(\n+) ?", r"\1", " ".join(words))


def _replaced(before: str, after: str) -> list[Piece]:
    """The whole text before and after, for what is exchanged and not rewritten."""
    return [Piece(kind, text) for kind, text in ((Kind.REMOVED, before), (Kind.ADDED, after)) if text]
