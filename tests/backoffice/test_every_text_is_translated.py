"""Every text of the back office passes through the catalogues, too."""

import pytest

from clusterweek.pages.delivered import delivered
from clusterweek.pages.models import Page
from tests.backoffice.test_look import entries, everything, pages_of
from tests.backoffice.test_territory import client_of, objects
from tests.brackets import OPEN, Contents, brackets

__all__ = ["brackets", "entries", "everything", "objects"]

# The handbook is written in German alone.
HANDBOOK = "/handbuch/"
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
@pytest.mark.parametrize("role", ["own", "office"])
def test_no_complaint_of_a_form_stands_outside_the_catalogue(everything, brackets, role: str) -> None:
    nouns, states = everything
    client = client_of(role)
    contents = Contents(*SEARCHED)

    found = {}
    for path in pages_of(role, client, nouns, states):
        if not path.endswith("/add/"):
            continue
        answer = client.post(path, {})
        if strange := contents.strange(answer.content.decode()):
            found[path] = strange
        assert (answer.status_code, OPEN in answer.content.decode()) == (200, True), path

    assert found == {}
