"""`manage.py demo`: the real entries as the sources tell them, the invented ones marked, and everything only once."""

from collections import Counter
from types import SimpleNamespace

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Q

from clusters.models import Cluster
from clusterweek.accounts.models import User
from clusterweek.contents.demo.load import load_demo
from clusterweek.contents.tables import rows
from clusterweek.editorial.models import WorkingCopy
from contacts.models import ContactPerson
from events.models import Event, EventPartner, PartnerState, Stand
from events.programme.models import CurrentEdition, Edition, PublishedEvent, PublishedEventDate, PublishedStand, TradeFair
from tests.contents.snapshot import snapshot

# Each test rolls back to the demo that the fixture below has loaded.
pytestmark = pytest.mark.django_db

PASSWORD = "ein-Passwort-nur-hier"
COMMAND = "clusterweek.contents.management.commands.demo"


def load() -> None:
    load_demo(password=PASSWORD, tell=lambda line: None)


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """The demo, loaded once for all tests of this module, because that takes seconds."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


def edition(slug: str) -> Edition:
    return Edition.objects.get(slug=slug)


def coming() -> Edition:
    return Edition.objects.get(number=3)


# Everything only once


def test_a_second_run_changes_nothing():
    before = snapshot()

    load()

    assert snapshot() == before


def test_if_empty_does_nothing_beside_editions(capsys):
    before = snapshot()

    call_command("demo", if_empty=True)

    assert snapshot() == before
    assert "nothing to do" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "password", "sentence"),
    [
        ({}, "ein-eigenes-Passwort", "--on-this-database"),
        ({"on_this_database": True}, "", "DEMO_PASSWORD"),
        ({"on_this_database": True}, "clusterwoche-demo", "DEMO_PASSWORD"),
    ],
)
def test_a_server_database_needs_the_flag_and_a_password_of_its_own(monkeypatch, settings, options, password, sentence):
    monkeypatch.setattr(f"{COMMAND}.connection", SimpleNamespace(vendor="postgresql"))
    monkeypatch.setattr(f"{COMMAND}.load_demo", lambda **kwargs: pytest.fail("The demo was loaded."))
    settings.DEMO_PASSWORD = password

    with pytest.raises(CommandError, match=sentence):
        call_command("demo", **options)


def test_a_server_database_takes_the_demo_with_both(monkeypatch, settings):
    calls = []
    monkeypatch.setattr(f"{COMMAND}.connection", SimpleNamespace(vendor="postgresql"))
    monkeypatch.setattr(f"{COMMAND}.load_demo", lambda **kwargs: calls.append(kwargs["password"]))
    settings.DEMO_PASSWORD = "ein-eigenes-Passwort"

    call_command("demo", on_this_database=True)

    assert calls == ["ein-eigenes-Passwort"]


def test_all_accounts_sign_in():
    codes = ["bb", "be", "bw", "by", "hb", "he", "hh", "mv", "ni", "nw", "rp", "sh", "sl", "sn", "st", "th"]
    addresses = ["admin@example.org", "buero@example.org", "buero2@example.org", *(f"koordination-{code}@example.org" for code in codes)]

    signed_in = {address: authenticate(email=address, password=PASSWORD) for address in addresses}

    assert [address for address, user in signed_in.items() if user is None] == []
    assert set(User.objects.values_list("email", flat=True)) == set(addresses)


def test_roles_fit_the_accounts():
    administrator, office, coordinator = (
        User.objects.get(email=email) for email in ("admin@example.org", "buero@example.org", "koordination-bw@example.org")
    )

    assert administrator.is_superuser
    assert (office.is_programme_office, office.is_superuser) == (True, False)
    assert (coordinator.is_programme_office, coordinator.state_codes, str(coordinator)) == (
        False,
        frozenset({"BW"}),
        "Koordination Baden-Württemberg",
    )


# The real entries


def test_the_real_clusters_are_those_of_the_table_row_by_row():
    table = {row["name"]: row for row in rows("clusters")}

    clusters = {cluster.name: cluster for cluster in Cluster.objects.filter(is_example=False).prefetch_related("states")}

    assert len(table) == 105
    assert clusters.keys() == table.keys()
    for name, row in table.items():
        cluster = clusters[name]
        told = (cluster.city, cluster.website, cluster.members)
        assert told == (row["city"], row["website"], row["members"])
        assert row["land"] in {state.name for state in cluster.states.all()}
        assert cluster.is_public
        assert (cluster.email, cluster.phone, cluster.description, cluster.latitude) == ("", "", "", None)


def test_a_cluster_has_more_than_one_land_only_where_its_note_names_them():
    notes = {row["name"]: row["note"] for row in rows("clusters")}

    shared = {cluster for cluster in Cluster.objects.filter(is_example=False) if cluster.states.count() > 1}

    assert {cluster.name for cluster in shared} == {
        name for name, note in notes.items() if "mit Brandenburg" in note or "mit Hessen" in note or "Rheinland-Pfalz" in note
    }


def test_real_events_say_what_the_table_says():
    table = {(row["title"], row["source"]): row for row in rows("events")}

    events = {(event.title, event.source): event for event in Event.objects.filter(is_example=False)}

    assert len(events) == 19
    assert events.keys() == table.keys()
    for key, row in table.items():
        event = events[key]
        days = [(str(date.first_day), str(date.last_day)) for date in event.dates.all()]
        assert days == ([(row["date_start"], row["date_end"])] if row["date_start"] else [])
        assert (event.city, str(event.state or "")) == (row["city"], row["land"])
        assert event.venue in (row["venue"], "")
        assert (event.street, event.postal_code, event.email, event.registration_state, event.price) == ("", "", "", "", "")


def test_undated_events_and_stands_without_a_year_are_not_public():
    undated = {row["title"] for row in rows("events") if not row["date_start"]}
    yearless = {row["stand_title"] for row in rows("stands") if not row["year"]}

    drafts = Event.objects.filter(is_example=False, public=None), Stand.objects.filter(is_example=False, public=None)

    assert {event.title for event in drafts[0]} == undated
    assert {stand.title for stand in drafts[1]} == yearless
    assert {entry.review_status for entries in drafts for entry in entries} == {"draft"}


def test_real_stands_stand_at_the_fair_of_their_year():
    table = Counter((row["stand_title"], row["year"], row["hall"], row["booth"]) for row in rows("stands"))

    stands = Stand.objects.filter(is_example=False).select_related("fair")

    assert Counter((stand.title, str(stand.fair.year) if stand.fair else "", stand.hall, stand.stand_number) for stand in stands) == table
    assert stands.count() == 24


def test_co_exhibitors_are_names_that_the_table_gives():
    told = " ".join(f"{row['cluster']} {row['co_exhibitors']}" for row in rows("stands"))

    named = {row.name for stand in Stand.objects.filter(is_example=False) for row in stand.co_exhibitors.all() if row.name}

    assert len(named) > 10
    assert [name for name in named if name not in told] == []


def test_a_stand_of_several_laender_has_a_lead_and_confirmed_partners():
    stand = PublishedStand.objects.get(title="Vier Gemeinschaftsstände der Hauptstadtregion")

    assert (stand.state_id, [state.pk for state in stand.partner_states.all()]) == ("BE", ["BB"])


def test_fairs_have_days_only_where_they_are_known():
    dated = TradeFair.objects.filter(first_day__isnull=False)

    assert {(fair.year, str(fair.first_day), str(fair.last_day)) for fair in dated} == {
        (2017, "2017-04-24", "2017-04-28"),
        (2019, "2019-04-01", "2019-04-05"),
    }


def test_2017_has_exactly_its_own_entries():
    titles = {row["title"] for row in rows("events") if row["edition"] == "Clusterwoche 2017" and row["date_start"]}

    assert set(PublishedEvent.objects.of(edition("2017")).values_list("title", flat=True)) == titles
    assert PublishedStand.objects.of(edition("2017")).count() == 3


def test_2019_is_current_with_its_facts():
    current = CurrentEdition.objects.get().edition

    assert (current.slug, str(current.first_day), str(current.last_day)) == ("2019", "2019-04-02", "2019-04-11")
    assert [patron.name for patron in current.patrons.all()] == ["Peter Altmaier", "Anja Karliczek"]
    assert current.opening_event.title == "Eröffnung der zweiten Clusterwoche Deutschland"
    assert current.closing_event.title.startswith("Jahrestagung des Programms „go-cluster“ 2019")
    assert (current.greeting_heading, current.greeting_is_signed) == ("Grußwort (Zusammenfassung)", False)
    assert (current.portrait.name, current.portrait_credit) == ("", "")


def test_contacts_of_the_programme_show_phone_and_fax():
    contacts = ContactPerson.objects.public()

    assert [(str(contact), contact.public_phone, contact.public_fax, contact.public_email) for contact in contacts] == [
        ("Claudia Martina Buhl", "+49 30 310078-387", "+49 30 310078-376", ""),
        ("Dr. Florian Welter", "+49 30 310078-387", "+49 30 310078-376", ""),
    ]


# The invented entries


def test_2019_has_its_real_size():
    assert PublishedEvent.objects.of(edition("2019")).count() == 158
    assert PublishedStand.objects.of(edition("2019")).count() == 38


def test_2019_is_uneven_over_the_laender_and_thin_at_the_weekend():
    of_2019 = PublishedEvent.objects.of(edition("2019"))
    states = Counter(of_2019.values_list("state", flat=True))
    days = Counter(str(day) for day in PublishedEventDate.objects.filter(event__in=of_2019).values_list("first_day", flat=True))

    assert states.most_common(1) == [("BW", 40)]
    assert max(days["2019-04-06"], days["2019-04-07"]) < min(days[f"2019-04-{day:02}"] for day in (2, 3, 4, 5, 8, 9, 10, 11))
    assert {day for day in days if not "2019-04-02" <= day <= "2019-04-11"} == set()


@pytest.mark.parametrize("model", [Event, PublishedEvent, Stand, PublishedStand])
def test_exactly_the_invented_entries_are_marked_as_examples(model):
    real = {row["title"] for row in rows("events")} | {row["stand_title"] for row in rows("stands")}

    assert {entry.title for entry in model.objects.filter(is_example=False)} <= real
    assert not model.objects.filter(is_example=True, title__in=real).exists()
    assert not model.objects.filter(is_example=True, title__startswith="Beispiel").exists()


def test_invented_entries_name_only_invented_clusters_and_addresses():
    examples = Event.objects.filter(is_example=True), Stand.objects.filter(is_example=True)
    addresses = [
        address
        for entries, names in zip(examples, (("website", "registration_url", "online_address"), ("website",)), strict=True)
        for row in entries.values_list(*names)
        for address in row
        if address
    ]
    clusters = Cluster.objects.filter(is_example=True)

    assert not Event.objects.filter(is_example=True, organizers__is_example=False).exists()
    assert not Stand.objects.filter(is_example=True, main_exhibitor__is_example=False).exists()
    assert [address for address in addresses if ".example.org/" not in address] == []
    assert not Event.objects.filter(Q(is_example=True) & (~Q(phone="") | ~Q(email="") & ~Q(email__endswith="@example.org"))).exists()
    assert [cluster.name for cluster in clusters if not cluster.name.startswith(("Beispielcluster ", "Beispielnetzwerk "))] == []
    assert [cluster.name for cluster in clusters if not cluster.website.endswith(".example.org/")] == []


def test_titles_do_not_repeat_within_an_edition():
    titles = Counter(Event.objects.values_list("edition", "title"))

    assert [title for title, number in titles.items() if number > 1] == []


def test_2019_shows_every_kind_of_status_attendance_and_registration():
    of_2019 = PublishedEvent.objects.of(edition("2019"))

    assert set(of_2019.values_list("event_status", flat=True)) == set(Event.EventStatus.values)
    assert set(of_2019.values_list("attendance_mode", flat=True)) == set(Event.AttendanceMode.values)
    assert set(of_2019.values_list("registration_state", flat=True)) == {*Event.RegistrationState.values, ""}
    assert set(of_2019.values_list("is_free", flat=True)) == {True, False, None}
    assert of_2019.filter(dates__from_time=None, is_example=True).exists()
    assert of_2019.filter(venue="", attendance_mode="on_site", is_example=True).exists()
    assert [event.previous_dates != [] for event in of_2019.filter(event_status="rescheduled")] == [True, True]


def test_joint_events_show_only_partners_that_have_confirmed():
    of_2019 = EventPartner.objects.filter(event__edition=edition("2019"))
    answers = Counter(of_2019.values_list("answer", flat=True))

    asked = of_2019.get(answer=PartnerState.Answer.ASKED)

    assert answers == {"confirmed": 9, "asked": 1}
    assert asked.event.public.partner_states.count() == 0


def test_pictures_say_what_they_show_and_whose_they_are():
    pictured = PublishedEvent.objects.exclude(image="")

    told = set(pictured.values_list("image_credit", "image_licence"))

    assert pictured.count() > 15
    assert PublishedStand.objects.exclude(image="").exists()
    assert told == {("Clusterwoche Deutschland (Zeichnung)", "cc0")}
    assert not pictured.filter(Q(image_alt="") | Q(image_alt_en="")).exists()
    assert len(set(pictured.values_list("image", flat=True))) in range(6, 9)
    assert set(pictured.values_list("image_width", "image_height")) == {(1600, 900)}


def test_every_entry_passes_its_own_checks():
    for entry in (*Event.objects.all(), *Stand.objects.all(), *Cluster.objects.all(), *ContactPerson.objects.all()):
        entry.full_clean()


# The coming edition


def test_the_coming_edition_collects_and_is_not_open():
    assert coming().phase == Edition.Phase.COLLECTING
    assert not coming().is_open
    assert coming().slug == str(coming().first_day.year)
    assert coming().title.endswith("(Beispiel)")
    assert PublishedEvent.objects.filter(edition=coming()).exists()
    assert not PublishedEvent.objects.of(coming()).exists()


@pytest.mark.parametrize("entries", [Event.objects.filter(edition__number=3), Stand.objects.filter(fair__edition__number=3)])
def test_the_coming_edition_has_entries_in_every_review_status(entries):
    assert set(entries.values_list("review_status", flat=True)) == set(WorkingCopy.ReviewStatus.values)
    assert set(entries.values_list("is_example", flat=True)) == {True}


def test_the_coming_edition_has_edits_that_wait_beside_what_is_approved():
    waiting = Event.objects.filter(edition=coming(), public__isnull=False).exclude(review_status="approved")

    assert sorted(waiting.values_list("review_status", flat=True)) == ["draft", "submitted", "submitted"]
    assert [event.title for event in waiting if event.summary == event.public.summary] == []


def test_the_coming_edition_has_complete_and_incomplete_drafts():
    drafts = Event.objects.filter(edition=coming(), review_status="draft", public=None)

    assert {bool(draft.missing()) for draft in drafts} == {True, False}


def test_a_joint_event_of_the_coming_edition_waits_for_its_partner():
    partner = EventPartner.objects.get(event__edition=coming(), answer=PartnerState.Answer.ASKED)

    assert (partner.state_id, partner.event.review_status) == ("BY", "submitted")
