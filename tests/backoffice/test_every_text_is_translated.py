"""Every text of the back office passes through the catalogues, too."""

import pytest
from django.db import transaction
from django.test import Client

from clusterweek.pages.delivered import delivered
from clusterweek.pages.models import Page
from tests.backoffice.test_look import entries, everything, is_page, pages_of
from tests.backoffice.test_territory import client_of, objects
from tests.brackets import OPEN, Contents, brackets
from tests.posting import NONSENSE, Posted, forms_of

__all__ = ["brackets", "entries", "everything", "objects"]

# The handbook is written in German alone.
HANDBOOK = "/handbuch/"
ENDS_THE_SESSION = ("/konto/logout/",)
# So many answers are read at least, so that nobody takes an empty walk for a clean one.
LEAST = {"nobody": 10, "partner": 80, "own": 200, "office": 400}
SEARCHED = ("nothing like it", "nothing")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["nobody", "partner", "own", "office", "administrator"])
def test_no_text_of_the_back_office_stands_outside_the_catalogue(everything, brackets, role: str) -> None:
    nouns, states = everything
    client = client_of(role)
    contents = Contents(*SEARCHED, *(line for text in delivered(Page.Key.HELP) for line in text.splitlines()))

    found = {}
    for path in pages_of(role, client, nouns, states):
        if HANDBOOK in path:
            continue
        html = client.get(path).content.decode()
        if strange := contents.strange(html):
            found[path] = strange
        assert OPEN in html

    assert found == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", LEAST)
def test_no_answer_to_a_form_stands_outside_the_catalogue(everything, brackets, role: str) -> None:
    nouns, states = everything
    client = client_of(role)
    contents = Contents(*SEARCHED, NONSENSE)

    found, seen = {}, set()
    for path in pages_of(role, client, nouns, states):
        if HANDBOOK in path:
            continue
        for form in forms_of(path, client.get(path).content.decode()):
            for posted in form.ways():
                if posted.path in ENDS_THE_SESSION or (posted.path, posted.how) in seen:
                    continue
                seen.add((posted.path, posted.how))
                html = answer_to(client, posted)
                if strange := contents.strange(html):
                    found[posted.path, posted.how] = strange

    assert found == {}
    assert len(seen) > LEAST[role]


def answer_to(client: Client, posted: Posted) -> str:
    """The page that follows; what was done is undone, and who was signed in still is. "" for what is no page."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.post(posted.path, posted.fields, follow=True)
        html = answer.content.decode() if is_page(answer) else ""
        transaction.set_rollback(True)
    client.cookies = cookies
    return html
