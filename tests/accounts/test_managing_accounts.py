"""Accounts in the back office: the office manages coordinators and raises nobody above itself."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from clusterweek.accounts.models import LAND_COORDINATOR, PROGRAMME_OFFICE, Absence, SecondFactorReset, User
from clusterweek.editorial.outbox.models import Message
from tests.backoffice.forms import address, fields_of, save
from tests.factories import CoordinatorFactory, OfficeFactory

ADD = reverse("admin:accounts_user_add")
LIST = reverse("admin:accounts_user_changelist")
PASSWORDS = {"password1": "a-brand-new-password", "password2": "a-brand-new-password"}


@pytest.fixture
def office_desk(office, signed_in):
    """The browser of somebody of the programme office."""
    return signed_in(office)


@pytest.fixture
def admin_desk(administrator, signed_in):
    """The browser of an administrator."""
    return signed_in(administrator)


def role(name: str) -> int:
    return Group.objects.get_or_create(name=name)[0].pk


def invite(desk: Client, **values: object) -> HttpResponse:
    """Fill in the form for a new account and send it."""
    return desk.post(ADD, {**fields_of(desk.get(ADD), "user_form"), "email": "new@example.org", **values})


def test_the_office_invites_a_coordinator(office_desk):
    invite(office_desk, email="New@Example.org", groups=[role(LAND_COORDINATOR)], states=["NW", "BE"])

    account = User.objects.get(email="new@example.org")
    assert (account.is_coordinator, account.state_codes, account.has_usable_password()) == (True, {"NW", "BE"}, False)
    assert Message.objects.get().address == "new@example.org"


def test_the_office_invites_a_colleague(office_desk):
    answer = invite(office_desk, groups=[role(PROGRAMME_OFFICE)])

    account = User.objects.get(email="new@example.org")
    assert (account.is_programme_office, account.is_superuser, answer.url) == (True, False, LIST)


def test_a_coordinator_needs_a_land(office_desk):
    page = invite(office_desk, groups=[role(LAND_COORDINATOR)])

    assert list(page.context["adminform"].form.errors) == ["states"]


def test_the_same_address_in_another_case_is_taken(office_desk):
    CoordinatorFactory(email="nw@example.org")

    page = invite(office_desk, email="NW@example.org", groups=[role(PROGRAMME_OFFICE)])

    assert list(page.context["adminform"].form.errors) == ["email"]


def test_the_office_sees_coordinators_alone(office_desk, administrator):
    OfficeFactory()
    account = CoordinatorFactory()

    assert list(office_desk.get(LIST).context["cl"].result_list) == [account]


def test_the_office_deactivates_a_coordinator_whose_sessions_end_for_good(office_desk, client):
    account = CoordinatorFactory()
    client.force_login(account)
    form = fields_of(office_desk.get(address(account)), "user_form")

    office_desk.post(address(account), {name: value for name, value in form.items() if name != "is_active"})
    closed = (User.objects.get(pk=account.pk).is_active, client.get("/verwaltung/").status_code)
    office_desk.post(address(account), {**form, "is_active": "on"})
    again = (User.objects.get(pk=account.pk).is_active, client.get("/verwaltung/").status_code)

    assert (closed, again) == ((False, 302), (True, 302))


@pytest.mark.parametrize(
    "values", [{"is_superuser": "on"}, {"groups": "office"}, {"user_permissions": "1"}], ids=lambda values: next(iter(values))
)
def test_the_office_raises_nobody(office_desk, values):
    account = CoordinatorFactory()
    values = {"groups": [role(PROGRAMME_OFFICE)]} if "groups" in values else values

    save(office_desk, account, **values)

    account = User.objects.get(pk=account.pk)
    assert (account.is_superuser, account.is_programme_office, account.user_permissions.count()) == (False, False, 0)


def test_the_office_makes_no_administrator(office_desk):
    invite(office_desk, groups=[role(PROGRAMME_OFFICE)], is_superuser="on")

    assert User.objects.get(email="new@example.org").is_superuser is False


@pytest.mark.parametrize("who", ["itself", "a colleague", "an administrator"])
def test_the_office_changes_neither_itself_nor_its_equals(office_desk, office, administrator, who):
    account = {"itself": office, "a colleague": OfficeFactory(), "an administrator": administrator}[who]

    answers = [office_desk.get(address(account)).status_code, office_desk.post(address(account), {"email": "x@example.org"}).status_code]

    assert (answers, User.objects.get(pk=account.pk).email) == ([404, 404], account.email)


@pytest.mark.parametrize("who", ["the office", "an administrator"])
def test_nobody_sets_the_password_of_somebody_else(office_desk, admin_desk, who):
    account, desk = CoordinatorFactory(), {"the office": office_desk, "an administrator": admin_desk}[who]
    before = account.password

    answer = desk.post(f"{address(account).removesuffix('change/')}password/", {**PASSWORDS, "usable_password": "true"})
    save(desk, account, password="new", **PASSWORDS)

    assert (answer.status_code, User.objects.get(pk=account.pk).password) == (404, before)


def test_the_office_does_not_even_invite_an_administrator(office_desk, administrator):
    administrator.set_unusable_password()
    administrator.save()

    answer = office_desk.post(reverse("admin:accounts_user_invite", args=[administrator.pk]))

    assert (answer.status_code, Message.objects.count()) == (404, 0)


def test_an_administrator_gives_every_role(admin_desk):
    account = CoordinatorFactory()

    save(admin_desk, account, groups=[role(PROGRAMME_OFFICE)], is_superuser="on")

    account = User.objects.get(pk=account.pk)
    assert (account.is_superuser, account.role_names) == (True, {PROGRAMME_OFFICE})


def test_an_administrator_cannot_lock_themselves_out(admin_desk, administrator):
    form = fields_of(admin_desk.get(address(administrator)), "user_form")

    admin_desk.post(address(administrator), {name: form[name] for name in ("email",)})

    account = User.objects.get(pk=administrator.pk)
    assert (account.is_active, account.is_superuser) == (True, True)


def reset(desk: Client, account: User) -> int:
    """Press the button that takes the second factor off `account`."""
    return desk.post(reverse("admin:accounts_user_reset_second_factor", args=[account.pk])).status_code


def test_a_lost_second_factor_is_reset_which_is_kept_and_told(office_desk, office, client):
    account = CoordinatorFactory()
    TOTP.activate(account, generate_totp_secret())
    client.force_login(account)

    reset(office_desk, account)

    assert (Authenticator.objects.count(), client.get("/verwaltung/").status_code) == (0, 302)
    assert list(SecondFactorReset.objects.values_list("user", "reset_by")) == [(account.pk, office.pk)]
    assert list(Message.objects.values_list("kind", "address")) == [("second-factor", account.email)]


@pytest.mark.parametrize("who", ["itself", "a colleague", "an administrator"])
def test_the_office_resets_no_second_factor_of_its_equals(office_desk, office, administrator, who):
    account = {"itself": office, "a colleague": OfficeFactory(), "an administrator": administrator}[who]
    TOTP.activate(account, generate_totp_secret())

    assert (reset(office_desk, account), Authenticator.objects.count(), SecondFactorReset.objects.count()) == (404, 1, 0)


def test_an_administrator_resets_not_their_own(admin_desk, administrator):
    TOTP.activate(administrator, generate_totp_secret())

    reset(admin_desk, administrator)

    assert Authenticator.objects.count() == 1


def test_a_reset_is_never_changed(office):
    kept = SecondFactorReset.objects.create(user=CoordinatorFactory(), reset_by=office)

    with pytest.raises(TypeError):
        kept.save()


def test_the_office_enters_an_absence(office_desk, office):
    account = CoordinatorFactory()

    save(
        office_desk,
        account,
        **{
            "absences-TOTAL_FORMS": 1,
            "absences-0-first_day": "2027-04-01",
            "absences-0-last_day": "2027-04-09",
            "absences-0-deputy": office.pk,
        },
    )

    assert list(Absence.objects.values_list("user", "deputy")) == [(account.pk, office.pk)]
