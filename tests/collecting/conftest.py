"""People who collect: a coordinator, and an organiser with their link."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from clusterweek.accounts.models import User
from events.models import OrganiserLink
from tests.backoffice.forms import fields_of
from tests.factories import OrganiserLinkFactory


@pytest.fixture
def nw(coordinator: Callable[..., User]) -> User:
    """A coordinator of NW."""
    return coordinator("NW")


@pytest.fixture
def desk(nw: User, signed_in: Callable[[User], Client]) -> Client:
    """The browser of a coordinator of NW."""
    return signed_in(nw)


@pytest.fixture
def link(db: None) -> OrganiserLink:
    """A link for one event of NW."""
    return OrganiserLinkFactory()


@pytest.fixture
def in_english() -> None:
    """Sentences as the code has them, in the back office too."""
    translation.activate("en")


@pytest.fixture
def send(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[..., HttpResponse]:
    """Opens the page at a path, fills in what is given, and sends it as a patient person does; does not follow."""
    monkeypatch.setattr("clusterweek.common.stamped_forms.LEAST_SECONDS", -1)

    def fill_in(path: str, **given: object) -> HttpResponse:
        fields = fields_of(client.get(path), "organiser-form")
        return client.post(path, {**fields, **given})

    return fill_in
