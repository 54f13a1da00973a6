"""People at the back office, and what they find there."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from clusterweek.accounts.models import User
from events.models import Event
from tests.backoffice.forms import Fields, address, fields_of
from tests.factories import EventFactory, OfficeFactory


@pytest.fixture
def nw(coordinator: Callable[..., User]) -> User:
    """A coordinator of NW."""
    return coordinator("NW")


@pytest.fixture
def desk(nw: User, signed_in: Callable[[User], Client]) -> Client:
    """The browser of a coordinator of NW."""
    return signed_in(nw)


@pytest.fixture
def office_desk(office: User, signed_in: Callable[[User], Client]) -> Client:
    """The browser of somebody of the programme office."""
    return signed_in(office)


@pytest.fixture
def draft(collecting_edition) -> Event:
    """A complete draft of NW."""
    return EventFactory(edition=collecting_edition, title="Open day")


@pytest.fixture
def ada(db: None) -> User:
    """Somebody of the office, who is faster."""
    return OfficeFactory(full_name="Ada Lovelace")


@pytest.fixture
def faster(ada: User, signed_in: Callable[[User], Client]) -> Client:
    """Her browser."""
    return signed_in(ada)


@pytest.fixture
def opened(desk: Client, draft: Event) -> Fields:
    """The form of the draft as the coordinator has opened it."""
    return fields_of(desk.get(address(draft)), "event_form")


@pytest.fixture(autouse=True)
def english_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """The back office speaks German at first; tests read the sentences of the code."""
    monkeypatch.setattr("clusterweek.common.languages.language_of_path", lambda path: "en")
    monkeypatch.setattr("clusterweek.accounts.speaking.language_of", lambda request: "en")
    translation.activate("en")
