"""Entries of an earlier edition become drafts of a later one; a new edition gets the frame of an old one."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from clusterweek.editorial.review import ReviewError, submit
from events.binning import move_to_bin
from events.collecting.earlier import clone_edition, earlier_entries, shift_between, take_over
from events.models import Event, EventPartner, Stand
from events.programme.models import CurrentEdition, Edition
from events.publishing import approve
from tests.editorial.test_images import picture
from tests.factories import (
    ClusterFactory,
    ContactPersonFactory,
    CoordinatorFactory,
    EditionFactory,
    EventFactory,
    OfficeFactory,
    PatronFactory,
    PublishedEventFactory,
    PublishedStandFactory,
    StandFactory,
    TechnologyFieldFactory,
    TradeFairFactory,
)


@pytest.fixture
def old(current_edition) -> Edition:
    """The edition of 2019: 2 to 11 April."""
    return current_edition


@pytest.fixture
def new(collecting_edition) -> Edition:
    """A coming edition."""
    return collecting_edition


@pytest.fixture
def by(db):
    """A coordinator of NW."""
    return CoordinatorFactory(states=["NW"])


@pytest.mark.parametrize("first_day", [date(2027, 4, 6), date(2027, 4, 8), date(2028, 2, 29), date(2027, 12, 31)])
def test_days_keep_their_weekday_and_move_as_little_as_can_be(first_day):
    old, new = Edition(first_day=date(2019, 4, 2)), Edition(first_day=first_day)

    shift = shift_between(old, new)

    assert (old.first_day + shift).weekday() == old.first_day.weekday()
    assert abs((old.first_day + shift - first_day).days) <= 3


def test_draft_says_what_the_public_last_saw(old, new, by):
    field, cluster, person = TechnologyFieldFactory(), ClusterFactory(), ContactPersonFactory()
    event = EventFactory(
        edition=old,
        title="Open day",
        organizers=[cluster],
        technology_fields=[field],
        contact_persons=[person],
        dates=[{"first_day": date(2019, 4, 4), "from_time": time(10)}],
        registration_deadline=date(2019, 4, 1),
        internal_note="Secret",
        image_alt="A lab",
        image_credit="Erika",
        image_licence="cc-by-4.0",
    )
    from clusterweek.editorial.images import clean_upload

    event.image.save("x.webp", clean_upload(picture()))
    event = approve(submit(event, by=by, edit_revision=1, now=timezone.now() - timedelta(days=9000)), by=OfficeFactory(), edit_revision=1)
    Event.objects.update(title="Changed since, never approved")

    [draft] = take_over([f"event-{event.pk}"], by=by, old=old, new=new, with_days=True)

    draft = Event.objects.get(pk=draft.pk)
    assert (draft.title, draft.review_status, draft.edition, draft.state_id, draft.created_by) == ("Open day", "draft", new, "NW", by)
    assert (list(draft.technology_fields.all()), list(draft.organizers.all()), list(draft.contact_persons.all())) == (
        [field],
        [cluster],
        [person],
    )
    assert [(row.first_day, row.from_time) for row in draft.dates.all()] == [(date(2019, 4, 4) + shift_between(old, new), time(10))]
    assert (draft.registration_deadline, draft.internal_note, draft.public) == (None, "", None)
    assert (draft.image_alt, draft.image_credit, draft.image_licence) == ("A lab", "Erika", "cc-by-4.0")
    with draft.image.open() as copied:
        assert copied.read()[:4] == b"RIFF"
    assert draft.image.name != event.image.name
    assert str(old) in draft.source


def test_days_can_stay_open_and_stands_find_the_fair_of_the_same_name(old, new, by):
    event = EventFactory(edition=old)
    stand = StandFactory(fair=TradeFairFactory(name="Messe", edition=old), first_day=date(2019, 4, 2), last_day=date(2019, 4, 3))
    stand.co_exhibitors.create(name="Firma Y")
    fair = TradeFairFactory(name="Messe", year=2030, slug="messe-2030", edition=new)

    take_over([f"event-{event.pk}", f"stand-{stand.pk}"], by=by, old=old, new=new, with_days=False)

    assert not Event.objects.get(edition=new).dates.exists()
    draft = Stand.objects.get(fair=fair)
    assert (draft.first_day, [row.name for row in draft.co_exhibitors.all()]) == (None, ["Firma Y"])


def test_public_copies_without_a_working_copy_are_taken_over_too(old, new, by):
    public, stand = PublishedEventFactory(edition=old, title="Alone"), PublishedStandFactory(fair=TradeFairFactory(edition=old))

    made = take_over([f"public-event-{public.pk}", f"public-stand-{stand.pk}"], by=by, old=old, new=new, with_days=True)

    assert [entry.title for entry in made] == ["Alone", stand.title]
    assert Event.objects.get().dates.count() == public.dates.count()


def test_nothing_is_taken_over_twice_by_accident(old, new, by):
    event = EventFactory(edition=old)
    key = f"event-{event.pk}"
    [draft] = take_over([key, key], by=by, old=old, new=new, with_days=True)

    assert take_over([key], by=by, old=old, new=new, with_days=True) == []
    assert [line.draft for line in earlier_entries(by, old, new)] == [draft]
    assert len(take_over([key], by=by, old=old, new=new, with_days=True, again=True)) == 1
    for each in Event.objects.filter(edition=new):
        move_to_bin(each, by=by)
    assert [line.draft for line in earlier_entries(by, old, new)] == [None]


def test_only_entries_of_ones_own_lands_are_offered_and_taken(old, new, by):
    foreign, joint = EventFactory(edition=old, state_id="BY"), EventFactory(edition=old, state_id="BY")
    EventPartner.objects.create(event=joint, state_id="NW")
    public = PublishedEventFactory(edition=old, state_id="BY")

    assert earlier_entries(by, old, new) == []
    for key in (f"event-{foreign.pk}", f"event-{joint.pk}", f"public-event-{public.pk}", "event-0", "x"):
        with pytest.raises(PermissionDenied):
            take_over([key], by=by, old=old, new=new, with_days=True)
    assert len(earlier_entries(OfficeFactory(), old, new)) == 3
    assert not Event.objects.filter(edition=new).exists()


def test_nothing_is_taken_into_a_closed_edition(old, new, by):
    new.is_closed = True
    new.save()

    with pytest.raises(ReviewError):
        take_over([f"event-{EventFactory(edition=old).pk}"], by=by, old=old, new=new, with_days=True)


def test_page_offers_makes_and_shows_what_was_taken_over(old, new, by, signed_in):
    event, desk = EventFactory(edition=old, title="Open day"), signed_in(by)
    address = reverse("admin:earlier")

    before = desk.get(address, {"from": old.slug, "to": new.slug}).content.decode()
    nothing = desk.post(address, {"from": old.slug, "to": new.slug}, follow=True).content.decode()
    sent = {"from": old.slug, "to": new.slug, "entry": [f"event-{event.pk}"], "days": "shift"}
    desk.post(address, sent)
    after = desk.get(address, {"from": old.slug, "to": new.slug}).content.decode()
    again = desk.post(address, sent, follow=True).content.decode()

    draft = Event.objects.get(edition=new)
    form = reverse("admin:events_event_change", args=[draft.pk])
    assert f'value="event-{event.pk}"' in before
    assert "Bitte kreuzen Sie" in nothing
    assert form not in before
    assert form in after
    assert "1 Eintrag war schon übernommen" in again


def test_new_edition_has_the_frame_and_no_patrons(old, office):
    PatronFactory(edition=old)
    Edition.objects.filter(pk=old.pk).update(hosts="Zwei Ministerien", greeting_text="Hallo", outcomes_until=date(2019, 6, 1))
    old.refresh_from_db()
    fair = TradeFairFactory(name="Messe", year=2019, slug="messe-2019", edition=old, first_day=date(2019, 4, 1), last_day=date(2019, 4, 5))
    new = Edition(number=old.number + 7, title="Clusterwoche 2028", slug="2028", first_day=date(2028, 3, 28))

    clone_edition(old, new, by=office)

    shift = shift_between(old, new)
    new.refresh_from_db()
    assert (new.last_day, new.collects_from) == (date(2028, 4, 6), old.collects_from + shift)
    assert timezone.localtime(new.submission_deadline).time() == timezone.localtime(old.submission_deadline).time()
    assert timezone.localtime(new.opens_at).date() == timezone.localtime(old.opens_at).date() + shift
    assert (new.hosts, new.greeting_text, new.patrons.count()) == ("Zwei Ministerien", "", 0)
    copied = new.trade_fairs.get()
    assert (copied.name, copied.year, copied.slug, copied.first_day) == (fair.name, 2028, "messe-2028", None)
    assert CurrentEdition.objects.get().edition == old


def test_old_addresses_stay_when_another_edition_becomes_current(old, office, client, signed_in):
    event = PublishedEventFactory(edition=old, slug="open-day")
    new = clone_edition(old, Edition(number=99, title="Next", slug="2028", first_day=date(2028, 3, 28)), by=office)
    addresses = [
        "/2019/programm/",
        "/2019/programm/kalender/",
        f"/2019/programm/{event.slug}/",
        f"/en/2019/programme/{event.slug}/",
        "/2019/messestaende/",
    ]
    before = [client.get(address).status_code for address in addresses]

    signed_in(office).post(reverse("admin:programme_currentedition_change", args=[1]), {"edition": new.pk})

    assert CurrentEdition.objects.get().edition == new
    assert [client.get(address).status_code for address in addresses] == before == [200] * 5


def test_office_alone_makes_an_edition(old, by, office, signed_in):
    address = reverse("admin:clone_edition", args=[old.slug])
    sent = {"number": "98", "title": "Next", "slug": "2028", "first_day": "2028-03-28"}

    assert signed_in(by).post(address, sent).status_code == 403
    wrong = signed_in(office).post(address, {**sent, "slug": "2019"})
    made = signed_in(office).post(address, sent)

    assert (wrong.status_code, made.status_code) == (200, 302)
    assert Edition.objects.get(slug="2028").last_day == date(2028, 4, 6)


def test_list_takes_few_queries_however_many_entries(old, new, by, django_assert_max_num_queries):
    EventFactory.create_batch(5, edition=old)
    EditionFactory(slug="2040", number=40, first_day=date(2040, 4, 1), last_day=date(2040, 4, 2), collects_from=date(2040, 1, 1))

    with django_assert_max_num_queries(9):
        assert len(earlier_entries(by, old, new)) == 5
