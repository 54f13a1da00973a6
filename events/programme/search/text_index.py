"""The index of the texts of all entries in one language."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pyroaring import BitMap

from events.programme.search.changes import Changes
from events.programme.search.correction import corrected, unknown_in
from events.programme.search.plan import Term, Unit, Way, plan
from events.programme.search.postings import Columns, union
from events.programme.search.query import SearchQuery
from events.programme.search.ranking import Classes, Tiers, better_of, everything, in_all, merged, ranked
from events.programme.search.streams import Store
from events.programme.search.synonyms import Synonyms
from events.programme.search.vocabulary import Vocabulary
from events.programme.search.words import Place

# The entries of so many terms are remembered, because visitors ask for the same words.
REMEMBERED = 64


class Texts(NamedTuple):
    """What of an entry is searched, by classes, the best first."""

    title: str
    organizer: str
    field: str
    place: str
    text: str


class Hits(NamedTuple):
    """Disjoint sets of entries, which are the caller's own, the best first; and the query as it was probably meant if a word is unknown."""

    tiers: list[BitMap]
    correction: str | None = None


class TextIndex:
    """Finds entries by words. Immutable: `patched` gives a new one, which shares what did not change."""

    def __init__(self, language: str, synonyms: Synonyms) -> None:
        self.language, self.synonyms = language, synonyms
        self._vocabulary = Vocabulary()
        self._columns: Columns = [[] for _ in Texts._fields]
        self._store = Store()
        self._found: dict[Term, Classes] = {}
        self._phrases: dict[tuple[str, ...], Classes] = {}

    @classmethod
    def build(cls, language: str, entries: Iterable[tuple[int, Texts]], synonyms: Synonyms) -> "TextIndex":
        """The index of `entries`, keys with their texts in `language` ("de" or "en")."""
        return cls(language, synonyms).patched(BitMap(), entries, synonyms)

    def patched(self, gone: BitMap, entries: Iterable[tuple[int, Texts]], synonyms: Synonyms) -> "TextIndex":
        """A new index in which the old texts of `gone` hold no more and those of `entries` do; a changed entry is in both."""
        twin = TextIndex(self.language, synonyms)
        twin._vocabulary, twin._columns = self._vocabulary.copy(), [column.copy() for column in self._columns]
        changes = Changes(self.language, twin._vocabulary, twin._columns, self._store)
        changes.drop(gone)
        changes.add(entries)
        twin._store = changes.store
        for phrase in synonyms.phrases(self.language):
            twin._phrases[phrase] = twin._with_phrase(phrase, gone | changes.keys, self._phrases.get(phrase))
        return twin

    def search(self, query: SearchQuery, *, prefix: bool = True) -> Hits:
        """What `query` finds; with `prefix` its last word may be the beginning of one. A query without words finds nothing."""
        units = plan(query, self.language, self.synonyms, prefix=prefix)
        if not units:
            return Hits([])
        found = [self._tiers(unit) for unit in units]
        tiers = in_all(found)
        correction = None if all(found) else self._correction(query, units, found, prefix=prefix)
        return Hits([tiers[rank].copy() for rank in sorted(tiers)], correction)

    def _tiers(self, unit: Unit) -> Tiers:
        """The entries that `unit` finds, by rank: its words one by one, or instead of all of them a synonym."""
        if len(unit.words) == 1:
            return ranked(merged([self._classes(way) for way in (*unit.words[0], *unit.instead)]))
        tiers = in_all([ranked(merged([self._classes(way) for way in ways])) for ways in unit.words])
        if not unit.instead:
            return tiers
        return better_of(tiers, ranked(merged([self._classes(way) for way in unit.instead]), weight=len(unit.words)))

    def _classes(self, way: Way) -> Classes:
        if isinstance(way, Term):
            return self._with_term(way)
        return self._phrases.get(way.stems) or self._with_phrase(way.stems)

    def _with_term(self, term: Term) -> Classes:
        found = self._found.get(term)
        if found is None:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            found = self._found[term] = self._with_forms(self._vocabulary.meant_by(term))
        return found

    def _with_forms(self, forms: Iterable[int]) -> Classes:
        """The entries with one of `forms`, class by class."""
        return [union([column[form] for form in forms]) for column in self._columns]

    def _with_phrase(self, stems: Sequence[str], changed: BitMap | None = None, old: Classes | None = None) -> Classes:
        """The entries in which the words with `stems` follow one another, class by class.

        With `old`, which was found before, only the entries in `changed` are looked at.
        """
        vocabulary = self._vocabulary
        numbers = [number for stem in stems if (number := vocabulary.stems.get(stem)) is not None]
        if len(numbers) < len(stems):
            return [BitMap() for _ in self._columns]
        each = [self._with_forms(vocabulary.forms_of_stem[number]) for number in numbers]
        if len(numbers) == 1:
            return each[0]
        candidates = [BitMap.intersection(*words) for words in zip(*each, strict=True)]
        if old is None or changed is None:
            return [self._store.with_phrase(numbers, number, among) for number, among in enumerate(candidates)]
        return [
            (old[number] - changed) | self._store.with_phrase(numbers, number, among & changed) for number, among in enumerate(candidates)
        ]

    def _correction(self, query: SearchQuery, units: Sequence[Unit], found: Sequence[Tiers], *, prefix: bool) -> str | None:
        last = query.pieces[-1].words[-1]

        def is_known(form: str, stem: str, place: Place) -> bool:
            is_open = prefix and query.is_open and place == last
            return bool(self._entries_with(self._vocabulary.meant_by(Term.of(form, stem, is_open=is_open))))

        missing = [unit for unit, tiers in zip(units, found, strict=True) if not tiers]
        unknown = [word for unit in missing for word in unknown_in(unit.places, self.language, is_known)]
        others = [everything(tiers) for tiers in found if tiers]
        rest = BitMap.intersection(*others) if others else None
        return corrected(query.text, unknown, self._vocabulary, lambda form: self._entries_with([form]), rest)

    def _entries_with(self, forms: Iterable[int]) -> BitMap:
        return BitMap.union(*self._with_forms(forms))
