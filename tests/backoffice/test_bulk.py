"""Actions on lists: each is named here, and none reaches beyond one's own Länder.

A new action without a line in ACTIONS fails the test.
"""

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse
from django.utils import timezone

from events.models import EventPartner, StandPartner
from tests.backoffice.test_territory import ROLES, address, answer, client_of, expectations, objects  # noqa: F401
from tests.dump import changed, dump

# Every action that any list offers to anybody.
ACTIONS = {"delete_selected", "send_chosen_again", "submit_chosen", "approve_chosen", "return_chosen", "assign_chosen"}


def actions_of(model, user, rf) -> set[str]:
    """The names of the actions that `user` is offered on the list of `model`."""
    request = rf.get("/")
    request.user = user
    return set(admin.site.get_model_admin(model).get_actions(request))


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model.__name__)
@pytest.mark.parametrize("kind", ["coordinator", "office", "administrator"])
def test_every_action_has_a_line(model, kind, coordinator, office, administrator, rf):
    person = {"coordinator": lambda: coordinator("NW"), "office": lambda: office, "administrator": lambda: administrator}[kind]()

    assert actions_of(model, person, rf) - set(ACTIONS) == set()


@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("own", "office", "administrator")])
def test_no_action_reaches_what_is_of_another_land(role, action, objects):  # noqa: F811
    client, before = client_of(role), dump()

    for noun, entry in objects.items():
        if f"{noun}_changelist" in expectations():
            posted = {"action": action, ACTION_CHECKBOX_NAME: [entry.pk], "select_across": "1", "post": "yes", "confirm": "yes"}
            client.post(reverse(f"admin:{noun}_changelist"), posted)

    assert changed(before, dump()) == []


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("own", "office", "administrator")])
def test_no_button_of_a_form_reaches_it_either(role, objects):  # noqa: F811
    client, before = client_of(role), dump()
    buttons = ("_save", "_submit", "_approve", "_return", "_saveasnew", "_addanother", "_continue", "_popup", "_withdraw", "_take_back")

    for noun in ("events_event", "events_stand", "clusters_cluster", "contacts_contactperson"):
        for button in buttons:
            posted = {"title": "Hostile", "name": "Hostile", "edit_revision": "2", "note": "Hostile", button: "1"}
            client.post(reverse(f"admin:{noun}_change", args=[objects[noun].pk]), posted)

    assert changed(before, dump()) == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_partner_that_has_confirmed_may_what_one_may_that_is_asked(method, objects):  # noqa: F811
    """By hand: nothing more is opened by the answer, and nothing is closed."""
    for partners in (EventPartner, StandPartner):
        partners.objects.filter(state="HE").update(answer="confirmed", answered_at=timezone.now(), answered_by=objects["accounts_user"])
    client, column = client_of("partner"), ROLES.index("partner")
    expected = {name: answers[method == "POST"][column] for name, answers in expectations().items()}

    found = {name: answer(client, method, address(name, objects)) for name in expected}

    assert found == expected
