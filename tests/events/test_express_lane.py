"""The express lane: public at once, without the rest of an edit that waits."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from clusterweek.editorial.models import Decision, PublicRevision
from clusterweek.editorial.review import OutdatedRevision, ReviewError, record_edit, submit
from events.models import Event
from events.programme.models import PublishedEvent
from events.publishing import change_at_once, withdraw


def test_both_copies_change_at_once(approved, nw):
    before = PublicRevision.current()

    event = change_at_once(approved, by=nw, edit_revision=1, changes={"event_status": "cancelled", "status_note": "Storm"})

    public = PublishedEvent.objects.get()
    assert (event.event_status, event.status_note, event.review_status, event.edit_revision) == ("cancelled", "Storm", "approved", 2)
    assert (public.event_status, public.status_note, public.version) == ("cancelled", "Storm", 2)
    assert (Decision.objects.first().kind, PublicRevision.current()) == (Decision.Kind.EXPRESS, before + 1)


def test_a_waiting_edit_keeps_waiting(approved, nw):
    record_edit(approved, by=nw, edit_revision=1)
    approved.title = "Open night"
    approved.save()
    waiting = submit(approved, by=nw, edit_revision=2)

    event = change_at_once(waiting, by=nw, edit_revision=2, changes={"room": "Hall 3"})

    public = PublishedEvent.objects.get()
    assert (event.title, event.room, event.review_status) == ("Open night", "Hall 3", "submitted")
    assert (public.title, public.room) == ("Open day", "Hall 3")


def test_new_dates_keep_the_former_ones_readable(approved, nw):
    former = PublishedEvent.objects.get().dates.get()
    new = [
        {"first_day": date(2027, 6, 1), "last_day": date(2027, 6, 1), "from_time": time(9), "to_time": time(12)},
        {"first_day": date(2027, 6, 3), "last_day": date(2027, 6, 4), "from_time": None, "to_time": None},
    ]

    event = change_at_once(approved, by=nw, edit_revision=1, changes={"event_status": "rescheduled"}, dates=new)

    public = PublishedEvent.objects.get()
    names = ("first_day", "last_day", "from_time", "to_time")
    assert list(public.dates.values(*names)) == list(event.dates.values(*names)) == new
    assert public.previous_dates == [{"first_day": "2027-04-02", "last_day": "2027-04-02", "from": "10:00", "to": "12:00"}]
    assert public.dates.first().uid == former.uid


def test_moved_online_is_attended_online_and_as_before_when_it_is_moved_back(approved, nw):
    moved = change_at_once(approved, by=nw, edit_revision=1, changes={"event_status": "moved_online"})
    online = [copy.attendance_mode for copy in (moved, PublishedEvent.objects.get())]
    back = change_at_once(moved, by=nw, edit_revision=2, changes={"event_status": "scheduled"})

    assert online == ["online", "online"]
    assert [copy.attendance_mode for copy in (back, PublishedEvent.objects.get())] == ["on_site", "on_site"]


def refused(*cases):
    return pytest.mark.parametrize(("error", "changes", "dates"), [pytest.param(*case, id=str(case[1] or case[2])) for case in cases])


@refused(
    (ReviewError, {"title": "New"}, None),
    (ReviewError, {"review_status": "approved"}, None),
    (ReviewError, {}, None),
    (ReviewError, {}, []),
    (ValidationError, {"event_status": "exploded"}, None),
    (ValidationError, {"online_address": "javascript:alert(1)"}, None),
    (ValidationError, {}, [{"first_day": date(2027, 6, 2), "last_day": date(2027, 6, 1)}]),
)
def test_a_refused_change_changes_nothing(approved, nw, error, changes, dates):
    with pytest.raises(error):
        change_at_once(approved, by=nw, edit_revision=1, changes=changes, dates=dates)

    event, public = Event.objects.get(), PublishedEvent.objects.get()
    assert (event.edit_revision, public.version, public.dates.count(), event.dates.count()) == (1, 1, 1, 1)


def test_a_partner_land_has_no_express_lane(approved, coordinator):
    with pytest.raises(PermissionDenied):
        change_at_once(approved, by=coordinator("BY"), edit_revision=1, changes={"room": "Hall 3"})


def test_an_outdated_change_is_refused(approved, nw):
    with pytest.raises(OutdatedRevision):
        change_at_once(approved, by=nw, edit_revision=4, changes={"room": "Hall 3"})


def test_what_is_not_public_has_no_express_lane(submitted, nw):
    with pytest.raises(ReviewError):
        change_at_once(submitted, by=nw, edit_revision=1, changes={"room": "Hall 3"})


def test_what_is_withdrawn_has_no_express_lane(approved, nw):
    withdraw(approved, by=nw, edit_revision=1)

    with pytest.raises(ReviewError):
        change_at_once(approved, by=nw, edit_revision=2, changes={"room": "Hall 3"})
