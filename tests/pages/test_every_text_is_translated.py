"""Every text of the public pages passes through the catalogues: in a language of brackets, none stands outside of them."""

import pytest
from django.core.cache import caches
from django.test import Client

from clusterweek.common.languages import page_url
from clusterweek.pages.reporting.urls import ROUTES as REPORTING
from tests.brackets import CLOSE, OPEN, Contents, brackets
from tests.browser.conftest import ARGUMENTS, addresses, full_programme
from tests.factories import EditionFactory, OrganiserLinkFactory, TradeFairFactory
from tests.posting import NONSENSE, Form, Posted, forms_of

__all__ = ["brackets", "full_programme"]

SEARCHED = "nichtszufinden"
VALID = {
    "title": "Offenes Labor",
    "sender_email": "olga@example.org",
    "email": "olga@example.org",
    "subject": "/programm/",
    "text": "Der Beginn stimmt nicht.",
}
# Where an organiser finds again what was sent.
ENTRY = "/mitmachen/eintrag/"


@pytest.mark.django_db(transaction=True)
def test_no_text_of_a_public_page_stands_outside_the_catalogue(full_programme, brackets, client: Client) -> None:
    contents = Contents(SEARCHED)

    pages = {address: client.get(address).content.decode() for address in addresses("de")}

    assert [address for address, html in pages.items() if OPEN not in html] == []
    assert {address: strange for address, html in pages.items() if (strange := contents.strange(html))} == {}


@pytest.fixture
def forms(full_programme, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every page of the public with a form that is sent: reports, the shortlist, and what organisers fill in."""
    monkeypatch.setattr("clusterweek.common.stamped_forms.LEAST_SECONDS", -1)
    collecting = EditionFactory(slug="2031", collecting=True)
    TradeFairFactory(edition=collecting)
    links = [OrganiserLinkFactory(edition=collecting, noun=noun) for noun in ("event", "stand")]
    reports = [page_url(name, "de", **ARGUMENTS.get(name, {})) for name in (route.name for route in REPORTING)]
    return [*reports, *(link.path for link in links)]


@pytest.mark.django_db(transaction=True)
def test_no_answer_to_a_public_form_stands_outside_the_catalogue(forms, brackets, client: Client) -> None:
    contents, found = Contents(SEARCHED, NONSENSE, *VALID.values()), {}

    def send(posted: Posted) -> str:
        caches["default"].clear()  # which counts how often one sends
        answer = client.post(posted.path, posted.fields, follow=True)
        html = answer.content.decode()
        assert OPEN in html
        if strange := contents.strange(html):
            found[posted.path, posted.how] = strange
        return answer.redirect_chain[-1][0] if answer.redirect_chain else ""

    # What is sent as it should be leads to a page of its own, where an organiser finds the form once more.
    ends = []
    while forms:
        path = forms.pop()
        for posted in the_form(client, path).ways():
            send(posted)
        ends.append(send(as_it_should_be(the_form(client, path))))
        if ENTRY in ends[-1] and ENTRY not in path:
            forms.append(ends[-1].partition("?")[0])

    assert found == {}
    assert ["?sent" in end for end in ends] == [True] * 8


def the_form(client: Client, path: str) -> Form:
    """The one form of a page as it is now."""
    [form] = forms_of(path, client.get(path).content.decode())
    return form


def as_it_should_be(form: Form) -> Posted:
    """The form with what it needs."""
    fair = {"fair": [each for each in form.options.get("fair", []) if each][:1]}
    given = {name: [value] for name, value in VALID.items() if name in form.fields}
    return Posted(form.action, {**form.fields, **fair, **given}, "as it should be")


def test_a_text_outside_the_catalogue_is_found(db: None) -> None:
    assert Contents("Jena", "Optik").outside(f"{OPEN}Programm{CLOSE} Jena – alle").split() == ["–", "alle"]
