"""Makes small indexes for tests of the search."""

from events.programme.search import Hits, Synonyms, TextIndex, Texts, parse

SYNONYMS = Synonyms(
    [
        ["KI", "künstliche Intelligenz", "AI", "artificial intelligence"],
        ["H2", "Wasserstoff", "hydrogen"],
        ["IoT", "Internet der Dinge", "Internet of Things"],
        ["3D-Druck", "additive Fertigung", "3D printing"],
    ]
)


def texts(title: str = "", *, organizer: str = "", field: str = "", place: str = "", text: str = "") -> Texts:
    """The texts of one entry; what is not given is empty."""
    return Texts(title, organizer, field, place, text)


def index(*titles: str, language: str = "de", synonyms: Synonyms = SYNONYMS) -> TextIndex:
    """An index of entries 1, 2, … with these titles."""
    return TextIndex.build(language, enumerate(map(texts, titles), start=1), synonyms)


def keys(hits: Hits) -> list[int]:
    """The entries that were found, in any order of rank."""
    return sorted(key for tier in hits.tiers for key in tier)


def finds(query: str, text: str, *, language: str = "de", synonyms: Synonyms = SYNONYMS) -> bool:
    """Whether a search for `query` finds an entry with `text`."""
    return keys(index(text, language=language, synonyms=synonyms).search(parse(query))) == [1]
