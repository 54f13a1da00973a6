"""Query strings that no server has seen before."""

from itertools import combinations
from math import comb

STATES = ("BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH")
FORMATS = (
    *("vortrag", "seminar", "workshop", "fachtagung", "kongress", "forum", "netzwerktreffen", "business-fruehstueck"),
    *("cross-cluster-veranstaltung", "ausstellung", "messepraesentation", "tag-der-offenen-tuer"),
)
CHOSEN = 4
_STATES, _FORMATS = list(combinations(STATES, CHOSEN)), list(combinations(FORMATS, CHOSEN))
ALL = comb(len(STATES), CHOSEN) * comb(len(FORMATS), CHOSEN)
# Coprime to ALL: its multiples visit every query once, neighbours differ in both facets.
STRIDE = 514_229


def query(number: int) -> str:
    """The query string with this number: four Länder and four formats, a twelfth of all events. Different up to ALL."""
    states, formats = divmod(number * STRIDE % ALL, len(_FORMATS))
    chosen = [f"state={code}" for code in _STATES[states]] + [f"format={slug}" for slug in _FORMATS[formats]]
    return "&".join(chosen)


def with_text(number: int, word: str) -> str:
    """The same query with a word to search for."""
    return f"{query(number)}&q={word}"


def whole(number: int) -> str:
    """All events, asked for in a way with this number: every Land, in one of many orders."""
    names = [*STATES, "DE"]
    for place in range(len(names) - 1, 0, -1):
        number, other = divmod(number, place + 1)
        names[place], names[other] = names[other], names[place]
    return "&".join(f"state={name}" for name in names)
