"""Likely doubles: found in the database, shown as far as one may see, answered once."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.review import ReviewError, submit
from events.binning import move_to_bin
from events.collecting.doubles import (
    MOST_SHOWN,
    Described,
    described,
    hints,
    is_not_the_same,
    is_the_same,
    likely_doubles,
    likely_doubles_of,
)
from events.models import DoubleAnswer, Event, EventPartner, EventWord
from events.publishing import approve
from tests.factories import ClusterFactory, CoordinatorFactory, EventFactory, OfficeFactory, StandFactory, TradeFairFactory

DAY = date(2019, 4, 4)


@pytest.fixture
def nw(db):
    """A coordinator of NW."""
    return CoordinatorFactory(states=["NW"])


def event(title: str, **more: object) -> Event:
    """An event on DAY in Jena by an organizer of its own."""
    return EventFactory(**{"title": title, "city": "Jena", "dates": [DAY], "further_organizers": f"{title} GmbH", **more})


def found(entry: Event) -> list[Event]:
    """What is probably the same as `entry`."""
    return [likely.entry for likely in likely_doubles(described(entry))]


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Nacht der Mikroelektronik", "Nacht der Mikroelektronik"),
        ("Nacht der Mikroelektronik", "NACHT DER MIKROELEKTRONIK!"),
        ("Führung durch die Chipfertigung", "Fuehrungen durch die Chip-Fertigung"),
        ("Wasserstoff im Alltag", "Im Alltag: Wasserstoff"),
        ("Offenes Labor für Optik und Photonik", "Offenes Labor Optik & Photonik in Jena"),
    ],
)
def test_same_event_under_another_spelling_is_found(current_edition, title, other):
    one, two = event(title, edition=current_edition), event(other, edition=current_edition, state_id="TH")

    assert (found(one), found(two)) == ([two], [one])


@pytest.mark.parametrize(
    "more",
    [
        {"title": "Wasserstoff im Alltag"},
        {"title": "Nacht der Mikroelektronik", "dates": [date(2019, 4, 9)], "city": "Bonn", "further_organizers": "Stadt Bonn"},
        {"title": "Nacht der Museen", "city": "Bonn", "dates": [date(2019, 4, 9)]},
        {"title": "Nacht der Mikroelektronik, Teil 2"},
        {"title": "Nacht der Photonik"},
    ],
    ids=["another title", "another day and place", "one word shared", "another part", "another subject"],
)
def test_other_events_are_not_found(current_edition, more):
    one = event("Nacht der Mikroelektronik" + (", Teil 1" if "Teil" in more["title"] else ""), edition=current_edition)
    event(edition=current_edition, **more)

    assert found(one) == []


def test_similar_title_needs_other_signs(current_edition):
    cluster = ClusterFactory()
    one = event("Wasserstoff im Alltag erleben", edition=current_edition, organizers=[cluster])
    near = event("Wasserstoff erleben", edition=current_edition, organizers=[cluster])
    event("Wasserstoff erleben", edition=current_edition, dates=[date(2019, 4, 9)])

    assert found(one) == [near]


def test_other_editions_the_bin_and_the_entry_itself_are_left_out(current_edition, collecting_edition, nw):
    one = event("Nacht der Mikroelektronik", edition=collecting_edition)
    event("Nacht der Mikroelektronik", edition=current_edition)
    move_to_bin(event("Nacht der Mikroelektronik", edition=collecting_edition), by=nw)

    assert found(one) == []


def test_stands_are_found_at_the_fairs_of_their_edition(current_edition, collecting_edition):
    fair = TradeFairFactory(name="Messe", slug="messe", edition=current_edition)
    one = StandFactory(fair=fair, title="Leichtbau erleben", hall="2", stand_number="A1")
    two = StandFactory(fair=fair, title="Leichtbau erleben", hall="2", stand_number="A1", state_id="BY")
    StandFactory(title="Leichtbau erleben", fair=TradeFairFactory(name="Other", slug="other", edition=collecting_edition))

    assert [likely.entry for likely in likely_doubles(described(one))] == [two]


def test_words_follow_the_title(current_edition):
    one = event("Nacht der Chips", edition=current_edition)
    assert sorted(EventWord.objects.values_list("word", flat=True)) == sorted(one.title_words.split())

    one.title = "Tag der Optik"
    one.save(update_fields=["title"])

    one.refresh_from_db()
    assert sorted(EventWord.objects.values_list("word", flat=True)) == sorted(one.title_words.split())
    assert "optik" in one.title_words


def test_cost_does_not_grow_with_the_number_of_entries(current_edition, django_assert_max_num_queries):
    for number in range(70):
        event(f"Vortrag Nummer {number}", edition=current_edition)
    one = event("Vortrag Nummer 7", edition=current_edition)

    with django_assert_max_num_queries(8):
        likely = likely_doubles(Described("event", one.title, current_edition.pk, days=[(DAY, DAY)], place="Jena", key=one.pk))

    assert likely[0].entry.title == "Vortrag Nummer 7"
    assert len(likely) <= MOST_SHOWN


def test_several_are_compared_in_as_many_queries_as_one(current_edition, django_assert_max_num_queries):
    titles = [f"Vortrag über {word}" for word in ("Wasserstoff", "Optik", "Leichtbau", "Robotik", "Chips", "Medizin")]
    first = [event(title, edition=current_edition) for title in titles]
    second = [event(title, edition=current_edition, state_id="TH") for title in titles]
    wanted = [described(entry) for entry in first]

    with django_assert_max_num_queries(8):
        found = likely_doubles_of(wanted)

    assert [[likely.entry for likely in each] for each in found] == [[entry] for entry in second]


# What one may see


def test_of_another_lands_draft_nothing_is_told(collecting_edition, nw):
    one = event("Nacht der Chips", edition=collecting_edition)
    other = event("Nacht der Chips", edition=collecting_edition, state_id="TH")

    assert hints(likely_doubles(described(one)), nw) == []

    submit(other, by=CoordinatorFactory(states=["TH"]), edit_revision=1)
    [hint] = hints(likely_doubles(described(one)), nw)
    assert (hint.address, hint.is_own) == ("", False)
    assert "Thüringen" in hint.text
    assert "Nacht" not in hint.text


def test_partner_reads_and_public_copy_is_linked(current_edition, nw, office):
    one = event("Nacht der Chips", edition=current_edition)
    late = {"deadline_extended_until": "2099-01-01T00:00Z", "deadline_extension_reason": "x"}
    other = Event.objects.get(pk=event("Nacht der Chips", edition=current_edition, state_id="TH", **late).pk)
    other = approve(submit(other, by=CoordinatorFactory(states=["TH"]), edit_revision=1), by=office, edit_revision=1)
    Event.objects.filter(pk=other.pk).update(title="Nacht der Chips, Entwurf")

    [public] = hints(likely_doubles(described(one)), nw)
    assert public.address == other.public.get_absolute_url()
    assert "Entwurf" not in public.text
    EventPartner.objects.create(event=other, state_id="NW")
    [partner] = hints(likely_doubles(described(one)), nw)
    assert partner.address == reverse("admin:events_event_change", args=[other.pk])


# What one says


def test_two_that_are_not_the_same_are_not_shown_again(current_edition, nw):
    one, other = event("Nacht der Chips", edition=current_edition), event("Nacht der Chips", edition=current_edition)

    is_not_the_same(one, other.pk, by=nw)

    assert (found(one), found(other)) == ([], [])
    with pytest.raises(PermissionDenied):
        is_not_the_same(one, other.pk, by=CoordinatorFactory(states=["BY"]))


def test_same_event_becomes_a_joint_one_that_the_other_land_confirms(collecting_edition, nw):
    there = CoordinatorFactory(states=["TH"])
    one = event("Nacht der Chips", edition=collecting_edition)
    other = event("Nacht der Chips", edition=collecting_edition, state_id="TH")

    is_the_same(one, other, by=nw, edit_revision=1)

    one.refresh_from_db()
    assert [(row.state_id, row.answer) for row in one.partners.all()] == [("TH", "asked")]
    assert one.edit_revision == 2
    assert DoubleAnswer.objects.get().is_same
    told = Message.objects.get(recipient=there)
    assert other.title in told.text


def test_same_land_keeps_one_of_both(collecting_edition, nw):
    one, other = event("Nacht der Chips", edition=collecting_edition), event("Nacht der Chips", edition=collecting_edition)

    with pytest.raises(ReviewError):
        is_the_same(one, other, by=nw, edit_revision=1)


def test_form_shows_hints_after_saving_and_takes_the_answer(collecting_edition, nw, signed_in):
    desk = signed_in(nw)
    one = event("Nacht der Chips", edition=collecting_edition)
    other = event("Nacht der Chips", edition=collecting_edition, state_id="TH")
    hidden = event("Nacht der Chips", edition=collecting_edition, state_id="BY")
    submit(other, by=CoordinatorFactory(states=["TH"]), edit_revision=1)
    form, answer = reverse("admin:events_event_change", args=[one.pk]), reverse("admin:events_event_double", args=[one.pk])

    before = desk.get(form).content.decode()
    foreign = desk.post(answer, {"other": hidden.pk, "answer": "other"})
    desk.post(answer, {"other": other.pk, "answer": "same", "edit_revision": "1"})
    after = desk.get(form).content.decode()

    assert "Thüringen" in before
    assert 'value="same"' in before
    assert foreign.status_code == 404
    assert one.partners.get().state_id == "TH"
    assert 'class="doubles"' not in after


def test_piece_while_typing_tells_what_a_coordinator_may_know(collecting_edition, nw, signed_in):
    other = event("Nacht der Chips", edition=collecting_edition, state_id="TH")
    query = {
        "title": "Nacht der Chips",
        "edition": collecting_edition.pk,
        "city": "Jena",
        "day": [DAY.isoformat(), "x"],
        "organizers": ["1", "y"],
    }
    address = reverse("admin:events_event_doubles")

    hidden = signed_in(nw).get(address, query).content.decode()
    office = signed_in(OfficeFactory()).get(address, query).content.decode()
    short = signed_in(OfficeFactory()).get(address, {**query, "title": "Na"}).content.decode()
    itself = signed_in(OfficeFactory()).get(address, {**query, "entry": other.pk}).content.decode()

    assert (hidden.strip(), short.strip(), itself.strip()) == ("", "", "")
    assert "Nacht der Chips" in office


def test_office_sees_hints_when_it_reviews(collecting_edition, nw, signed_in, office):
    one = submit(event("Nacht der Chips", edition=collecting_edition), by=nw, edit_revision=1)
    event("Nacht der Chips", edition=collecting_edition, state_id="TH")

    page = signed_in(office).get(reverse("admin:events_event_review", args=[one.pk])).content.decode()

    assert 'class="doubles"' in page
    assert "Nacht der Chips (Thüringen" in page


@pytest.mark.parametrize("count", [1, 4])
def test_office_sees_hints_in_the_queue_if_it_asks_for_them(
    collecting_edition, nw, signed_in, office, django_assert_max_num_queries, count
):
    client, address = signed_in(office), reverse("admin:review_queue")
    for number in range(count):
        submit(event(f"Nacht der Chips {number}", edition=collecting_edition), by=nw, edit_revision=1)
    event("Nacht der Chips 0", edition=collecting_edition, state_id="TH")
    client.get(address)

    plain = client.get(address).content.decode()
    with django_assert_max_num_queries(24):
        asked = client.get(address, {"doubles": "1"}).content.decode()

    assert ["(Thüringen" in page for page in (plain, asked)] == [False, True]
    assert 'name="doubles" value="1" checked' in asked
