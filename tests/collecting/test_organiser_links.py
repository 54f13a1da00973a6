"""An organiser fills in one entry without an account: it becomes a draft of the Land, and nothing of them becomes public."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.outbox.sending import send_due
from clusterweek.editorial.review import record_edit, submit
from events.collecting.organiser.contributing import KEPT, adopt, forget_organisers, revoke_link
from events.models import Contribution, Event, EventPartner, Stand
from events.programme.models import CurrentEdition
from events.publishing import approve
from tests.editorial.test_images import picture
from tests.factories import ClusterFactory, CoordinatorFactory, EventFormatFactory, OfficeFactory, OrganiserLinkFactory, TradeFairFactory

SENDER = {"title": "Open laboratory", "sender_email": "olga@example.org"}


def english(link) -> str:
    """The English address of the form."""
    return link.path.replace("/mitmachen/formular/", "/en/take-part/form/")


def test_event_arrives_as_a_draft_of_the_land(link, send):
    cluster = ClusterFactory(name="Netzwerk Optik")
    day = link.edition.first_day.isoformat()

    answer = send(
        english(link),
        **SENDER,
        sender_name="Olga",
        sender_note="Call me",
        further_organizers="netzwerk optik; Firma X",
        **{"rows-0-first_day": day, "rows-0-from_time": "10:00"},
    )

    event = Event.objects.get()
    assert answer.status_code == 302
    assert (event.state_id, event.edition, event.review_status, event.title) == ("NW", link.edition, "draft", "Open laboratory")
    assert (list(event.organizers.all()), event.further_organizers) == ([cluster], "Firma X")
    assert [(row.first_day, row.last_day) for row in event.dates.all()] == [(link.edition.first_day, link.edition.first_day)]
    assert link.for_whom in event.source
    assert (event.contribution.name, event.contribution.email, event.contribution.note) == ("Olga", "olga@example.org", "Call me")


def test_stand_arrives_as_a_draft_of_the_land(send):
    link = OrganiserLinkFactory(noun="stand")
    fair = TradeFairFactory(edition=link.edition)

    send(english(link), **SENDER, fair=fair.pk, main_exhibitor_text="Firma X", **{"rows-0-name": "Firma Y"})

    stand = Stand.objects.get()
    assert (stand.state_id, stand.fair, stand.main_exhibitor_text) == ("NW", fair, "Firma X")
    assert [row.name for row in stand.co_exhibitors.all()] == ["Firma Y"]


def test_land_is_told_and_organiser_gets_a_receipt_with_the_way_back(link, send, client):
    coordinator = CoordinatorFactory(states=["NW"])
    send(english(link), **SENDER)
    contribution = Contribution.objects.get()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("clusterweek.editorial.outbox.writing.GATHERING", timedelta(0))
        Message.objects.update(due=timezone.now())
        send_due()

    mails = {sent.to[0]: sent for sent in mail.outbox}
    assert "Open laboratory" in mails[coordinator.email].body
    assert contribution.token in mails["olga@example.org"].body
    assert "Your entry is with the coordinators" in mails["olga@example.org"].body
    assert not Message.objects.filter(link__contains=contribution.token).exists()
    assert not Message.objects.filter(text__contains=contribution.token).exists()


def test_organiser_comes_back_changes_and_sees_the_preview(link, send, client):
    path = send(english(link), **SENDER)["Location"].partition("?")[0]

    answer = send(path, title="Open workshop")
    preview = client.get(path + "preview/")

    event = Event.objects.get()
    assert answer.status_code == 302
    assert (event.title, event.edit_revision, event.review_status) == ("Open workshop", 2, "draft")
    assert "Open workshop" in preview.content.decode()
    assert preview["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("how", ["adopted", "edited", "submitted", "revoked"])
def test_what_the_land_has_taken_over_is_not_changed_any_more(link, send, client, how, office):
    path = send(english(link), **SENDER, format=EventFormatFactory().pk, further_organizers="X")["Location"].partition("?")[0]
    coordinator, event = CoordinatorFactory(states=["NW"]), Event.objects.get()
    event.dates.create(first_day=link.edition.first_day, last_day=link.edition.first_day)
    match how:
        case "adopted":
            adopt(Contribution.objects.get(), by=coordinator)
        case "edited":
            record_edit(event, by=coordinator, edit_revision=1)
            event.save()
        case "submitted":
            submit(event, by=coordinator, edit_revision=1)
        case "revoked":
            revoke_link(link, by=coordinator)

    answer = client.post(path, {"title": "Taken"})

    assert answer.status_code == (410 if how == "revoked" else 200)
    assert Event.objects.get().title == "Open laboratory"
    assert client.get(path + "preview/").status_code == (410 if how == "revoked" else 404)
    assert b"organiser-form" not in answer.content


def test_single_link_leads_to_what_was_sent_and_takes_nothing_else(link, send, client):
    fields_before = client.get(english(link))
    path = send(english(link), **SENDER)["Location"].partition("?")[0]

    again = client.get(english(link))

    assert fields_before.status_code == 200
    assert (again.status_code, again["Location"]) == (302, path)
    assert Event.objects.count() == 1


def test_open_link_takes_an_entry_of_everybody(send):
    link = OrganiserLinkFactory(is_open=True)

    send(english(link), **SENDER)
    send(english(link), title="Another", sender_email="otto@example.org")

    assert sorted(Event.objects.values_list("title", flat=True)) == ["Another", "Open laboratory"]


@pytest.mark.parametrize("state", ["wrong", "expired", "revoked", "closed"])
def test_link_that_does_not_work_opens_nothing(link, client, state):
    path = link.path
    match state:
        case "wrong":
            path = path.replace(link.token, link.token[:-1] + ("A" if link.token[-1] != "A" else "B"))
        case "expired":
            type(link).objects.update(expires_at=timezone.now() - timedelta(minutes=1))
        case "revoked":
            revoke_link(link, by=OfficeFactory())
        case "closed":
            link.edition.is_closed = True
            link.edition.save()

    answers = [client.get(path), client.post(path, SENDER)]

    assert [answer.status_code for answer in answers] == [404, 404] if state == "wrong" else [410, 410]
    assert not Event.objects.exists()


def test_bad_input_keeps_everything_typed_and_the_picture(link, client, send):
    upload = picture(name="lab.png")

    answer = send(
        english(link),
        title="",
        sender_email="olga",
        postal_code="12",
        summary="Short",
        image=upload,
        image_alt="A lab",
        image_credit="Olga",
        image_licence="cc0",
        **{"rows-0-first_day": "2019-04-05", "rows-0-last_day": "2019-04-04"},
    )
    page = answer.content.decode()

    assert answer.status_code == 200
    assert 'value="12"' in page
    assert "Short" in page
    assert "A postcode has five digits." in page
    assert "The last day must not be before the first." in page
    from tests.backoffice.forms import fields_of

    fields = fields_of(answer, "organiser-form")
    fields["rows-0-last_day"] = ["2019-04-06"]
    client.post(english(link), {**fields, **SENDER, "postal_code": "12345"})
    event = Event.objects.get()
    assert (event.image.name.endswith(".webp"), event.image_alt, event.summary) == (True, "A lab", "Short")


def test_hurry_and_the_trap_for_programs_send_nothing(link, client, send, monkeypatch):
    trapped = send(english(link), **SENDER, second_website="https://spam.example")
    monkeypatch.setattr("clusterweek.common.stamped_forms.LEAST_SECONDS", 3)
    hasty = send(english(link), **SENDER)
    forged = client.post(english(link), {**SENDER, "stamp": "1:1:1"})

    assert "only programs fill it in" in trapped.content.decode()
    assert "look through your details once more" in hasty.content.decode()
    assert "look through your details once more" in forged.content.decode()
    assert "Open laboratory" in hasty.content.decode()
    assert not Event.objects.exists()


def test_limits_hold_and_keep_what_was_typed(send, monkeypatch, client):
    link = OrganiserLinkFactory(is_open=True)
    monkeypatch.setattr("events.collecting.organiser.contributing.MOST_ENTRIES", 2)
    monkeypatch.setattr("events.collecting.organiser.contributing.MOST_RECEIPTS", 1)
    monkeypatch.setattr("events.collecting.organiser.views.MOST_POSTS", 4)

    answers = [send(english(link), **SENDER) for _number in range(5)]

    assert [answer.status_code for answer in answers] == [302, 302, 200, 200, 429]
    assert "Too much has come in by this link" in answers[2].content.decode()
    assert "Open laboratory" in answers[4].content.decode()
    assert Message.objects.filter(kind=Message.Kind.RECEIPT).count() == 1


def test_page_sets_no_cookie_and_keeps_its_address_secret(link, send):
    browser = Client(enforce_csrf_checks=True)

    page = browser.get(link.path)
    posted = browser.post(link.path, SENDER)

    assert (page.cookies, posted.cookies) == ({}, {})
    assert posted.status_code == 200
    for answer in (page, posted):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert answer["Cache-Control"] == "private, no-store"
        assert b'rel="canonical"' not in answer.content


def test_nothing_of_the_organiser_becomes_public_or_reaches_another_land(link, send, client, signed_in):
    form = EventFormatFactory()
    day = link.edition.first_day.isoformat()
    send(
        english(link),
        **SENDER,
        sender_name="Olga Secret",
        sender_note="Hidden words",
        format=form.pk,
        further_organizers="X",
        **{"rows-0-first_day": day},
    )
    coordinator, event = CoordinatorFactory(states=["NW"]), Event.objects.get()
    EventPartner.objects.create(event=event, state_id="HE")
    partner = signed_in(CoordinatorFactory(states=["HE"])).get(reverse("admin:events_event_change", args=[event.pk]))
    own = signed_in(coordinator).get(reverse("admin:events_event_change", args=[event.pk]))
    approve(submit(event, by=coordinator, edit_revision=1), by=OfficeFactory(), edit_revision=1)
    edition = link.edition
    edition.opens_at = timezone.now() - timedelta(minutes=1)
    edition.save()
    CurrentEdition.switch_to(edition)
    base = f"/{edition.slug}/programm"
    pages = [client.get(base + ending) for ending in ("/", ".json", ".csv", ".ics", ".atom", f"/{Event.objects.get().public.slug}/")]
    texts = [page.getvalue().decode() if page.streaming else page.content.decode() for page in pages if page.status_code == 200]

    secrets = ("Olga Secret", "olga@example.org", "Hidden words", link.for_whom)
    assert all(secret in own.content.decode() for secret in secrets)
    assert [secret for secret in secrets if secret in partner.content.decode()] == []
    assert texts
    assert [secret for secret in secrets for text in texts if secret in text] == []


def test_names_and_addresses_are_forgotten_after_the_week(link, send):
    send(english(link), **SENDER, sender_name="Olga", sender_note="Call me")
    edition = link.edition
    edition.first_day = edition.last_day = edition.collects_from = timezone.localdate() - KEPT - timedelta(days=1)
    edition.save()
    Message.objects.update(created_at=timezone.now() - KEPT - timedelta(days=1))

    assert forget_organisers() == 1
    assert not Message.objects.exists()
    assert list(Contribution.objects.values_list("name", "email", "note")) == [("", "", "")]


def test_coordinator_gives_out_sees_and_revokes_links_of_their_own_lands(signed_in, collecting_edition):
    coordinator = CoordinatorFactory(states=["NW"])
    other, desk = OrganiserLinkFactory(state_id="BY"), signed_in(coordinator)
    given = {"state": "NW", "edition": collecting_edition.pk, "noun": "event", "for_whom": "Olga", "email": "olga@example.org"}

    foreign = desk.post(reverse("admin:events_organiserlink_add"), {**given, "state": "BY", "expires_at": "2099-01-01T12:00"})
    past = desk.post(reverse("admin:events_organiserlink_add"), {**given, "expires_at": "2001-01-01T12:00"})
    made = desk.post(reverse("admin:events_organiserlink_add"), {**given, "expires_at": "2099-01-01T12:00"})
    own = type(other).objects.exclude(pk=other.pk).get()
    page = desk.get(made["Location"]).content.decode()

    assert (foreign.status_code, past.status_code, made.status_code) == (200, 200, 302)
    assert (own.state_id, own.given_by) == ("NW", coordinator)
    assert own.token in page
    assert Message.objects.get(kind=Message.Kind.ORGANISER_LINK).secret_link == f"organiser:{own.pk}"
    assert desk.post(reverse("admin:events_organiserlink_revoke", args=[other.pk])).status_code == 404
    desk.post(reverse("admin:events_organiserlink_revoke", args=[own.pk]))
    assert not type(own).objects.get(pk=own.pk).works
