"""Marks in a text what a query found, in the text's own spelling."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from events.programme.search.glance import glance, is_strange
from events.programme.search.plan import Phrase, Term, plan
from events.programme.search.query import SearchQuery
from events.programme.search.synonyms import Synonyms
from events.programme.search.words import Part, Word, chunks, read_again

Span = tuple[int, int]


def highlight(text: str, query: SearchQuery, language: str, synonyms: Synonyms, *, prefix: bool = True) -> SafeString:
    """`text` as escaped HTML with <mark> around every word, part of a hyphenated word, or phrase that `query` finds."""
    return _marker(query, language, synonyms, prefix).marked(text)


class _Marker:
    """Marks what one query finds; remembers what it has read, because texts of a page have most words in common."""

    REMEMBERED = 2048

    def __init__(self, query: SearchQuery, language: str, synonyms: Synonyms, prefix: bool) -> None:
        ways = {way for unit in plan(query, language, synonyms, prefix=prefix) for way in unit.ways()}
        self._terms = [way for way in ways if isinstance(way, Term)]
        self._phrases = [(way.stems, glance(way.stems[:1], language)) for way in ways if isinstance(way, Phrase)]
        self._glance = glance((term.stem for term in self._terms), language)
        self._language = language
        self._found: dict[str, list[Span]] = {}

    def marked(self, text: str) -> SafeString:
        """`text` with its marks."""
        spans = [*self._with_phrases(text)]
        if self._glance.search(text) or is_strange(text):
            spans += [(start + at, end + at) for at, chunk in chunks(text) for start, end in self._with_terms(chunk)]
        return _marked(text, _joined(spans))

    def _with_terms(self, chunk: str) -> list[Span]:
        if not self._glance.search(chunk) and not is_strange(chunk):
            return []
        found = self._found.get(chunk)
        if found is None:
            if len(self._found) >= self.REMEMBERED:
                self._found.clear()
            found = self._found[chunk] = [span for word in read_again(chunk, self._language) for span in self._in_word(word)]
        return found

    def _in_word(self, word: Word) -> list[Span]:
        """The parts that a term fits; if one only fits the whole, that."""
        found = [(part.start, part.end) for part in word.parts if self._fits(part)]
        return found if found or len(word.parts) == 1 or not self._fits(word.whole) else [(word.whole.start, word.whole.end)]

    def _fits(self, part: Part) -> bool:
        return any(term.fits(part.form, part.plain, part.stem) for term in self._terms)

    def _with_phrases(self, text: str) -> Iterator[Span]:
        phrases = [stems for stems, look in self._phrases if look.search(text) or is_strange(text)]
        if not phrases:
            return
        parts = [(part, at) for at, chunk in chunks(text) for word in read_again(chunk, self._language) for part in word.parts]
        stems = tuple(part.stem for part, _ in parts)
        for phrase in phrases:
            for first in range(len(stems) - len(phrase) + 1):
                if stems[first : first + len(phrase)] == phrase:
                    (begin, at), (end, end_at) = parts[first], parts[first + len(phrase) - 1]
                    yield at + begin.start, end_at + end.end


_marker = lru_cache(maxsize=16)(_Marker)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in their order, those that overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _marked(text: str, spans: Iterable[Span]) -> SafeString:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return mark_safe("".join([*pieces, escape(text[at:])]))  # noqa: S308 every piece is escaped
