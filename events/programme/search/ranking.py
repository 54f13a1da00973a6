"""Which hits are better: those in a better class; of several words, the sum of their best classes counts."""

from collections.abc import Iterable, Sequence

from pyroaring import BitMap

Classes = Sequence[BitMap]
"""Entries by the class in which something was found, the best class first; an entry may be in several."""

Tiers = dict[int, BitMap]
"""Entries by their rank, 0 is the best; each entry is in one, and none is empty."""


def ranked(classes: Classes, weight: int = 1) -> Tiers:
    """Each entry at its best class, which counts `weight` times."""
    tiers, better = {}, BitMap()
    for rank, found in enumerate(classes):
        if found:
            best = found - better if better else found
            if best:
                tiers[rank * weight] = best
                better = better | best
    return tiers


def merged(classes: Sequence[Classes]) -> Classes:
    """What is in any of several, class by class."""
    return classes[0] if len(classes) == 1 else [BitMap.union(*found) for found in zip(*classes, strict=True)]


def everything(tiers: Tiers) -> BitMap:
    """All entries of all ranks."""
    return BitMap.union(*tiers.values()) if tiers else BitMap()


def better_of(first: Tiers, second: Tiers) -> Tiers:
    """Each entry at the better of its ranks in two."""
    return _gathered((rank, found) for rank, found in sorted([*first.items(), *second.items()], key=lambda tier: tier[0]))


def in_all(units: Sequence[Tiers]) -> Tiers:
    """The entries that are in every one of `units`, at the sum of their ranks."""
    if len(units) == 1:
        return units[0]
    if not all(units):
        return {}
    common = BitMap.intersection(*map(everything, units))
    if not common:
        return {}
    sums: Tiers = {0: common}
    for tiers in units:
        added: dict[int, list[BitMap]] = {}
        for rank, found in tiers.items():
            for total, entries in sums.items():
                if both := entries & found:
                    added.setdefault(total + rank, []).append(both)
        sums = {total: BitMap.union(*found) for total, found in added.items()}
    return sums


def _gathered(tiers: Iterable[tuple[int, BitMap]]) -> Tiers:
    """Tiers, the best first, without what a better one has already."""
    gathered: Tiers = {}
    seen = BitMap()
    for rank, found in tiers:
        if new := found - seen:
            gathered[rank] = gathered[rank] | new if rank in gathered else new
            seen = seen | new
    return gathered
