"""What a query looks for in one language: units that must all be found, each in one of several ways."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from events.programme.search.compounds import SHORT, Needle, is_part, needles
from events.programme.search.query import Piece, SearchQuery
from events.programme.search.stop_words import is_stop_word
from events.programme.search.synonyms import Expression, Synonyms
from events.programme.search.words import Place, Word, read


class Term(NamedTuple):
    """One word: found by its stem, as a part of compounds, and, if it may be unfinished, by its beginning."""

    form: str
    stem: str
    is_open: bool
    needles: tuple[Needle, ...]

    @classmethod
    def of(cls, form: str, stem: str, *, is_open: bool = False) -> "Term":
        """The term for a word with that form and stem."""
        return cls(form, stem, is_open, needles(form, stem))

    def fits(self, form: str, plain: str, stem: str) -> bool:
        """Whether the word of a text with that form, plain form and stem is a hit."""
        if stem == self.stem or (self.is_open and form.startswith(self.form)):
            return True
        return any(is_part(needle, form) or (plain is not form and is_part(needle, plain)) for needle in self.needles)


class Phrase(NamedTuple):
    """Words that follow one another, each in any inflection, by their stems."""

    stems: tuple[str, ...]


Way = Term | Phrase


class Unit(NamedTuple):
    """One or several words of the query: each word in one of its ways, or all together in one way of `instead` (synonyms)."""

    words: tuple[tuple[Way, ...], ...]
    instead: tuple[Way, ...] = ()
    places: tuple[Place, ...] = ()

    def ways(self) -> Iterator[Way]:
        """All ways of all words."""
        for ways in self.words:
            yield from ways
        yield from self.instead


class _Token(NamedTuple):
    place: Place
    word: Word
    is_open: bool


def plan(query: SearchQuery, language: str, synonyms: Synonyms, *, prefix: bool = True) -> list[Unit]:
    """The units of `query` in texts of `language`; stop words count only if there is nothing else."""
    units, passed_over = [], []
    for piece in query.pieces:
        tokens = _tokens(piece, language, is_open=prefix and query.is_open and piece is query.pieces[-1])
        if piece.is_phrase:
            if tokens:
                units.append(_phrase_unit(tokens))
            continue
        for group, instead in _groups(tokens, language, synonyms):
            asked = [token for token in group if not is_stop_word(token.place.surface, language)]
            if asked or instead:
                units.append(_unit(asked or group, instead))
            else:
                passed_over.append(_unit(group, ()))
    return units or passed_over


def _tokens(piece: Piece, language: str, *, is_open: bool) -> list[_Token]:
    last = piece.words[-1]
    return [
        _Token(place, word, is_open and place is last and len(word.whole.form) >= SHORT and not is_stop_word(place.surface, language))
        for place in piece.words
        for word in read(place.surface, language)
    ]


def _groups(tokens: list[_Token], language: str, synonyms: Synonyms) -> Iterator[tuple[list[_Token], tuple[Way, ...]]]:
    """The tokens in groups: as many together as have synonyms, else one alone."""
    start = 0
    while start < len(tokens):
        size = min(len(tokens) - start, synonyms.longest)
        while size > 1 and not synonyms.of(_stems(tokens[start : start + size]), language):
            size -= 1
        group = tokens[start : start + max(size, 1)]
        others = synonyms.of(_stems(group), language)
        if not others and len(group) == 1:
            others = synonyms.of((group[0].word.whole.stem,), language)
        yield group, tuple(way for expression in others for way in _ways_of(expression))
        start += len(group)


def _stems(tokens: Sequence[_Token]) -> tuple[str, ...]:
    return tuple(stem for token in tokens for stem in token.word.stems)


def _phrase_unit(tokens: list[_Token]) -> Unit:
    return Unit(((Phrase(_stems(tokens)),),), places=tuple(token.place for token in tokens))


def _unit(tokens: list[_Token], instead: tuple[Way, ...]) -> Unit:
    words = tuple(_ways(token.word, is_open=token.is_open) for token in tokens)
    return Unit(words, instead, tuple(token.place for token in tokens))


def _ways_of(expression: Expression) -> tuple[Way, ...]:
    if len(expression.words) == 1:
        return _ways(expression.words[0])
    return (Phrase(expression.stems),)


def _ways(word: Word, *, is_open: bool = False) -> tuple[Way, ...]:
    """A word of several parts is found by them in their order, or written together."""
    whole = Term.of(word.whole.form, word.whole.stem, is_open=is_open)
    return (whole,) if len(word.parts) == 1 else (Phrase(word.stems), whole)
