"""Words that mean the same: "KI", "künstliche Intelligenz", "AI". The office edits the groups (models/synonym.py)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from events.programme.search.folding import LANGUAGES
from events.programme.search.words import Word, read


class Expression(NamedTuple):
    """One of the words or phrases of a group, read in one language."""

    words: tuple[Word, ...]

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems of all parts of all words, in their order."""
        return tuple(stem for word in self.words for stem in word.stems)


class Synonyms:
    """Groups of expressions that find each other. Immutable; equal if the groups are."""

    def __init__(self, groups: Iterable[Iterable[str]] = ()) -> None:
        self.groups = tuple(tuple(group) for group in groups)
        self._others = {language: _others(self.groups, language) for language in LANGUAGES}
        self._hash = hash(self.groups)
        self.longest = max((len(stems) for table in self._others.values() for stems in table), default=0)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Synonyms) and self.groups == other.groups)

    def __hash__(self) -> int:
        return self._hash

    def of(self, stems: tuple[str, ...], language: str) -> tuple[Expression, ...]:
        """The other expressions of all groups that hold the one with these stems."""
        return self._others[language].get(stems, ())

    def phrases(self, language: str) -> Iterator[tuple[str, ...]]:
        """The stems of every expression of several parts."""
        return (stems for stems in self._others[language] if len(stems) > 1)


def _others(groups: Iterable[Iterable[str]], language: str) -> Mapping[tuple[str, ...], tuple[Expression, ...]]:
    found: dict[tuple[str, ...], dict[tuple[str, ...], Expression]] = defaultdict(dict)
    for group in groups:
        expressions = {expression.stems: expression for text in group if (expression := _expression(text, language)).words}
        for stems in expressions:
            found[stems].update({other: expression for other, expression in expressions.items() if other != stems})
    return {stems: tuple(others.values()) for stems, others in found.items()}


def _expression(text: str, language: str) -> Expression:
    return Expression(read(text, language))
