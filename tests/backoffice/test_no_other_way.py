"""The transitions of the review are the one way: no form and no action sets what they set, and reading changes nothing."""

import json

import pytest
from django.contrib import admin
from django.db import models, transaction
from django.test import Client
from django.utils import timezone

from clusterweek.accounts.models import User
from clusterweek.editorial.models import Decision, PublicRevision
from events.models import Event, EventDate, EventPartner, Stand, StandPartner
from events.programme.models import PublishedEvent, PublishedStand
from tests.backoffice.forms import fields_of
from tests.backoffice.test_territory import NAMES, POSTED, ROLES, address, client_of, objects  # noqa: F401
from tests.dump import changed, dump

# What only functions of the review, the publishing or the accounts set; names of fields and of their columns.
NEVER_SET = {
    "review_status": "approved",
    "review_note": "Hostile",
    "binned_at": "2001-01-01",
    "binned_by": "{office}",
    "binned_by_id": "{office}",
    "derived_position": "1.0,1.0",
    "assigned_to": "{office}",
    "assigned_to_id": "{office}",
    "submitted_by": "{office}",
    "submitted_by_id": "{office}",
    "submitted_at": "2001-01-01",
    "submitted_at_0": "2001-01-01",
    "submitted_at_1": "01:01",
    "first_submitted_at": "2001-01-01",
    "created_by": "{office}",
    "last_edited_by": "{office}",
    "last_edited_at": "2001-01-01",
    "decided_by": "{office}",
    "decided_at": "2001-01-01",
    "kind": "approved",
    "reviewer": "{office}",
    "public": "{public}",
    "public_id": "{public}",
    "version": "99",
    "revision": "99",
    "number_of_revision": "99",
    "uid": "00000000-0000-0000-0000-000000000000",
    "changed_at": "2001-01-01",
    "first_published_at": "2001-01-01",
    "withdrawn_at": "2001-01-01",
    "withdrawn_for_legal_reasons": "on",
    "image_width": "9999",
    "image_height": "9999",
    "previous_dates": "[]",
    "title_words": "hostile",
    "partner_states": "BY",
    "answered_by": "{office}",
    "answered_at": "2001-01-01",
    "is_superuser": "on",
    "is_staff": "on",
    "user_permissions": "1",
    "password": "hostile",
    "last_login": "2001-01-01",
    "history_user": "{office}",
}
ROWS = {"answer": "confirmed", "answered_by": "{office}", "answered_at": "2001-01-01", "uid": "00000000-0000-0000-0000-000000000000"}
WATCHED = (Event, EventDate, EventPartner, Stand, StandPartner, PublishedEvent, PublishedStand, Decision, PublicRevision, User)
# What a database or a storage hands out anew each time.
GIVEN = {"id", "event_id", "stand_id", "image"}
# Addresses at which nothing is posted for good: a sign-out ends the test, and the rest says what it got back.
LEFT_OUT = {"logout", "login"}


def hostile(objects: dict[str, models.Model], fields: dict) -> dict[str, object]:  # noqa: F811
    """What is sent besides `fields`: every name that is none of the form's own, for the entry and for its rows."""
    given = {"office": User.objects.get(email="first@example.org").pk, "public": objects["events_event"].public_id}
    rows = {f"{prefix}-0-{name}": value for prefix in ("partners", "dates", "co_exhibitors") for name, value in ROWS.items()}
    return {name: value.format(**given) for name, value in {**NEVER_SET, **rows}.items() if name not in fields}


def form_at(client: Client, name: str, where: str) -> dict:
    """What a browser would post there: the form as it stands, or what the buttons of a step send."""
    if not name.endswith(("_change", "_add")):
        return dict(POSTED)
    page = client.get(where)
    return fields_of(page, f"{name.split('_')[1]}_form") if page.status_code == 200 else dict(POSTED)


def outcome(client: Client, where: str, fields: dict) -> dict[str, list[str]]:
    """What the watched tables say after a post, which is then undone; keys that were given meanwhile do not count."""
    with transaction.atomic():
        response = client.post(where, fields)
        if response.streaming:
            response.getvalue()
        found = dump(*WATCHED)
        transaction.set_rollback(True)
    return {label: [_without_key(row) for row in rows] for label, rows in found.items()}


def _without_key(row: str) -> str:
    return json.dumps({name: value for name, value in json.loads(row).items() if name not in GIVEN}, sort_keys=True)


@pytest.mark.parametrize("role", ["own", "office"])
def test_no_address_takes_what_only_the_transitions_set(role, objects, time_machine):  # noqa: F811
    time_machine.move_to(timezone.now(), tick=False)
    client, differing = client_of(role), {}
    for name in sorted(set(NAMES) - LEFT_OUT):
        where = address(name, objects)
        fields = form_at(client, name, where)
        plain, tried = outcome(client, where, fields), outcome(client, where, {**fields, **hostile(objects, fields)})
        if plain != tried:
            differing[name] = changed(plain, tried)

    assert differing == {}


@pytest.mark.parametrize("method", ["get", "head", "options"])
@pytest.mark.parametrize("role", ROLES)
def test_reading_changes_nothing(role, method, objects):  # noqa: F811
    client, before = client_of(role), dump()

    for name in sorted(set(NAMES) - LEFT_OUT):
        response = getattr(client, method)(address(name, objects))
        if response.streaming:
            response.getvalue()

    assert changed(before, dump()) == []


@pytest.mark.parametrize("noun", [Event, Stand])
def test_the_forms_have_no_field_for_it(noun, rf, administrator):
    request = rf.get("/")
    request.user = administrator
    form = admin.site.get_model_admin(noun).get_form(request)()

    assert set(form.fields) & (set(NEVER_SET) - {"edit_revision"}) == set()


def test_every_field_that_is_not_edited_is_among_those_tried():
    fields = {field.name for noun in (Event, Stand) for field in noun._meta.concrete_fields if not field.editable}

    assert fields - set(NEVER_SET) - {"id", "edit_revision", "created_at"} == set()
