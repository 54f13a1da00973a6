"""What a search finds, rule by rule; the table of German queries is in test_queries.py."""

import pytest
from pyroaring import BitMap

from events.programme.search import QueryTooLong, TextIndex, parse
from tests.programme.search.made import SYNONYMS, finds, index, keys, texts


def found(query: str, *titles: str) -> list[int]:
    return keys(index(*titles).search(parse(query)))


def test_every_word_narrows():
    titles = ["Wasserstoff in Berlin", "Wasserstoff in Bremen", "Berlin"]

    assert found("wasserstoff berlin", *titles) == [1]


@pytest.mark.parametrize("query", ["München", "Muenchen", "Munchen", "MÜNCHEN", "muen", "mün"])
@pytest.mark.parametrize("text", ["in München", "in Muenchen", "in MUNCHEN"])
def test_umlauts_and_their_spellings_are_the_same(query, text):
    assert finds(query, text)


@pytest.mark.parametrize("query", ['"Tag der offenen Tür"', "„Tag der offenen Tür“", "»Tag der offenen«", "“der offenen”", "«ein tag»"])
def test_a_phrase_needs_its_words_in_order(query):
    titles = ["Ein Tag der offenen Tür", "Offene Tür am Tag der Chemie", "Der Tag"]

    assert found(query, *titles) == [1]


def test_a_phrase_reaches_into_no_other_class_and_no_other_entry():
    made = TextIndex.build("de", [(1, texts("Neue", text="Wege")), (2, texts("Neue")), (3, texts("Wege"))], SYNONYMS)

    assert made.search(parse('"Neue Wege"')).tiers == []


def test_better_classes_come_first():
    word = "Photonik"
    made = TextIndex.build(
        "de",
        [(1, texts(text=word)), (2, texts(place=word)), (3, texts(field=word)), (4, texts(organizer=word)), (5, texts(word, text=word))],
        SYNONYMS,
    )

    assert made.search(parse(word)).tiers == [BitMap([5]), BitMap([4]), BitMap([3]), BitMap([2]), BitMap([1])]


def test_of_several_words_the_sum_of_the_best_classes_counts():
    made = TextIndex.build(
        "de",
        [(1, texts("Laser", text="Jena")), (2, texts("Laser Jena")), (3, texts("Laser", place="Jena")), (4, texts("Laser"))],
        SYNONYMS,
    )

    assert made.search(parse("Laser Jena")).tiers == [BitMap([2]), BitMap([3]), BitMap([1])]


@pytest.mark.parametrize(
    ("query", "corrected"),
    [
        ("Batterei", "Batterie"),
        ("Wasserstof Batterie", None),
        ("Whasserstoff", "Wasserstoff"),
        ("Wasesrstoff berlin", "Wasserstoff berlin"),
    ],
)
def test_a_typing_error_is_corrected(query, corrected):
    made = index("Batterie", "Wasserstoff in Berlin", "Wasserstofftechnologie Batterie")

    assert made.search(parse(query)).correction == corrected


def test_a_correction_has_hits_together_with_the_other_words():
    made = index("Roboter Bremen", "Roboten Berlin", "Roboten", "Roboten")

    assert made.search(parse("Robotex Bremen")).correction == "Roboter Bremen"


def test_a_patched_index_finds_what_a_new_one_finds():
    old = index("Laser in Jena", "Optik in Jena", "Chemie")
    entries = [(2, texts("3D-Druck mit künstlicher Intelligenz")), (9000, texts("Optik"))]

    patched = old.patched(BitMap([1, 2]), entries, SYNONYMS)

    assert keys(patched.search(parse("Jena"))) == []
    assert keys(patched.search(parse("KI"))) == [2]
    assert keys(patched.search(parse('"künstliche Intelligenz"'))) == [2]
    assert keys(patched.search(parse("Optik"))) == [9000]
    assert keys(patched.search(parse("Chemie"))) == [3]
    assert keys(old.search(parse("Jena"))) == [1, 2]


@pytest.mark.parametrize("text", ["x" * 101, "a b c d e f g h i"])
def test_a_query_that_is_too_long_says_so(text):
    with pytest.raises(QueryTooLong) as refused:
        parse(text)

    assert "höchstens" in refused.value.messages[0]
