"""Two versions of one entry, put together: pure functions."""

import pytest

from clusterweek.editorial.merging import Choice, Field, changed_fields, same, together


def field(before, mine, theirs) -> Field:
    return Field("title", before, mine, theirs)


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (field("a", "b", "c"), "disputed"),
        (field("a", "b", "a"), "mine"),
        (field("a", "a", "c"), "theirs"),
        (field("a", "b", "b"), "agreed"),
        (field([1], [1, 2], [1, 3]), "disputed"),
        (field([1, 2], [2, 1], [1]), "theirs"),
        (field(None, True, False), "disputed"),
        (field(None, None, False), "theirs"),
        (field("", "b", ""), "mine"),
    ],
)
def test_who_changed_a_field(found, kind):
    told = {"disputed": found.is_disputed, "mine": found.is_only_mine, "theirs": found.is_only_theirs}

    assert {name for name, is_so in told.items() if is_so} == {kind} - {"agreed"}


def test_what_only_one_changed_is_settled_without_a_choice():
    assert [field("a", "b", "a").settled(), field("a", "a", "c").settled(), field("a", "b", "b").settled()] == ["b", "c", "b"]


@pytest.mark.parametrize("choice", [None, Choice.TOGETHER])
def test_a_disputed_text_needs_a_side(choice):
    with pytest.raises(ValueError, match="title"):
        field("a", "b", "c").settled(choice)


def test_a_disputed_list_takes_a_side_or_both():
    found = field([1, 2], [1, 3], [1, 2, 4])

    assert [found.settled(choice) for choice in (Choice.MINE, Choice.THEIRS, Choice.TOGETHER)] == [[1, 3], [1, 2, 4], [1, 4, 3]]


def test_fields_that_nobody_changed_are_left_out():
    before, mine, theirs = {"a": "1", "b": "1", "c": []}, {"a": "2", "b": "1", "c": []}, {"a": "1", "b": "1", "c": None}

    assert [found.name for found in changed_fields(before, mine, theirs, ["c", "b", "a"])] == ["a"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a\r\nb", "a\nb", True),
        ("a  b ", "a b", True),
        ("a\nb", "a b", False),
        ("", None, True),
        ([], None, True),
        (False, None, False),
        (0, None, False),
        ([{"id": 1, "uid": "x", "day": 1}], [{"id": None, "uid": "y", "day": 1}], True),
        ([{"id": 1, "day": 1}], [{"id": 1, "day": 2}], False),
        ([1, 1], [1], False),
    ],
)
def test_what_says_the_same(one, other, expected):
    assert same(one, other) is expected


def test_rows_that_both_changed_become_two_and_only_one_keeps_the_key():
    before, mine, theirs = [{"id": 1, "day": 1}], [{"id": 1, "day": 2}], [{"id": 1, "day": 3}]

    assert together(before, mine, theirs) == [{"id": 1, "day": 3}, {"day": 2}]


def test_a_row_that_both_added_is_one():
    assert together([], [{"id": None, "day": 2}], [{"id": 7, "day": 2}]) == [{"id": 7, "day": 2}]


def test_a_row_that_one_removed_is_gone_and_one_that_was_there_twice_is_there_once():
    row = {"day": 1}

    assert together([row, row], [row], [row, row]) == [row]
