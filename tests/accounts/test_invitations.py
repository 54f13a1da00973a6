"""An invitation: from the mail to the desk, once, and not for ever."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from clusterweek.accounts.inviting import InvitationOver, accept, invite
from clusterweek.accounts.models import Invitation, User
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.outbox.sending import send_due
from tests.factories import CoordinatorFactory

PASSWORD = {"new_password1": "a-brand-new-password", "new_password2": "a-brand-new-password"}


@pytest.fixture
def invited(office) -> Invitation:
    """The invitation of a coordinator who has no password yet."""
    account = CoordinatorFactory(email="new@example.org", full_name="Ada Lovelace")
    account.set_unusable_password()
    account.save()
    return invite(account, by=office)


def works(invitation: Invitation) -> bool:
    return Client().get(invitation.get_absolute_url()).status_code == 200


def test_the_mail_leads_to_the_desk(client, invited, settings):
    settings.BASE_URL = "https://www.example.org"
    send_due()
    [message] = mail.outbox
    [link] = re.findall(r"https://www.example.org(/konto/einladung/\S+/)", message.body)
    page = client.get(link)

    answer = client.post(link, PASSWORD)

    assert (message.to, page.status_code, answer.url) == (["new@example.org"], 200, "/verwaltung/")
    assert client.get("/verwaltung/").status_code == 200
    assert User.objects.get(email="new@example.org").check_password("a-brand-new-password")


def test_it_leads_on_to_the_second_factor(client, invited, settings):
    settings.REQUIRE_SECOND_FACTOR = True

    answer = client.post(invited.get_absolute_url(), PASSWORD, follow=True)

    assert (answer.redirect_chain[-1][0], answer.status_code) == ("/konto/2fa/totp/activate/", 200)


def test_the_page_is_german_ours_and_never_cached(client, invited):
    page = client.get(invited.get_absolute_url())

    assert (page["Content-Language"], "no-store" in page["Cache-Control"]) == ("de", True)
    assert b"css/backoffice.css" in page.content


def test_the_link_works_once(client, invited):
    client.post(invited.get_absolute_url(), PASSWORD)
    again = Client().post(invited.get_absolute_url(), {"new_password1": "another-new-one", "new_password2": "another-new-one"})

    assert (again.status_code, User.objects.get(email="new@example.org").check_password("a-brand-new-password")) == (404, True)
    with pytest.raises(InvitationOver):
        accept(invited, password="another-new-one")


def test_the_link_expires(invited, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=6, hours=23))
    before = works(invited)
    time_machine.move_to(timezone.now() + timedelta(hours=2))

    assert (before, works(invited)) == (True, False)


def test_a_setting_says_after_how_many_days(office, settings, invited):
    settings.INVITATION_DAYS = 1

    again = invite(invited.user, by=office)

    assert again.expires_at - timezone.now() <= timedelta(days=1)


def test_another_invitation_replaces_the_first(office, invited):
    again = invite(invited.user, by=office)

    assert (works(invited), works(again)) == (False, True)


def test_it_ends_with_the_account(invited):
    User.objects.filter(pk=invited.user_id).update(is_active=False)

    assert not works(invited)


def test_it_ends_when_a_password_is_set_by_other_ways(invited):
    invited.user.set_password("a-brand-new-password")
    invited.user.save()

    assert not works(invited)


@pytest.mark.parametrize("token", ["x", "1:abc", "MQ:abc", "a" * 300])
def test_every_wrong_link_gets_the_same_answer(client, invited, token):
    used = invited.get_absolute_url()
    client.post(used, PASSWORD)

    paths = (used, f"/konto/einladung/{token}/")
    answers = [Client().get(path) for path in paths]
    texts = [re.sub(r'name="csrfmiddlewaretoken".*|name="next".*', "", answer.content.decode()) for answer in answers]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert texts[0] == texts[1]


def test_a_weak_password_is_refused_at_its_field(client, invited):
    page = client.post(invited.get_absolute_url(), {"new_password1": "12345678", "new_password2": "12345678"})

    assert (page.status_code, list(page.context["form"].errors), works(invited)) == (200, ["new_password2"], True)


def test_who_else_is_signed_in_is_signed_out(client, invited, office):
    client.force_login(office)

    client.post(invited.get_absolute_url(), PASSWORD)

    assert client.get("/verwaltung/").wsgi_request.user.email == "new@example.org"


def test_the_office_does_not_see_the_link(invited, office, signed_in):
    token = invited.get_absolute_url().split("/")[-2]
    message = Message.objects.get()

    page = signed_in(office).get(f"/verwaltung/outbox/message/{message.pk}/change/").content.decode()

    assert ("new@example.org" in page, token in page, token in message.link + message.text) == (True, False, False)


def test_the_outbox_sends_no_link_that_is_over(invited):
    Invitation.objects.update(accepted_at=timezone.now())

    send_due()

    assert (mail.outbox, Message.objects.get().state) == ([], "failed")


@pytest.mark.parametrize("who", ["a coordinator", "the office an administrator", "who has a password"])
def test_who_may_not_be_invited(who, office, invited, administrator):
    administrator.set_unusable_password()
    by, user = {
        "a coordinator": (CoordinatorFactory(), invited.user),
        "the office an administrator": (office, administrator),
        "who has a password": (office, CoordinatorFactory()),
    }[who]

    with pytest.raises(PermissionDenied):
        invite(user, by=by)


def test_the_office_invites_again(invited, office, signed_in):
    signed_in(office).post(f"/verwaltung/accounts/user/{invited.user_id}/invite/")

    assert (Invitation.objects.count(), Invitation.objects.open().count()) == (2, 1)
