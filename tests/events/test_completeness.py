"""How complete an entry is: what blocks its submission, and what only helps."""

import pytest

from tests.factories import AudienceFactory, EventFactory, StandFactory, TechnologyFieldFactory

HELPS_AN_EVENT = [
    *("summary", "description", "technology_fields", "audiences", "venue", "contact_persons", "image", "registration_state", "is_free"),
    *("step_free_access", "title_en", "summary_en"),
]
HELPS_A_STAND = ["exhibits", "description", "technology_fields", "contact_persons", "image", "title_en", "exhibits_en"]


def test_a_bare_event_names_what_blocks_and_what_helps(collecting_edition):
    event = EventFactory(edition=collecting_edition, format=None, dates=[], further_organizers="")

    found = event.completeness()

    assert (list(found.missing), list(found.helpful)) == (["format", "dates", "organizers"], HELPS_AN_EVENT)
    assert (found.done, found.total, found.may_be_submitted) == (1, 16, False)


def test_what_only_helps_does_not_block(collecting_edition):
    found = EventFactory(edition=collecting_edition).completeness()

    assert (list(found.missing), list(found.helpful), found.done, found.may_be_submitted) == ([], HELPS_AN_EVENT, 4, True)


def test_a_full_event_lacks_nothing(collecting_edition):
    event = EventFactory(
        edition=collecting_edition,
        summary="S",
        description="D",
        city="Bonn",
        email="a@example.org",
        image="images/x.webp",
        image_is_decorative=True,
        image_credit="C",
        image_licence="cc0",
        registration_state="open",
        is_free=False,
        hearing_loop=False,
        title_en="T",
        summary_en="S",
        technology_fields=[TechnologyFieldFactory()],
        audiences=[AudienceFactory()],
    )

    found = event.completeness()

    assert (found.helpful, found.done, found.total) == ({}, 16, 16)


def test_what_is_asked_for_now_and_then_counts_only_then(collecting_edition):
    event = EventFactory.build(edition=collecting_edition, image="images/x.webp")
    event.pk = EventFactory(edition=collecting_edition).pk

    found = event.completeness()

    assert ("image_alt" in found.missing, found.total) == (True, 17)


@pytest.mark.parametrize(("mode", "helps"), [("online", False), ("hybrid", True)])
def test_what_is_online_needs_no_place(collecting_edition, mode, helps):
    assert ("venue" in EventFactory(edition=collecting_edition, attendance_mode=mode).completeness().helpful) is helps


@pytest.mark.parametrize(("mode", "missing"), [("on_site", ["attendance_mode"]), ("online", [])])
def test_what_was_moved_online_takes_place_online(collecting_edition, mode, missing):
    event = EventFactory(edition=collecting_edition, event_status="moved_online", attendance_mode=mode)

    assert list(event.missing()) == missing


def test_a_stand_has_details_of_its_own(collecting_edition):
    found = StandFactory(fair__edition=collecting_edition, main_exhibitor_text="").completeness()

    assert (list(found.missing), list(found.helpful), found.total) == (["main_exhibitor"], HELPS_A_STAND, 12)
