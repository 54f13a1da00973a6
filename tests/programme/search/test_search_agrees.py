"""For any texts and queries the index finds what the rules say, told plainly in oracle.py, and marks what it found."""

import html
import re
from unittest import mock

import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from events.programme.search import QueryTooLong, SearchQuery, Synonyms, TextIndex, Texts, highlight, parse
from events.programme.search.folding import fold, uncached_stem
from events.programme.search.highlighting import _Marker
from tests.programme.search import oracle

GROUPS = [["KI", "künstliche Intelligenz", "AI"], ["H2", "Wasserstoff"], ["E-Mobilität", "Elektromobilität"], ["Akku", "Batterie", "H2"]]
SYNONYMS = Synonyms(GROUPS)
WORDS = [
    "Wasserstoff",
    "Wasserstofftechnologie",
    "Technologien",
    "technologie",
    "H2",
    "KI",
    "künstliche",
    "künstlicher",
    "Intelligenz",
    "AI",
    "Kinder",
    "IT",
    "mit",
    "der",
    "die",
    "und",
    "München",
    "Muenchen",
    "3D-Druck",
    "Druck",
    "3D",
    "Drucken",
    "E-Mobilität",
    "Elektromobilität",
    "Mobilität",
    "Batterie",
    "Batteriezellfertigung",
    "Fertigung",
    "Akku",
    "Zelle",
    "Mikroelektronik",
    "Elektronik",
    "Bürger*innen",
    "C++",
    "4.0",
    "Industrie",
    "Straße",
    "Licht",
    "ermöglicht",
    "Messe",
    "Messung",
    "Bau",
    "Bauen",
    "was",
    "wie",
    "the",
    "of",
]
LANGUAGES = ["de", "en"]

a_word = st.sampled_from(WORDS)
a_text = st.lists(st.one_of(a_word, st.text("abcdeäöüßns-.*+#\u0308", max_size=8)), max_size=6).map(" ".join)
an_entry = st.builds(Texts, a_text, a_text, a_text, a_text, a_text)
entries = st.dictionaries(st.integers(1, 3000), an_entry, max_size=8)
a_piece = st.one_of(a_word, a_word.map(str.lower), a_word.map(lambda word: word[: max(2, len(word) // 2)]))
a_phrase = st.lists(a_word, min_size=1, max_size=3).map(lambda words: f"„{' '.join(words)}“")
a_query = (
    st.lists(st.one_of(a_piece, a_piece, a_phrase), min_size=1, max_size=3)
    .map(" ".join)
    .filter(lambda text: len(text.split()) < 9 and len(text) <= 100)
)
few = settings(max_examples=120, deadline=None)


def tiers_told(texts_by_key: dict[int, Texts], query: SearchQuery, language: str) -> list[BitMap]:
    """What the plain rules find, as `search` gives it."""
    ranks = {key: oracle.rank(texts, query, language, GROUPS) for key, texts in texts_by_key.items()}
    found = sorted({rank for rank in ranks.values() if rank is not None})
    return [BitMap(key for key, rank in ranks.items() if rank == each) for each in found]


@few
@given(entries, a_query, st.sampled_from(LANGUAGES))
def test_the_index_finds_what_the_rules_say(texts_by_key, text, language):
    query = parse(text)

    index = TextIndex.build(language, texts_by_key.items(), SYNONYMS)

    assert index.search(query).tiers == tiers_told(texts_by_key, query, language)


@few
@given(entries, st.sets(st.integers(1, 3000)), entries, a_query, st.sampled_from(LANGUAGES))
def test_a_patched_index_is_that_of_what_is_there_now(old, gone, new, text, language):
    query, gone = parse(text), BitMap(gone | (old.keys() & new.keys()))
    now = {**{key: texts for key, texts in old.items() if key not in gone}, **new}
    before = TextIndex.build(language, old.items(), SYNONYMS)
    found_before = before.search(query).tiers

    after = before.patched(gone, new.items(), SYNONYMS)

    assert after.search(query).tiers == TextIndex.build(language, now.items(), SYNONYMS).search(query).tiers
    assert before.search(query).tiers == found_before


@few
@given(a_text, a_query, st.sampled_from(LANGUAGES))
def test_marks_keep_the_text_and_are_there_if_and_only_if_a_word_is_found(text, asked, language):
    marked = highlight(text, parse(asked), language, SYNONYMS)

    assert isinstance(marked, SafeString)
    assert html.unescape(re.sub("</?mark>", "", marked)) == text
    assert re.fullmatch(r"(?:[^<>]|<mark>[^<>]+</mark>)*", marked)
    if marks := re.findall("<mark>(.*?)</mark>", marked):
        for mark in marks:
            assert finds_some_of(html.unescape(mark), asked, language), mark
    elif len(parse(asked).pieces) == 1 and len(parse(asked).pieces[0].words) == 1:
        assert oracle.rank(Texts(text, "", "", "", ""), parse(asked), language, GROUPS) is None


@few
@given(st.lists(st.one_of(a_word, st.text(max_size=10)), max_size=6).map(" ".join), a_query, st.sampled_from(LANGUAGES))
def test_the_quick_look_before_marking_misses_nothing(text, asked, language):
    quickly = _Marker(parse(asked), language, SYNONYMS, prefix=True).marked(text)

    with mock.patch("events.programme.search.highlighting.is_strange", return_value=True):
        thoroughly = _Marker(parse(asked), language, SYNONYMS, prefix=True).marked(text)

    assert quickly == thoroughly


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Maße & Größen", "masse", "<mark>Maße</mark> &amp; Größen"),
        (
            "Mu\u0308nchen, Mün\u00adchen, Munchen",
            "Muenchen",
            "<mark>Mu\u0308nchen</mark>, <mark>Mün\u00adchen</mark>, <mark>Munchen</mark>",
        ),
        ("Wasserstofftechnologie <b>", "technologie", "<mark>Wasserstofftechnologie</mark> &lt;b&gt;"),
        ("Cross-Cluster-Treffen", "Treffen", "Cross-Cluster-<mark>Treffen</mark>"),
        ("3D-Druck und Druck in 3D", "3D-Druck", "<mark>3D-Druck</mark> und Druck in 3D"),
        ("Mit künstlicher Intelligenz", "KI", "Mit <mark>künstlicher Intelligenz</mark>"),
        ("KI für Kinder", "KI für alle", "<mark>KI</mark> für Kinder"),
        ("Neue Wege, neue Ziele", "„neue Wege“", "<mark>Neue Wege</mark>, neue Ziele"),
        ("CO₂ und H₂", "CO2", "<mark>CO₂</mark> und H₂"),
        ("ŁÓDŹ und Mikroelektronik", "lodz elektronik", "<mark>ŁÓDŹ</mark> und <mark>Mikroelektronik</mark>"),
    ],
)
def test_marks_stand_around_what_was_found_in_its_own_spelling(text, query, marked):
    assert highlight(text, parse(query), "de", SYNONYMS) == marked


def finds_some_of(mark: str, asked: str, language: str) -> bool:
    """Whether what is marked alone is a hit of one of the words, phrases or synonyms that were asked for."""
    index = TextIndex.build(language, [(1, Texts(mark, "", "", "", ""))], SYNONYMS)
    pieces = [f"„{' '.join(word.surface for word in piece.words)}“" for piece in parse(asked).pieces if piece.is_phrase]
    words = [word.surface for piece in parse(asked).pieces if not piece.is_phrase for word in piece.words]
    runs = [" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)]
    return any(index.search(parse(each)).tiers for each in [*pieces, *runs])


@pytest.mark.parametrize("language", LANGUAGES)
@given(word=st.text(max_size=20))
def test_folding_twice_changes_no_more_than_an_e(language, word):
    form = fold(word, language)

    assert form == form.lower()
    assert len(form) <= 64
    assert uncached_stem(form, language) == uncached_stem(form, language).lower()


# Queries and texts that mean no good

HOSTILE = [
    "x" * 10_000,
    '"' * 100,
    '"' * 99 + "a",
    "„" * 50 + "“" * 50,
    "\x00\x01\x1b[31m\x7f",
    "😀🧑‍🔬 👩🏽‍🚀",
    ".*+?^${}()|[]\\",
    "(a+)+$",
    "%s%(count)d{0}",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "-" * 100,
    "a-" * 50,
    "C++" * 33,
    "1.2" * 33,
    "\u0308" * 100,
    "\u202e\u200b\u00ad",
    "ﬁ½℃①",
    "ß" * 100,
    "ue" * 50,
    "",
    " ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_query_is_refused_or_harmless(text):
    index = TextIndex.build("de", [(1, Texts("Wasserstoff", "", "", "", "Fertigung"))], SYNONYMS)

    try:
        query = parse(text)
    except QueryTooLong:
        assert len(text) > 100 or len(text.split("C")) > 8
    else:
        assert index.search(query).tiers == []
        assert "<script" not in highlight(f"Wasserstoff <b>{text}</b>", query, "de", SYNONYMS)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_read_like_any_other(text):
    index = TextIndex.build("de", [(1, Texts(text, "", "", "", "Wasserstoff"))], SYNONYMS)

    assert index.search(parse("Wasserstoff")).tiers == [BitMap([1])]
