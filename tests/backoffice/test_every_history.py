"""Every noun of the back office has a history that tells who changed what and when."""

import pytest
from django.contrib import admin

from clusterweek.accounts.history import RecordedAdmin
from tests.backoffice.forms import address, save
from tests.factories import OfficeFactory, TechnologyFieldFactory

# These are written by their own steps, never changed by hand, and tell who and when themselves.
ADDED_ONLY = {"decision", "message", "secondfactorreset", "publishedevent", "report", "organiserlink"}


@pytest.mark.parametrize("model_admin", admin.site._registry.values(), ids=lambda each: each.opts.label_lower)
def test_every_noun_that_people_change_is_recorded(model_admin):
    is_recorded = isinstance(model_admin, RecordedAdmin) and hasattr(model_admin.model, "history")

    # Changes to accounts are noted by the admin itself.
    assert is_recorded or model_admin.opts.model_name in ADDED_ONLY | {"user"}


def test_a_history_says_who_what_and_when(office_desk, office):
    field = TechnologyFieldFactory(name="Licht", slug="light")

    save(office_desk, field, name="Optik")

    page = office_desk.get(address(field, "history")).content.decode()
    assert [words in page for words in (str(office), "Licht", "Optik")] == [True, True, True]


def test_the_history_of_an_account_says_who_changed_it(administrator, signed_in):
    client, person = signed_in(administrator), OfficeFactory(full_name="Grace Hopper")

    save(client, person, full_name="Grace Brewster Hopper")

    page = client.get(address(person, "history")).content.decode()
    assert (str(administrator) in page, type(person).objects.get(pk=person.pk).full_name) == (True, "Grace Brewster Hopper")
