"""The public reports barriers and errors without account, cookie and captcha; who it concerns hears of it, and nobody else."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clusterweek.accounts.models import Absence, User
from clusterweek.editorial.outbox.models import Message
from clusterweek.pages.models import Report
from clusterweek.pages.reporting.reports import forget_reports, settle
from tests.factories import ClusterFactory, CoordinatorFactory, EditionFactory, OfficeFactory, PublishedEventFactory, PublishedStandFactory
from tests.factories import ReportFactory as AReport

BARRIER = {"subject": "Map", "text": "The screen reader says nothing."}
ERROR = {"text": "The room is 12."}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Tests send a form at once."""
    monkeypatch.setattr("clusterweek.common.stamped_forms.LEAST_SECONDS", -1)


@pytest.fixture
def send(client):
    """Fetches the form at an address and sends it with what is given."""

    def post(address: str, **typed: str):
        page = client.get(address)
        stamp = re.search(r'name="stamp" value="([^"]+)"', page.content.decode())
        return client.post(address, {"stamp": stamp.group(1) if stamp else "", **typed})

    return post


def told() -> set[str]:
    """The addresses of all to whom a message goes."""
    return set(Message.objects.values_list("address", flat=True))


def test_barrier_reaches_the_office(current_edition, office, coordinator, send, client):
    coordinator("NW")

    answer = send("/en/report-barrier/", **BARRIER)

    report = Report.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/en/report-barrier/?sent")
    assert (report.kind, report.subject, report.text, report.email, report.language) == ("barrier", "Map", BARRIER["text"], "", "en")
    assert told() == {office.email}
    assert "Thank you for your report" in client.get(answer["Location"]).content.decode()


def test_error_reaches_everybody_in_charge_of_the_land_and_the_office(current_edition, office, send):
    event = PublishedEventFactory(title="Open day", slug="open-day", state_id="NW")
    one, two, deputy = (CoordinatorFactory(email=f"{name}@example.org", states=["NW"]) for name in ("one", "two", "deputy"))
    stranger = CoordinatorFactory(email="stranger@example.org", states=["BY"])
    User.objects.get(pk=deputy.pk).states.clear()
    today = timezone.localdate()
    Absence.objects.create(user=one, deputy=deputy, first_day=today, last_day=today)

    send("/en/2019/programme/open-day/report-error/", **ERROR, email="me@example.org")

    report = Report.objects.get()
    assert [state.pk for state in report.states.all()] == ["NW"]
    assert (report.subject, report.path) == ("Open day", event.get_absolute_url())
    assert told() == {one.email, two.email, deputy.email, office.email}
    assert stranger.email not in told()
    assert not Message.objects.filter(text__contains="me@example.org").exists()


def test_stands_and_clusters_have_the_form_too(current_edition, send):
    PublishedStandFactory(slug="stand", state_id="HE")
    ClusterFactory(slug="netz", states=["BY", "SN"])

    answers = [
        send(address, **ERROR).status_code for address in ("/2019/messestaende/stand/fehler-melden/", "/cluster/netz/fehler-melden/")
    ]

    assert answers == [302, 302]
    assert [sorted(report.states.values_list("pk", flat=True)) for report in Report.objects.order_by("pk")] == [["HE"], ["BY", "SN"]]


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("/en/2019/programme/open-day/", "/en/2019/programme/open-day/report-error/"),
        ("/2019/messestaende/stand/", "/2019/messestaende/stand/fehler-melden/"),
        ("/en/clusters/netz/", "/en/clusters/netz/report-error/"),
        ("/barrierefreiheit/", "/barriere-melden/"),
        ("/", "/barriere-melden/"),
    ],
)
def test_pages_lead_to_the_form(current_edition, client, page, form):
    from clusterweek.contents.pages import load_pages

    load_pages()
    PublishedEventFactory(slug="open-day")
    PublishedStandFactory(slug="stand")
    ClusterFactory(slug="netz")

    assert f'href="{form}"' in client.get(page).content.decode()


def test_what_is_not_public_cannot_be_reported_about(current_edition, client):
    PublishedEventFactory(slug="withdrawn", withdrawn_at=timezone.now())
    PublishedEventFactory(slug="early", edition=EditionFactory(collecting=True))
    ClusterFactory(slug="hidden", is_public=False)
    early = EditionFactory._meta.model.objects.latest("first_day").slug

    addresses = ["/2019/programm/withdrawn/", f"/{early}/programm/early/", "/2019/programm/missing/", "/cluster/hidden/"]

    assert [client.get(address + "fehler-melden/").status_code for address in addresses] == [404] * 4


def test_errors_keep_what_was_typed_and_lead_to_the_fields(current_edition, send):
    page = send("/en/report-barrier/", subject="Map", text="", email="no address").content.decode()

    assert Report.objects.count() == 0
    kept = ['value="Map"', 'value="no address"', 'href="#id_text"', 'href="#id_email"']
    assert [words for words in kept if words not in page] == []


def test_what_a_program_sends_is_refused(current_edition, send, client, monkeypatch):
    trapped = send("/en/report-barrier/", **BARRIER, second_website="https://spam.example")
    unstamped = client.post("/en/report-barrier/", BARRIER)
    monkeypatch.setattr("clusterweek.common.stamped_forms.LEAST_SECONDS", 3)
    quick = send("/en/report-barrier/", **BARRIER)

    assert Report.objects.count() == 0
    assert "only programs fill it in" in trapped.content.decode()
    assert all("Nothing is sent yet" in answer.content.decode() for answer in (unstamped, quick))


def test_stamp_of_one_entry_is_not_good_for_another(current_edition, client):
    for slug in ("one", "two"):
        PublishedEventFactory(slug=slug)
    page = client.get("/2019/programm/one/fehler-melden/").content.decode()
    stamp = re.search(r'name="stamp" value="([^"]+)"', page).group(1)

    answer = client.post("/2019/programm/two/fehler-melden/", {**ERROR, "stamp": stamp})

    assert (answer.status_code, Report.objects.count()) == (200, 0)


def test_only_so_many_forms_an_hour_come_from_one_connection(current_edition, send, monkeypatch):
    monkeypatch.setattr("clusterweek.pages.reporting.views.MOST_POSTS", 2)

    answers = [send("/en/report-barrier/", **BARRIER) for _number in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert BARRIER["text"] in answers[2].content.decode()


def test_form_needs_no_cookie_and_is_kept_nowhere(current_edition, send):
    strict = Client(enforce_csrf_checks=True)
    page = strict.get("/barriere-melden/")
    stamp = re.search(r'name="stamp" value="([^"]+)"', page.content.decode()).group(1)

    answer = strict.post("/barriere-melden/", {**BARRIER, "stamp": stamp})

    assert answer.status_code == 302
    assert (dict(page.cookies), dict(answer.cookies)) == ({}, {})
    assert page["Cache-Control"] == "private, no-store"


def test_each_reads_and_settles_what_concerns_them(office, coordinator, signed_in):
    mine, theirs, barrier = AReport(states=["NW", "HE"]), AReport(states=["BY"]), AReport(kind="barrier", states=[])
    person = coordinator("NW")

    answer = signed_in(person).post(
        reverse("admin:pages_report_change", args=[mine.pk]), {"note": "Room corrected", "is_done": "on", "text": "changed"}
    )

    mine.refresh_from_db()
    assert answer.status_code == 302
    assert (mine.note, mine.is_done, mine.done_by, mine.text) == ("Room corrected", True, person, "The room is wrong.")
    assert list(Report.objects.viewable_by(person)) == [mine]
    assert set(Report.objects.viewable_by(office)) == {mine, theirs, barrier}
    for report in (mine, theirs, barrier):
        assert report.may_view(person) == (report in Report.objects.viewable_by(person))
    with pytest.raises(PermissionDenied):
        settle(theirs, by=person, note="", is_done=True)


def test_reports_are_deleted_some_time_after_they_were_done(office, settings):
    settings.REPORT_DAYS = 90
    old, young, waiting = AReport(), AReport(), AReport()
    for report in (old, young):
        settle(report, by=office, note="", is_done=True)
    Report.objects.filter(pk=old.pk).update(done_at=timezone.now() - timedelta(days=91))
    Report.objects.filter(pk=waiting.pk).update(created_at=timezone.now() - timedelta(days=500))
    about = reverse("admin:pages_report_change", args=[old.pk])
    now = timezone.now()
    Message.objects.create(
        address="a@example.org", kind="reported", subject="x", text=old.text, link=about, due=now, sent_at=now, state="sent"
    )

    assert forget_reports() == 1

    assert set(Report.objects.all()) == {young, waiting}
    assert Message.objects.get().text == ""


def test_taking_done_back_keeps_the_report(office):
    report = AReport()
    settle(report, by=office, note="Done", is_done=True)

    settle(report, by=office, note="Not yet", is_done=False)

    assert (report.done_at, report.done_by, report.note) == (None, None, "Not yet")


def test_office_is_told_once_of_a_nationwide_entry(current_edition, send):
    office = OfficeFactory()
    PublishedEventFactory(slug="everywhere", state=None)

    send("/2019/programm/everywhere/fehler-melden/", **ERROR)

    assert [message.address for message in Message.objects.all()] == [office.email]
