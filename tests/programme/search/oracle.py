"""The rules of the search, told plainly: reads every word of every text, keeps no index, and takes its time.

What one word is – its form, plain form and stem – and what makes a compound are shared with the search, and have tests of
their own; everything else is told here again.
"""

from collections.abc import Iterable, Sequence

from events.programme.search import Texts
from events.programme.search.compounds import is_part, needles
from events.programme.search.query import SearchQuery
from events.programme.search.stop_words import is_stop_word
from events.programme.search.words import Word, read

Groups = Sequence[Sequence[str]]


def stems_of(words: Iterable[Word]) -> list[str]:
    return [part.stem for word in words for part in word.parts]


def has_word(text: str, wanted: Word, language: str, *, is_open: bool) -> bool:
    """Whether a word of `text`, or a part of one, is `wanted`, contains it, or begins with it."""
    form, stem = wanted.whole.form, wanted.whole.stem
    for word in read(text, language):
        for part in {*word.parts, word.whole}:
            if part.stem == stem or (is_open and len(form) >= 3 and part.form.startswith(form)):
                return True
            if any(is_part(needle, seen) for needle in needles(form, stem) for seen in {part.form, part.plain}):
                return True
    return len(wanted.parts) > 1 and has_phrase(text, stems_of([wanted]), language)


def has_phrase(text: str, stems: Sequence[str], language: str) -> bool:
    """Whether the words of `text` with these stems follow one another."""
    found = stems_of(read(text, language))
    return any(found[at : at + len(stems)] == list(stems) for at in range(len(found)))


def has_expression(text: str, expression: str, language: str) -> bool:
    words = read(expression, language)
    if len(words) == 1:
        return has_word(text, words[0], language, is_open=False)
    return has_phrase(text, stems_of(words), language)


def rank(texts: Texts, query: SearchQuery, language: str, groups: Groups) -> int | None:
    """The sum of the best classes, 0 for the title; None if `texts` are no hit."""
    asked = [_asked(piece, query, language, groups) for piece in query.pieces]
    meant = [test for tests, _ in asked for test in tests] or [test for _, passed_over in asked for test in passed_over]
    ranks = [test(texts) for test in meant]
    return None if not ranks or None in ranks else sum(ranks)


def _best(texts: Texts, has, weight: int = 1) -> int | None:
    return next((number * weight for number, text in enumerate(texts) if has(text)), None)


def _asked(piece, query, language, groups):
    words = [word for place in piece.words for word in read(place.surface, language)]
    surfaces = [place.surface for place in piece.words if read(place.surface, language)]
    if piece.is_phrase:
        return [lambda texts: _best(texts, lambda text: has_phrase(text, stems_of(words), language))], []
    is_last = query.is_open and piece is query.pieces[-1]
    asked, passed_over, at = [], [], 0
    while at < len(words):
        size, others = _synonyms(words[at:], language, groups)
        group = range(at, at + size)
        counted = [number for number in group if not is_stop_word(surfaces[number], language)]
        opens = {number: is_last and number == len(words) - 1 and number in counted for number in group}
        test = _unit([(words[number], opens[number]) for number in counted or group], others, language)
        (asked if counted or others else passed_over).append(test)
        at += size
    return asked, passed_over


def _synonyms(words, language, groups):
    """How many of the first words together have synonyms, and which."""
    for size in range(len(words), 0, -1):
        keys = [stems_of(words[:size])]
        if size == 1 and len(words[0].parts) > 1:
            keys.append([words[0].whole.stem])
        for key in keys:
            holding = [group for group in groups if key in [stems_of(read(each, language)) for each in group]]
            others = {each for group in holding for each in group if stems_of(read(each, language)) != key}
            if others:
                return size, others
    return 1, set()


def _unit(words, others, language):
    def test(texts):
        each = [
            _best(texts, lambda text, word=word, is_open=is_open: has_word(text, word, language, is_open=is_open))
            for word, is_open in words
        ]
        typed = None if None in each else sum(each)
        instead = _best(texts, lambda text: any(has_expression(text, other, language) for other in others), len(words))
        return min((found for found in (typed, instead) if found is not None), default=None)

    return test
