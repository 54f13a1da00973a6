"""Words in cells: yes and no, several values in one cell, and names that are looked up in a list."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from clusterweek.common.languages import in_every_language
from events.collecting.workbook.cells import Cell, Unreadable, as_text, folded, plain

YES = frozenset({"ja", "j", "yes", "y", "x", "wahr", "true", "1", "1.0", "vorhanden", "✓", "✔", "☑"})
NO = frozenset({"nein", "n", "no", "falsch", "false", "0", "0.0", "kein", "keine", "nicht vorhanden", "☐"})
NOT_STATED = frozenset({"-", "--", "?", "k. a.", "k.a.", "ka", "keine angabe", "nicht angegeben", "not stated", "unbekannt", "n/a"})

# What is alike enough to be suggested, of 100.
ALIKE = 70

_NEEDS_QUOTES = re.compile(r'[;,\n"]|^\s|\s$')
_PIECES = re.compile(r'\s*(?:"((?:[^"]|"")*)"(?=\s*(?:[;\n]|$))|([^;\n]*))\s*(?:[;\n]|$)')


def read_truth(cell: Cell, *, more_yes: Iterable[str] = (), more_no: Iterable[str] = ()) -> bool | None:
    """Yes, no, or None for words that say that nothing is stated. Raises Unreadable."""
    if isinstance(cell, bool):
        return cell
    word = plain(as_text(cell)).rstrip(".!")
    if word in NOT_STATED or f"{word}." in NOT_STATED:
        return None
    if word in YES or word in more_yes:
        return True
    if word in NO or word in more_no:
        return False
    raise Unreadable(_("Please write “ja” or “nein”, or leave the cell empty."))


# Several values


def join(values: Iterable[str]) -> str:
    """Several values in one cell, so that `split` gives them back whatever is in them."""
    return "; ".join(quoted(value) for value in values)


def quoted(value: str) -> str:
    """`value` in quotation marks if it could be taken for several."""
    return '"' + value.replace('"', '""') + '"' if _NEEDS_QUOTES.search(value) or not value else value


def split(text: str) -> list[str]:
    """The values in a cell, separated by semicolons or line breaks; those with commas stay together here."""
    return [value for value, _is_quoted in split_quoted(text)]


def split_quoted(text: str) -> list[tuple[str, bool]]:
    """The same, each with whether it stood in quotation marks."""
    found, place = [], 0
    while place < len(text):
        piece = _PIECES.match(text, place)
        if piece is None or piece.end() == place:
            break
        place = piece.end()
        if piece[1] is not None:
            found.append((piece[1].replace('""', '"'), True))
        elif piece[2].strip():
            found.append((piece[2].strip(), False))
    return found


# Names


class Choice(NamedTuple):
    """One value of a list: its key, what a workbook calls it, other names for it, and what workbooks in any language call it."""

    key: Any
    label: str
    others: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


class Choices:
    """The values of a list by their names; a name that two of them share gets its key behind it.

    `beyond` are values that only entries which have them already may keep; they are suggested to nobody.
    """

    def __init__(self, choices: Sequence[Choice], beyond: Sequence[Choice] = ()) -> None:
        counts: dict[str, int] = defaultdict(int)
        for choice in (*choices, *beyond):
            counts[plain(choice.label)] += 1
        self.labels = {choice.key: choice.label for choice in choices}
        self.all_labels = {choice.key: choice.label for choice in (*choices, *beyond)}
        for choice in (*choices, *beyond):
            if counts[plain(choice.label)] > 1:
                self.all_labels[choice.key] = f"{choice.label} [{choice.key}]"
                if choice.key in self.labels:
                    self.labels[choice.key] = self.all_labels[choice.key]
        self.by_label = {_bare(label): key for key, label in self.all_labels.items()}
        self.open_to_all = frozenset(self.labels)
        self.exact: dict[str, set[Any]] = defaultdict(set)
        self.loose: dict[str, set[Any]] = defaultdict(set)
        for choice in choices:
            for name in filter(None, (choice.label, *choice.labels, *choice.others)):
                self.exact[plain(name)].add(choice.key)
                self.loose[folded(name)].add(choice.key)
        self.calls = {choice.key: {plain(name) for name in (self.all_labels[choice.key], *choice.labels)} for choice in (*choices, *beyond)}
        self.names = {key: folded(label) for key, label in self.labels.items()}

    def label(self, key: Any) -> str:
        """What a workbook calls the value."""
        return self.all_labels.get(key, str(key))

    def is_called(self, key: Any, name: str) -> bool:
        """Whether a workbook calls the value by just that `name`, so that nothing was interpreted."""
        return plain(name) in self.calls.get(key, ())

    def find(self, name: str, *, had: Iterable[Any] = ()) -> Any:
        """The key of the value called `name`; of values beyond the list only those that the entry `had`. Raises Unreadable."""
        key = self.by_label.get(_bare(name))
        if key is not None and (key in self.open_to_all or key in had):
            return key
        for names, found in ((self.exact, plain(name)), (self.loose, folded(name))):
            keys = names.get(found, set()) if found else set()
            if len(keys) == 1:
                return next(iter(keys))
            if keys:
                raise Unreadable(
                    _("“%(value)s” can mean several: %(names)s.")
                    % {"value": name, "names": "; ".join(sorted(self.label(key) for key in keys))}
                )
        raise Unreadable(self.unknown(name))

    def knows(self, name: str, *, had: Iterable[Any] = ()) -> bool:
        """Whether `find` finds it."""
        try:
            self.find(name, had=had)
        except Unreadable:
            return False
        return True

    def unknown(self, name: str) -> str:
        """That the list does not have `name`, with what it might mean."""
        alike = process.extractOne(folded(name), self.names, scorer=fuzz.WRatio, score_cutoff=ALIKE) if folded(name) else None
        if alike:
            return _("“%(value)s” is not in the list. Did you mean “%(name)s”?") % {"value": name, "name": self.label(alike[2])}
        return _("“%(value)s” is not in the list. The sheet “Listen” of the template has all values.") % {"value": name}

    def find_several(self, text: str, *, had: Iterable[Any] = ()) -> tuple[list[Any], list[str]]:
        """The keys of several values in one cell in the order of the cell, and a sentence for each that is not in the list."""
        keys, sentences = [], []
        for piece, is_quoted in split_quoted(text):
            parts = [piece] if is_quoted or self.knows(piece, had=had) else self._at_commas(piece, had)
            for part in parts:
                try:
                    keys.append(self.find(part, had=had))
                except Unreadable as refusal:
                    sentences.append(str(refusal))
        return list(dict.fromkeys(keys)), sentences

    def _at_commas(self, text: str, had: Iterable[Any]) -> list[str]:
        """The values in a text with commas, of which some may belong to a value: the longest known pieces first."""
        parts, found = [part.strip() for part in text.split(",")], []
        while parts:
            length = next((size for size in range(len(parts), 0, -1) if self.knows(", ".join(parts[:size]), had=had)), 1)
            piece, parts = ", ".join(parts[:length]), parts[length:]
            if piece:
                found.append(piece)
        return found


def _bare(label: str) -> str:
    return " ".join(label.split())


def of_options(options: Iterable[tuple[Any, Any]], others: Mapping[Any, Sequence[str]]) -> Choices:
    """The choices of a field as pairs of value and label, which is found in both languages; `others` maps values to other names."""
    return Choices(
        [
            Choice(value, str(label), (str(value), *others.get(value, ())), tuple(in_every_language(label)))
            for value, label in options
            if value not in ("", None)
        ]
    )
