"""The German search: words and phrases, stems, compounds, synonyms, typing errors; in English texts likewise."""

from events.programme.search.highlighting import highlight
from events.programme.search.query import QueryTooLong, SearchQuery, parse
from events.programme.search.synonyms import Synonyms
from events.programme.search.text_index import Hits, TextIndex, Texts

__all__ = ["Hits", "QueryTooLong", "SearchQuery", "Synonyms", "TextIndex", "Texts", "highlight", "parse"]
