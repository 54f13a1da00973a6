"""What a submitted entry is compared with: the public copy, and the version that was returned."""

import pytest
from django.core.files.base import ContentFile

from clusterweek.editorial.differences import Difference, Kind, Piece
from clusterweek.editorial.models import Decision
from clusterweek.editorial.review import record_edit, return_for_changes, submit
from events.admin.comparison import Comparison, corrections_in
from events.correcting import correct_and_approve
from events.models import Event
from events.publishing import answer_as_partner, approve, change_at_once

ORDER = ("title", "dates", "summary")


def compare(event: Event) -> Comparison:
    return Comparison(Event.objects.get(pk=event.pk), ORDER)


def edit(event: Event, by, **values: str) -> Event:
    """`event` with other texts, saved and submitted again."""
    event = Event.objects.get(pk=event.pk)
    for name, value in values.items():
        setattr(event, name, value)
    record_edit(event, by=by, edit_revision=event.edit_revision)
    event.save()
    return submit(event, by=by, edit_revision=event.edit_revision)


@pytest.fixture
def approved(draft, nw, office) -> Event:
    draft.partners.create(state_id="BY")
    draft.image_alt = draft.image_credit = "Example"
    draft.image_licence = "cc0"
    picture = ContentFile(bytes.fromhex("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700"))
    draft.image.save("picture.webp", picture)
    return approve(submit(draft, by=nw, edit_revision=1), by=office, edit_revision=1)


def test_of_a_new_entry_everything_that_it_says_is_new(draft, nw):
    changes = compare(submit(draft, by=nw, edit_revision=1)).since_public

    assert [change.name for change in changes][:2] == ["title", "dates"]
    assert {piece.kind for change in changes for piece in change.pieces} == {Kind.ADDED}
    assert "summary" not in {change.name for change in changes}


def test_an_approved_entry_is_what_the_public_has(approved):
    assert compare(approved).since_public == []


def test_a_change_is_told_against_the_public_copy(approved, nw):
    comparison = compare(edit(approved, nw, title="Open night"))

    pieces = (Piece(Kind.SAME, "Open"), Piece(Kind.REMOVED, "day"), Piece(Kind.ADDED, "night"))
    assert comparison.since_public == [Difference("title", "Title", pieces, language="de")]
    assert ("title" in comparison.unchanged, next(iter(comparison.unchanged))) == (False, "dates")


def test_what_went_by_the_express_lane_is_no_change(approved, nw):
    change_at_once(
        approved,
        by=nw,
        edit_revision=1,
        changes={"room": "A1"},
        dates=[{"first_day": approved.edition.last_day, "last_day": approved.edition.last_day, "from_time": None, "to_time": None}],
    )
    event = edit(approved, nw, title="Open night")

    assert [change.name for change in compare(event).since_public] == ["title"]


def test_a_partner_that_confirms_after_the_approval_is_no_change(approved, office):
    answer_as_partner(approved.partners.get(), by=office, confirm=True)

    assert compare(approved).since_public == []


def test_after_a_return_the_page_tells_what_was_changed_since(approved, nw, office):
    event = edit(approved, nw, title="Open night", summary="Come")
    return_for_changes(event, by=office, edit_revision=2, note="Where?")
    comparison = compare(edit(event, nw, city="Jena"))

    assert [change.name for change in comparison.since_return] == ["city"]
    assert {change.name for change in comparison.since_public} == {"title", "summary", "city"}


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"postal_code": "53111", "city": "Bonn"}, {"postal_code", "city"}),
        ({"city": "Bonn", "latitude": "50.70000", "longitude": "7.10000"}, {"city", "latitude", "longitude"}),
    ],
)
def test_a_position_is_told_only_where_somebody_gave_it(approved, nw, values, told):
    assert {change.name for change in compare(edit(approved, nw, **values)).since_public} == told


def test_a_return_before_the_last_approval_counts_no_more(approved, nw, office):
    event = edit(approved, nw, title="Open night")
    event = submit(return_for_changes(event, by=office, edit_revision=2, note="Sure?"), by=nw, edit_revision=2)
    approve(event, by=office, edit_revision=2)

    assert compare(edit(event, nw, title="Open week")).since_return == []


def test_corrections_are_told_word_by_word(draft, nw, office):
    submitted = submit(draft, by=nw, edit_revision=1)
    event = correct_and_approve(submitted, by=office, edit_revision=1, texts={"title": "Open days"}, single_handed_reason="A letter")

    pieces = (Piece(Kind.SAME, "Open"), Piece(Kind.REMOVED, "day"), Piece(Kind.ADDED, "days"))
    assert corrections_in(event, Decision.objects.get()) == [Difference("title", "Title", pieces, language="de")]


def test_without_corrections_there_is_nothing_to_tell(approved):
    assert corrections_in(approved, Decision.objects.get()) == []
