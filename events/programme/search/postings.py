"""The entries that have a word: a bitmap, or for the many rare words a few packed numbers, which need a fifth of the memory."""

from array import array
from collections.abc import Iterable

from pyroaring import BitMap

FEW = 8
_SIZE = array("I").itemsize

Posting = BitMap | bytes | None
Columns = list[list[Posting]]
"""For each class, the entries by the number of a form."""


def unpacked(posting: Posting) -> BitMap:
    """The entries; to be read alone."""
    if isinstance(posting, bytes):
        return BitMap(array("I", posting))
    return BitMap() if posting is None else posting


def packed(entries: BitMap) -> Posting:
    """The same entries in the least memory."""
    if len(entries) > FEW:
        return entries
    return array("I", entries).tobytes() or None


def with_more(posting: Posting, keys: list[int], *, is_own: bool) -> Posting:
    """With `keys` besides; a bitmap is changed in place if `is_own` says that nobody else has it."""
    if isinstance(posting, BitMap):
        if not is_own:
            return posting | BitMap(keys)
        posting.update(keys)
        return posting
    more = (posting or b"") + array("I", keys).tobytes()
    return more if len(more) <= FEW * _SIZE else BitMap(array("I", more))


def union(postings: Iterable[Posting]) -> BitMap:
    """The entries of all; to be read alone."""
    bitmaps = [posting for posting in postings if isinstance(posting, BitMap)]
    few = b"".join(posting for posting in postings if isinstance(posting, bytes))
    if few:
        bitmaps.append(BitMap(array("I", few)))
    return bitmaps[0] if len(bitmaps) == 1 else BitMap.union(*bitmaps) if bitmaps else BitMap()
