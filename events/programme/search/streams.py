"""The words of each entry in their order, for phrases: a byte or two for each word.

Stems are numbered, and numbers written as UTF-8, in which no sequence is ever found at a wrong place. Entries lie in blocks of
neighbouring keys; a changed entry makes one new block.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from pyroaring import BitMap

BLOCK = 1024

_END = b"\x00"
_BREAK = b"\x01"
_FIRST = 2
_SURROGATES = range(0xD800, 0xE000)

Streams = tuple[bytes, ...]


def encoded(number: int) -> bytes:
    """The bytes of the stem with that number (at most 1,112,061)."""
    code = number + _FIRST
    return chr(code if code < _SURROGATES.start else code + len(_SURROGATES)).encode()


def decoded(stream: bytes) -> Iterator[int]:
    """The numbers of the stems in `stream`."""
    for sign in stream.decode():
        code = ord(sign)
        if code >= _FIRST:
            yield (code if code < _SURROGATES.start else code - len(_SURROGATES)) - _FIRST


def stream(words: Iterable[bytes], apart: Iterable[bytes]) -> bytes:
    """The stream of a text: its `words`, then those that stand `apart` from all others, which no phrase holds."""
    return b"".join([*words, *[_BREAK + word for word in apart], _END])


class Block(NamedTuple):
    """The streams of neighbouring entries, class by class, and where each begins."""

    keys: array
    data: tuple[bytes, ...]
    starts: tuple[array, ...]

    def streams_of(self, key: int) -> Streams:
        """The streams of one entry; empty ones if it is not here."""
        slot = bisect_left(self.keys, key)
        if slot == len(self.keys) or self.keys[slot] != key:
            return (b"",) * len(self.data)
        return tuple(data[starts[slot] : starts[slot + 1]] for data, starts in zip(self.data, self.starts, strict=True))

    def entries(self) -> dict[int, Streams]:
        """All streams by key."""
        return {key: self.streams_of(key) for key in self.keys}

    def keys_with(self, phrase: bytes, number: int) -> list[int]:
        """The entries whose class `number` holds `phrase`."""
        data, starts, found = self.data[number], self.starts[number], []
        at = data.find(phrase)
        while at >= 0:
            slot = bisect_right(starts, at) - 1
            found.append(self.keys[slot])
            at = data.find(phrase, starts[slot + 1])
        return found


def _block(entries: Mapping[int, Streams]) -> Block:
    keys = array("I", sorted(entries))
    columns = list(zip(*(entries[key] for key in keys), strict=True))
    starts = tuple(array("I", accumulate(map(len, column), initial=0)) for column in columns)
    return Block(keys, tuple(map(b"".join, columns)), starts)


class Store:
    """The streams of all entries. Immutable: `changed` gives a new one, which shares the blocks that are the same."""

    def __init__(self, blocks: Mapping[int, Block] | None = None) -> None:
        self._blocks = dict(blocks or {})

    def changed(self, gone: BitMap, entries: Mapping[int, Streams]) -> "Store":
        """Without `gone`, and with `entries`."""
        blocks = dict(self._blocks)
        for number in {key // BLOCK for key in (*gone, *entries)}:
            kept = blocks[number].entries() if number in blocks else {}
            kept = {key: streams for key, streams in kept.items() if key not in gone}
            kept.update((key, streams) for key, streams in entries.items() if key // BLOCK == number)
            blocks.pop(number, None)
            if kept:
                blocks[number] = _block(kept)
        return Store(blocks)

    def streams_of(self, key: int) -> Streams:
        """The streams of one entry; none if it is unknown."""
        block = self._blocks.get(key // BLOCK)
        return block.streams_of(key) if block else ()

    def with_phrase(self, phrase: Sequence[int], number: int, among: BitMap) -> BitMap:
        """Those `among` the entries whose class `number` holds the stems `phrase` one after the other."""
        sought = b"".join(map(encoded, phrase))
        if len(among) <= BLOCK // 2:
            return BitMap(key for key in among if sought in self.streams_of(key)[number])
        return among & BitMap(array("I", (key for block in self._blocks.values() for key in block.keys_with(sought, number))))
