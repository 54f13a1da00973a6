"""Newer texts that the portal brings along for its pages, and versions that come back."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from clusterweek.contents.pages import load_pages
from clusterweek.pages import delivered
from clusterweek.pages.models import Page
from clusterweek.pages.reviewing import release


@pytest.fixture
def page(current_edition) -> Page:
    """The help page as it was delivered."""
    load_pages()
    return Page.objects.get(key="help")


@pytest.fixture
def newer(page, tmp_path, monkeypatch) -> None:
    """A version of the portal that brings a longer text along for the help page."""
    for path in delivered.FOLDER.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(f"{text}\n\nEin neuer Satz.\n" if path.name == "help.de.md" else text, encoding="utf-8")
    monkeypatch.setattr(delivered, "FOLDER", tmp_path)


def edit(page: Page, text: str = "Unser Text") -> None:
    """Have the office edit the German text."""
    page.text = text
    page.save()


def test_page_that_nobody_edited_gets_the_newer_text_from_setup(page, newer, capsys):
    call_command("setup")
    told = capsys.readouterr().out

    page.refresh_from_db()
    assert page.text.endswith("Ein neuer Satz.")
    assert "pages: 1 brought up to date" in told
    assert delivered.bring_up_to_date() == 0
    assert page.history.first().history_user is None


def test_saving_a_page_unchanged_in_a_browser_does_not_count_as_editing(page, newer):
    edit(page, page.text.replace("\n", "\r\n"))

    assert delivered.bring_up_to_date() == 1


def test_page_that_was_edited_stays_and_the_office_is_told(page, newer, office, signed_in):
    edit(page)
    other = Page.objects.get(key="imprint")
    edit(other)
    client = signed_in(office)

    assert delivered.bring_up_to_date() == 0
    form = client.get(reverse("admin:pages_page_change", args=[page.pk])).content.decode()
    shown = client.get(reverse("admin:pages_page_delivered", args=[page.pk])).content.decode()
    unchanged = client.get(reverse("admin:pages_page_change", args=[other.pk])).content.decode()

    page.refresh_from_db()
    address = reverse("admin:pages_page_delivered", args=[page.pk])
    assert page.text == "Unser Text"
    assert (address in form, "delivered/" in unchanged) == (True, False)
    assert ("Unser Text</del>" in shown, "Ein neuer Satz." in shown) == (True, True)


def test_office_takes_the_newer_text_over(page, newer, office, signed_in, client):
    edit(page)

    signed_in(office).post(reverse("admin:pages_page_delivered", args=[page.pk]), {"take": ""})

    page.refresh_from_db()
    assert (delivered.is_as_delivered(page), delivered.has_newer_text(page)) == (True, False)
    assert page.history.first().history_user == office
    assert "Ein neuer Satz." in client.get("/hilfe/").content.decode()


def test_office_keeps_its_text_and_is_not_asked_again(page, newer, office, signed_in):
    edit(page)

    signed_in(office).post(reverse("admin:pages_page_delivered", args=[page.pk]), {"keep": ""})

    page.refresh_from_db()
    assert (page.text, delivered.has_newer_text(page), delivered.bring_up_to_date()) == ("Unser Text", False, 0)


def test_list_names_the_pages_with_a_newer_text(page, newer, office, signed_in):
    client = signed_in(office)
    before = client.get(reverse("admin:pages_page_changelist")).content.decode()
    edit(page)

    after = client.get(reverse("admin:pages_page_changelist")).content.decode()

    assert [html.count("Neuerer Text") for html in (before, after)] == [1, 1]


def test_version_shows_what_would_change_and_comes_back_into_the_form(page, office, office2, signed_in):
    former = page.history.first()
    edit(page)
    client = signed_in(office)

    version = client.get(reverse("admin:pages_page_simple_history", args=[page.pk, former.pk])).content.decode()
    address = f"{reverse('admin:pages_page_change', args=[page.pk])}?version={former.pk}"
    form = client.get(address)
    page.refresh_from_db()

    assert ("Unser Text</del>" in version, address in version) == (True, True)
    assert form.context["adminform"].form.initial["text"] == former.text
    assert page.text == "Unser Text"

    client.post(address, form.context["adminform"].form.initial)
    release(page, by=office2, edit_revision=1)
    page.refresh_from_db()
    assert delivered.texts_of(page) == delivered.delivered("help")
    assert delivered.is_as_delivered(page)


def test_version_that_says_the_same_offers_nothing(page, office, signed_in):
    html = signed_in(office).get(reverse("admin:pages_page_simple_history", args=[page.pk, page.history.first().pk])).content.decode()

    assert "?version=" not in html


def test_form_with_a_version_of_another_page_holds_the_page_as_it_is(page, office, signed_in):
    other = Page.objects.get(key="imprint").history.first()

    form = signed_in(office).get(f"{reverse('admin:pages_page_change', args=[page.pk])}?version={other.pk}").context["adminform"].form

    assert form.initial["text"] == page.text
