"""Brings entries into the parts of an index and takes them out; bitmaps that another index may share are replaced."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pyroaring import BitMap

from events.programme.search.postings import Columns, Posting, packed, unpacked, with_more
from events.programme.search.reading import Reader
from events.programme.search.streams import Store, Streams, decoded, stream
from events.programme.search.vocabulary import Vocabulary

BATCH = 4096
REMEMBERED = 1024
"""So many texts of a class are remembered, because organizers, fields and places are the same again and again."""


class Changes:
    """Changes `vocabulary` and `columns`, which must be copies, and gives the new `store` and the `keys` of what came in."""

    def __init__(self, language: str, vocabulary: Vocabulary, columns: Columns, store: Store) -> None:
        self.store, self.keys = store, BitMap()
        self._language, self._vocabulary, self._columns = language, vocabulary, columns

    def drop(self, gone: BitMap) -> None:
        """Take `gone` out of every bitmap that holds one of them."""
        for column, forms in zip(self._columns, self._forms_of(gone), strict=True):
            for form in forms:
                entries = unpacked(column[form])
                if not entries.isdisjoint(gone):
                    column[form] = packed(entries - gone)
        self.store = self.store.changed(gone, {})

    def _forms_of(self, keys: BitMap) -> list[set[int]]:
        """For each class, the forms that one of the entries may have there."""
        stems: list[set[int]] = [set() for _ in self._columns]
        for key in keys:
            for found, text in zip(stems, self.store.streams_of(key), strict=False):
                found.update(decoded(text))
        forms = self._vocabulary.forms_of_stem
        return [{form for stem in found for form in forms[stem]} for found in stems]

    def add(self, entries: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Bring in `entries`: keys with their texts, class by class."""
        reader = Reader(self._language, self._vocabulary)
        classes = [_Class(reader) for _ in self._columns]
        streams: dict[int, Streams] = {}
        for key, texts in entries:
            streams[key] = tuple([each.take(key, text) for each, text in zip(classes, texts, strict=True)])
            if len(streams) == BATCH:
                self._empty(classes, streams)
                streams = {}
        self._empty(classes, streams)
        for each, column in zip(classes, self._columns, strict=True):
            each.trim(column)
        del reader, classes, each
        self._vocabulary.complete()

    def _empty(self, classes: Sequence["_Class"], streams: dict[int, Streams]) -> None:
        """Bring in what `classes` have taken from the texts of `streams`."""
        self.keys.update(streams)
        self.store = self.store.changed(BitMap(), streams)
        for each, column in zip(classes, self._columns, strict=True):
            each.empty_into(column, len(self._vocabulary.names))


class _Class:
    """Collects for one class which entries have which chunks, and then their forms."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._keys: defaultdict[int, list[int]] = defaultdict(list)
        self._own: set[int] = set()
        self._remembered: dict[str, tuple[set[int], bytes]] = {}

    def take(self, key: int, text: str) -> bytes:
        """Note that the entry `key` has `text`; gives its stream."""
        known = self._remembered.get(text)
        if known is None:
            known = self._read(text)
            if len(self._remembered) < REMEMBERED:
                self._remembered[text] = known
        codes, read = known
        keys = self._keys
        for code in codes:
            keys[code].append(key)
        return read

    def _read(self, text: str) -> tuple[set[int], bytes]:
        reader = self._reader
        codes = [*map(reader.__getitem__, text.split())]
        different = set(codes)
        apart = () if reader.compounds.isdisjoint(different) else sorted(reader.compounds & different)
        return different, stream(map(reader.encoded.__getitem__, codes), [whole for code in apart for whole in reader.wholes[code]])

    def empty_into(self, column: list[Posting], length: int) -> None:
        """Bring what was taken into `column`, which gets that `length`."""
        column.extend([None] * (length - len(column)))
        own, forms_of = self._own, self._reader.forms
        for code, keys in self._keys.items():
            for form in forms_of[code]:
                column[form] = with_more(column[form], keys, is_own=form in own)
                own.add(form)
        self._keys.clear()

    def trim(self, column: list[Posting]) -> None:
        """Give back what the bitmaps have in reserve."""
        for form in self._own:
            entries = column[form]
            if isinstance(entries, BitMap):
                entries.shrink_to_fit()
