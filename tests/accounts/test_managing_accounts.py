"""Accounts in the back office: the office manages coordinators and raises nobody above itself."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from clusterweek.accounts.models import LAND_COORDINATOR, PROGRAMME_OFFICE, User
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


def test_the_office_makes_a_coordinator(office_desk):
    form = fields_of(office_desk.get(ADD), "user_form")

    office_desk.post(ADD, {**form, **PASSWORDS, "email": "New@Example.org", "groups": [role(LAND_COORDINATOR)], "states": ["NW", "BE"]})

    account = User.objects.get(email="new@example.org")
    assert (account.is_coordinator, account.state_codes, account.check_password(PASSWORDS["password1"])) == (True, {"NW", "BE"}, True)


def test_a_coordinator_needs_a_land(office_desk):
    form = fields_of(office_desk.get(ADD), "user_form")

    page = office_desk.post(ADD, {**form, **PASSWORDS, "email": "new@example.org", "groups": [role(LAND_COORDINATOR)]})

    assert list(page.context["adminform"].form.errors) == ["states"]


def test_the_same_address_in_another_case_is_taken(office_desk):
    CoordinatorFactory(email="nw@example.org")
    form = fields_of(office_desk.get(ADD), "user_form")

    page = office_desk.post(ADD, {**form, **PASSWORDS, "email": "NW@example.org"})

    assert list(page.context["adminform"].form.errors) == ["email"]


def test_the_office_sees_coordinators_alone(office_desk, administrator):
    OfficeFactory()
    account = CoordinatorFactory()

    assert list(office_desk.get(LIST).context["cl"].result_list) == [account]


def test_the_office_deactivates_a_coordinator(office_desk, client):
    account = CoordinatorFactory()
    client.force_login(account)
    form = fields_of(office_desk.get(address(account)), "user_form")
    del form["is_active"]

    office_desk.post(address(account), form)

    assert (User.objects.get(pk=account.pk).is_active, client.get("/verwaltung/").status_code) == (False, 302)


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
    form = fields_of(office_desk.get(ADD), "user_form")

    office_desk.post(ADD, {**form, **PASSWORDS, "email": "new@example.org", "is_superuser": "on"})

    assert User.objects.get(email="new@example.org").is_superuser is False


@pytest.mark.parametrize("who", ["itself", "a colleague", "an administrator"])
def test_the_office_changes_neither_itself_nor_its_equals(office_desk, office, administrator, who):
    account = {"itself": office, "a colleague": OfficeFactory(), "an administrator": administrator}[who]

    answers = [office_desk.get(address(account)).status_code, office_desk.post(address(account), {"email": "x@example.org"}).status_code]
    password = office_desk.post(reverse("admin:auth_user_password_change", args=[account.pk]), PASSWORDS).status_code

    assert (answers, password, User.objects.get(pk=account.pk).email) == ([404, 404], 404, account.email)


def test_the_office_sets_a_coordinators_password(office_desk):
    account = CoordinatorFactory()

    office_desk.post(reverse("admin:auth_user_password_change", args=[account.pk]), {**PASSWORDS, "usable_password": "true"})

    assert User.objects.get(pk=account.pk).check_password(PASSWORDS["password1"])


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
