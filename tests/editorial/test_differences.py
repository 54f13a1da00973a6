"""What changed between two contents, as people read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterweek.editorial.differences import Difference, Kind, Piece, Told, differences, line_pieces, word_pieces

SAME, ADDED, REMOVED = Kind.SAME, Kind.ADDED, Kind.REMOVED


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("", "New words", [(ADDED, "New words")]),
        ("Old words", "", [(REMOVED, "Old words")]),
        ("As it was", "As it was", [(SAME, "As it was")]),
        (
            "Sensoren für die Medizin der Zukunft",
            "Sensoren für die Medizin von morgen",
            [(SAME, "Sensoren für die Medizin"), (REMOVED, "der Zukunft"), (ADDED, "von morgen")],
        ),
        ("one three", "one two three", [(SAME, "one"), (ADDED, "two"), (SAME, "three")]),
        ("one  two", "one two", [(SAME, "one two")]),
        ("one\r\ntwo", "one\ntwo", [(SAME, "one\ntwo")]),
        ("one two", "one\n\ntwo", [(SAME, "one"), (ADDED, "\n\n"), (SAME, "two")]),
    ],
)
def test_texts_are_compared_word_by_word(before, after, expected):
    assert word_pieces(before, after) == [Piece(*piece) for piece in expected]


def test_lists_are_compared_line_by_line():
    assert line_pieces(["2 April", "3 April"], ["3 April", "4 April"]) == [
        Piece(REMOVED, "2 April"),
        Piece(SAME, "3 April"),
        Piece(ADDED, "4 April"),
    ]


words = st.text(alphabet="ab \n", max_size=30)


@given(before=words, after=words)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    pieces = word_pieces(before, after)

    def read(left_out: Kind) -> list[str]:
        return " ".join(piece.text.replace("\n", " ¶ ") for piece in pieces if piece.kind != left_out).split()

    def plain(text: str) -> list[str]:
        return text.replace("\n", " ¶ ").split()

    assert ([*read(ADDED)], [*read(REMOVED)]) == (plain(before), plain(after))


lines = st.lists(st.sampled_from("abc"), max_size=6)


@given(before=lines, after=lines)
def test_both_lists_can_be_read_from_the_pieces(before, after):
    pieces = line_pieces(before, after)

    assert [piece.text for piece in pieces if piece.kind != ADDED] == before
    assert [piece.text for piece in pieces if piece.kind != REMOVED] == after


def test_fields_that_stay_are_left_out():
    before = {"title": Told("Title", "As it was"), "city": Told("Place", "Jena")}
    after = {"title": Told("Title", "As it was"), "city": Told("Place", "Gera")}

    assert differences(before, after) == [Difference("city", "Place", (Piece(REMOVED, "Jena"), Piece(ADDED, "Gera")))]


def test_a_field_that_one_side_lacks_counts_as_empty():
    assert differences({"room": Told("Room", "A1")}, {"hall": Told("Hall", "2")}) == [
        Difference("hall", "Hall", (Piece(ADDED, "2"),)),
        Difference("room", "Room", (Piece(REMOVED, "A1"),)),
    ]


def test_everything_but_empty_fields_is_new_against_nothing():
    after = {"title": Told("Title", "Open day"), "room": Told("Room"), "dates": Told("Dates", lines=("2 April",))}

    assert [(found.name, found.is_list) for found in differences({}, after)] == [("title", False), ("dates", True)]


def test_the_given_order_comes_first():
    after = {name: Told(name, "x") for name in ("image", "room", "title")}

    assert [found.name for found in differences({}, after, order=("title", "missing", "room"))] == ["title", "room", "image"]


def test_what_reads_the_same_but_was_exchanged_is_told():
    before, after = {"image": Told("Picture", "a picture", key="1")}, {"image": Told("Picture", "a picture", key="2")}

    assert differences(before, after) == [Difference("image", "Picture", (Piece(REMOVED, "a picture"), Piece(ADDED, "a picture")))]
