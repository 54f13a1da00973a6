"""Who is told what, in which mail, and what becomes of a mail that cannot be sent."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from clusterweek.accounts.models import Absence, User
from clusterweek.editorial.comments import comment
from clusterweek.editorial.outbox.digest import compose
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.outbox.recipients import in_charge_of, is_orphaned
from clusterweek.editorial.outbox.sending import MOST_ATTEMPTS, claim, send_again, send_due
from clusterweek.editorial.outbox.writing import Kind, notify, silence
from clusterweek.editorial.review import OutdatedRevision, return_for_changes, submit
from events.models import Event
from events.publishing import answer_as_partner, approve, change_at_once, withdraw
from tests.backoffice.forms import fields_of, send
from tests.factories import CoordinatorFactory, EventFactory, OfficeFactory, UserFactory


@pytest.fixture
def nw(coordinator) -> User:
    """A coordinator of NW."""
    return coordinator("NW")


@pytest.fixture
def submitted(collecting_edition, nw) -> Event:
    """A submitted event of NW, of which BY is asked to be a partner."""
    return submit(EventFactory(edition=collecting_edition, title="Open day", partners=["BY"]), by=nw, edit_revision=1)


@pytest.fixture
def approved(submitted, office) -> Event:
    """The same, approved; what was told about that is forgotten."""
    entry = approve(submitted, by=office, edit_revision=1)
    Message.objects.all().delete()
    return entry


def told() -> set[tuple[str, str]]:
    """Kind and address of every message."""
    return set(Message.objects.values_list("kind", "address"))


def make_due() -> None:
    """Let the time until the next digest pass."""
    Message.objects.waiting().update(due=timezone.now())


# Who is told what


def test_a_return_is_told_to_every_coordinator_of_the_land_with_its_notes(submitted, nw, office):
    colleague = CoordinatorFactory()
    CoordinatorFactory(states=["BY"])
    CoordinatorFactory(is_active=False)

    return_for_changes(submitted, by=office, edit_revision=1, note="Please correct.", field_notes={"title": "Too short"})

    assert told() == {("returned", nw.email), ("returned", colleague.email)}
    message = Message.objects.first()
    assert (message.subject, message.text) == ("Open day", "Please correct.\nTitel: Too short")
    assert message.link == reverse("admin:events_event_change", args=[submitted.pk])


def test_an_approval_names_what_the_office_corrected(submitted, nw, office):
    approve(submitted, by=office, edit_revision=1, corrections={"title": "Opne day"})

    assert told() == {("approved", nw.email)}
    assert Message.objects.get().text == "Vom Programmbüro korrigiert: Titel"


def test_the_office_withdraws_and_the_land_hears_of_it(approved, nw, office):
    withdraw(approved, by=office, edit_revision=1, note="Cancelled by the venue.")

    assert told() == {("withdrawn", nw.email)}


@pytest.mark.parametrize("step", ["express", "withdraw"])
def test_what_a_land_does_alone_is_told_to_the_office(step, approved, nw, office, office2):
    if step == "express":
        change_at_once(approved, by=nw, edit_revision=1, changes={"room": "2"})
    else:
        withdraw(approved, by=nw, edit_revision=1)

    kind = {"express": "express", "withdraw": "withdrawn"}[step]
    assert told() == {(kind, office.email), (kind, office2.email)}


def test_an_answer_is_told_to_the_lead_land(approved, nw, coordinator):
    bavaria = coordinator("BY")

    answer_as_partner(approved.partners.get(), by=bavaria, confirm=True)

    assert told() == {("partner-answered", nw.email)}


def test_a_comment_is_told_to_the_other_laender_and_not_to_its_author(approved, nw, office, coordinator):
    bavaria, both = coordinator("BY"), coordinator("NW", "BY")

    comment(approved, by=bavaria, text="It is in Munich.")

    assert sorted(Message.objects.values_list("kind", "address")) == [("comment", both.email), ("comment", nw.email)]
    assert {message.text for message in Message.objects.all()} == {f"{bavaria}: It is in Munich."}


def test_a_comment_of_the_office_is_told_to_all_laender_but_who_declined(approved, nw, office, coordinator):
    coordinator("BY")
    answer_as_partner(approved.partners.get(), by=office, confirm=False)
    Message.objects.all().delete()

    comment(approved, by=office, text="Thank you.")

    assert told() == {("comment", nw.email)}


def test_a_comment_on_a_nationwide_entry_is_told_to_the_office(collecting_edition, office, office2, coordinator):
    entry = EventFactory(edition=collecting_edition, state_id=None, is_nationwide=True, partners=["BY"])

    comment(entry, by=coordinator("BY"), text="Hello")

    assert told() == {("comment", office.email), ("comment", office2.email)}


def test_a_note_with_an_answer_is_one_message(approved, nw, coordinator):
    bavaria = coordinator("BY")

    answer_as_partner(approved.partners.get(), by=bavaria, confirm=False, note="No room")

    assert told() == {("partner-answered", nw.email)}
    assert Message.objects.get().text.endswith("\nNo room")


def test_a_land_that_is_asked_is_told_once(collecting_edition, nw, coordinator, signed_in):
    bavaria = coordinator("BY")
    event = EventFactory(edition=collecting_edition)
    desk = signed_in(nw)
    fields = fields_of(desk.get(reverse("admin:events_event_change", args=[event.pk])), "event_form")

    send(desk, event, fields, **{"partners-0-state": "BY"})

    assert (event.partners.count(), told()) == (1, {("partner-asked", bavaria.email)})


def test_a_refused_step_tells_nobody(submitted, nw, office):
    with pytest.raises(OutdatedRevision):
        approve(submitted, by=office, edit_revision=7)

    assert told() == set()


def test_nobody_is_told_what_they_did_themselves(office, office2):
    notify(Kind.EXPRESS, to=None, by=office, subject="Open day")

    assert told() == {("express", office2.email)}


def test_the_demo_tells_nobody(submitted, office):
    with silence():
        approve(submitted, by=office, edit_revision=1)

    assert told() == set()


# Absences and orphaned Länder


def recipients(state: str | None) -> set[tuple[str, str | None]]:
    """Who is in charge, and for whom."""
    return {(each.user.email, each.deputy_for and each.deputy_for.email) for each in in_charge_of(state)}


def away(user: User, deputy: User, *, days: int = 1) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=user, deputy=deputy, first_day=today, last_day=today + timedelta(days=days - 1))


def test_a_deputy_gets_the_mail_too(nw):
    deputy = CoordinatorFactory(email="deputy@example.org", states=["BY"])
    away(nw, deputy)

    assert recipients("NW") == {(nw.email, None), (deputy.email, nw.email)}


def test_after_the_absence_the_deputy_gets_none(nw, time_machine):
    away(nw, CoordinatorFactory(states=["BY"]))
    time_machine.move_to(timezone.now() + timedelta(days=1))

    assert recipients("NW") == {(nw.email, None)}


def test_a_land_without_a_coordinator_falls_to_the_office(office):
    CoordinatorFactory(states=["HB"], is_active=False)

    assert (is_orphaned("HB"), recipients("HB")) == (True, {(office.email, None)})


def test_a_land_whose_only_coordinator_is_away_without_an_active_deputy_falls_to_the_office(nw, office):
    away(nw, UserFactory(is_active=False))

    assert recipients("NW") == {(nw.email, None), (office.email, None)}


@pytest.mark.parametrize(("days", "silent", "orphaned"), [(14, 13, False), (14, 15, True), (0, 400, False)])
def test_a_land_falls_to_the_office_after_days_of_silence(nw, office, settings, days, silent, orphaned):
    settings.ORPHAN_LAND_DAYS = days
    User.objects.filter(pk=nw.pk).update(
        last_login=timezone.now() - timedelta(days=silent), date_joined=timezone.now() - timedelta(days=500)
    )

    assert is_orphaned("NW") is orphaned


# Digests


def test_messages_of_an_hour_are_one_mail_with_absolute_links(nw, office, settings):
    settings.BASE_URL = "https://www.example.org"
    for title in ("First", "Second"):
        notify(Kind.REMINDER, to="NW", by=office, subject=title)
    make_due()

    sent = send_due()

    [message] = mail.outbox
    assert (sent, message.to, message.content_subtype) == (2, [nw.email], "plain")
    assert re.findall(r"First|Second|https://www.example.org/verwaltung/", message.body) == [
        "First",
        "https://www.example.org/verwaltung/",
        "Second",
        "https://www.example.org/verwaltung/",
    ]


def test_the_mail_is_german(nw, office):
    notify(Kind.RETURNED, to="NW", by=office, subject="Open day")
    make_due()

    send_due()

    assert (mail.outbox[0].subject, mail.outbox[0].body.splitlines()[0]) == (
        "Clusterwoche Deutschland: Zurückgegeben: Open day",
        f"Guten Tag {nw},",
    )


def test_a_title_with_a_line_break_makes_no_header(nw, office):
    notify(Kind.RETURNED, to="NW", by=office, subject="Open\r\nBcc: all@example.org")
    make_due()

    send_due()

    assert (mail.outbox[0].subject.count("\n"), mail.outbox[0].bcc) == (0, [])


def test_each_recipient_gets_at_most_one_digest_per_hour(nw, office, time_machine):
    start = timezone.now()
    for minute in range(0, 180, 5):
        time_machine.move_to(start + timedelta(minutes=minute), tick=False)
        notify(Kind.REMINDER, to="NW", by=office, subject=str(minute))
        send_due()

    assert len(mail.outbox) == 3


def test_nothing_is_sent_before_it_is_due(nw, office):
    notify(Kind.REMINDER, to="NW", by=office, subject="Open day")

    assert (send_due(), mail.outbox) == (0, [])


# What goes wrong


@pytest.fixture
def waiting(nw, office) -> Message:
    """A message that is due."""
    notify(Kind.REMINDER, to="NW", by=office, subject="Open day")
    make_due()
    return Message.objects.get()


@pytest.fixture
def broken_mail(settings) -> None:
    """A mail server that nobody reaches."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def test_a_failure_is_shown_and_tried_again_later(waiting, broken_mail, settings):
    send_due()
    waiting.refresh_from_db()
    shown = (waiting.state, waiting.attempts, waiting.error.startswith("ConnectionRefusedError"), waiting.due > timezone.now())
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    make_due()
    send_due()

    waiting.refresh_from_db()
    assert shown == ("waiting", 1, True, True)
    assert (waiting.state, waiting.error, len(mail.outbox)) == ("sent", "", 1)


def test_it_is_not_tried_for_ever(waiting, broken_mail):
    for _ in range(MOST_ATTEMPTS + 3):
        send_due()
        make_due()

    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == ("failed", MOST_ATTEMPTS)


def test_killed_between_sending_and_marking_is_one_double_digest_at_most(waiting):
    compose(claim()).send()  # and here the process dies

    meanwhile = send_due()
    make_due()
    send_due()
    make_due()
    send_due()

    assert (meanwhile, len(mail.outbox)) == (0, 2)


def test_what_one_worker_has_claimed_no_other_sends(waiting):
    assert ([message.pk for message in claim()], claim()) == ([waiting.pk], None)


def test_a_closed_account_gets_nothing(waiting):
    User.objects.filter(pk=waiting.recipient_id).update(is_active=False)

    send_due()

    waiting.refresh_from_db()
    assert (waiting.state, mail.outbox, waiting.error != "") == ("failed", [], True)


def test_it_is_sent_again_on_demand(waiting):
    send_due()

    waiting.refresh_from_db()
    send_again(waiting)
    send_due()

    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_what_is_due(settings):
    CoordinatorFactory(email="nw@example.org")
    settings.DIGEST_SECONDS = 0
    notify(Kind.REMINDER, to="NW", by=None, subject="Open day")

    call_command("work", batch=True, stdout=StringIO())

    assert [message.to for message in mail.outbox] == [["nw@example.org"]]


# The outbox in the back office


def test_the_office_sees_the_state_and_sends_again(waiting, office, signed_in):
    desk = signed_in(office)
    send_due()
    listed = desk.get(reverse("admin:outbox_message_changelist")).content.decode()

    answer = desk.post(reverse("admin:outbox_message_send_again", args=[waiting.pk]))

    waiting.refresh_from_db()
    assert ("Open day" in listed, answer.status_code, waiting.state) == (True, 302, "waiting")


def test_the_office_sends_several_again(waiting, office, signed_in):
    send_due()

    signed_in(office).post(reverse("admin:outbox_message_changelist"), {"action": "send_chosen_again", "_selected_action": [waiting.pk]})

    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_administrators_stand_in_where_there_is_no_office(administrator):
    OfficeFactory(is_active=False)

    assert recipients(None) == {(administrator.email, None)}
