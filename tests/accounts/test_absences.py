"""Absences: entered at one's own account, with a deputy of the back office."""

from datetime import date

import pytest

from clusterweek.accounts.models import Absence
from tests.factories import CoordinatorFactory, UserFactory

HERE = "/konto/abwesenheit/"


@pytest.fixture
def days() -> dict[str, str]:
    """Ten days that lie ahead."""
    return {"first_day": "2099-04-01", "last_day": "2099-04-10"}


def test_one_names_a_deputy_and_takes_it_back(client, coordinator, office, days):
    nw = coordinator("NW")
    client.force_login(nw)

    client.post(HERE, {**days, "deputy": office.pk})
    absence = Absence.objects.get()
    listed = str(office) in client.get(HERE).content.decode()
    client.post(f"{HERE}{absence.pk}/entfernen/")

    assert (absence.user, absence.deputy, listed, Absence.objects.count()) == (nw, office, True, 0)


@pytest.mark.parametrize("wrong", ["oneself", "without a role", "inactive", "ends before it begins"])
def test_what_is_not_possible_is_refused(client, coordinator, office, days, wrong):
    nw = coordinator("NW")
    client.force_login(nw)
    deputy = {"oneself": nw, "without a role": UserFactory(), "inactive": CoordinatorFactory(is_active=False)}.get(wrong, office)
    if wrong == "ends before it begins":
        days["last_day"] = "2099-03-31"

    page = client.post(HERE, {**days, "deputy": deputy.pk})

    assert (page.status_code, page.context["form"].is_valid(), Absence.objects.count()) == (200, False, 0)


def test_nobody_touches_that_of_others(client, coordinator, office):
    absence = Absence.objects.create(user=office, deputy=CoordinatorFactory(), first_day=date(2099, 4, 1), last_day=date(2099, 4, 2))
    client.force_login(coordinator("NW"))

    assert (client.post(f"{HERE}{absence.pk}/entfernen/").status_code, Absence.objects.count()) == (404, 1)


def test_one_has_to_be_signed_in(client, db):
    assert client.get(HERE).url == f"/konto/login/?next={HERE}"
