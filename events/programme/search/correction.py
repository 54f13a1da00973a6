"""„Meinten Sie …“: the nearest known word for one that is found nowhere."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pyroaring import BitMap
from rapidfuzz import process
from rapidfuzz.distance import OSA

from events.programme.search.compounds import SHORT
from events.programme.search.vocabulary import Vocabulary
from events.programme.search.words import Place, read

MAX_UNKNOWN = 3
NEAREST = 40
LONG = 8
"""Words of so many letters may have two mistakes, shorter ones one. Swapped letters are one mistake (OSA)."""


class Unknown(NamedTuple):
    """A word, or part of one, that is found nowhere, and from where to where it stands in the query."""

    form: str
    start: int
    end: int


def corrected(
    text: str, unknown: Sequence[Unknown], vocabulary: Vocabulary, entries_with: Callable[[int], BitMap], rest: BitMap | None
) -> str | None:
    """`text` with each word of `unknown` replaced by a near one; None if one has no near word.

    `entries_with` gives the entries with the form of that number. Words with hits in `rest`, the entries that have the other
    words of the query, go before all others (None: there are no other words).
    """
    if not unknown or len(unknown) > MAX_UNKNOWN:
        return None
    pieces, end = [], len(text)
    for word in reversed(unknown):
        near = _nearest(word.form, vocabulary, entries_with, rest)
        if near is None:
            return None
        spelling, entries = near
        rest = entries if rest is None else (rest & entries) or rest
        pieces += [text[word.end : end], spelling]
        end = word.start
    return "".join(reversed([*pieces, text[:end]]))


def unknown_in(places: Sequence[Place], language: str, is_known: Callable[[str, str, Place], bool]) -> Iterator[Unknown]:
    """The parts of the words at `places` that are not known by their form and stem."""
    for place in places:
        for part in (part for word in read(place.surface, language) for part in word.parts):
            if not is_known(part.form, part.stem, place):
                yield Unknown(part.form, place.start + part.start, place.start + part.end)


def _nearest(form: str, vocabulary: Vocabulary, entries_with: Callable[[int], BitMap], rest: BitMap | None) -> tuple[str, BitMap] | None:
    """The spelling and the entries of the known word next to `form`."""
    if len(form) <= SHORT:
        return None
    mistakes = 2 if len(form) >= LONG else 1
    found = process.extract(form, vocabulary.names, scorer=OSA.distance, processor=None, score_cutoff=mistakes, limit=NEAREST)
    candidates = []
    for name, distance, number in found:
        entries = entries_with(number) if len(name) > SHORT else BitMap()
        if entries:
            together = len(entries) if rest is None else entries.intersection_cardinality(rest)
            candidates.append(((not together, distance, -together, -len(entries), name), vocabulary.spellings[number], entries))
    if not candidates:
        return None
    _, spelling, entries = min(candidates, key=lambda candidate: candidate[0])
    return spelling, entries
