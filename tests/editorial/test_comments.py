"""Comments on an entry: who may write them, and that they stay as they were written."""

import pytest
from django.core.exceptions import PermissionDenied

from clusterweek.editorial.comments import comment
from clusterweek.editorial.models import Comment
from clusterweek.editorial.models.comment import LONGEST
from clusterweek.editorial.review import ReviewError
from tests.factories import EventFactory


@pytest.fixture
def event(collecting_edition):
    """A draft of NW with BY asked as a partner."""
    return EventFactory(edition=collecting_edition, partners=["BY"])


def test_lead_land_partner_and_office_comment(event, coordinator, office):
    people = [coordinator("NW"), coordinator("BY"), office]

    for person in people:
        comment(event, by=person, text=f" From {person.email} ")

    assert [(row.author, row.text) for row in Comment.objects.about(event)] == [(who, f"From {who.email}") for who in people]


def test_another_land_does_not_comment(event, coordinator):
    with pytest.raises(PermissionDenied):
        comment(event, by=coordinator("BE"), text="Hello")

    assert Comment.objects.count() == 0


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST + 1)])
def test_a_comment_has_a_text_of_bounded_length(event, office, text):
    with pytest.raises(ReviewError):
        comment(event, by=office, text=text)


def test_comments_are_about_one_entry(event, office):
    comment(event, by=office, text="Here")

    assert list(Comment.objects.about(EventFactory())) == []


def test_comments_are_only_ever_added(event, office):
    row = comment(event, by=office, text="Here")

    for change in (row.save, row.delete, Comment.objects.all().delete, lambda: Comment.objects.update(text="There")):
        with pytest.raises(TypeError):
            change()

    assert Comment.objects.get().text == "Here"
