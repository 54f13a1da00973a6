"""`manage.py setup`: lists, roles, pages and the first administrator; a second call changes nothing."""

import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import resolve

from clusters.models import FundingProgramme, TechnologyField
from clusterweek.accounts.models import LAND_COORDINATOR, PROGRAMME_OFFICE, User
from clusterweek.common.vocabulary import VocabularyEntry
from clusterweek.contents.lists import LISTS, load_lists
from clusterweek.contents.pages import load_pages
from clusterweek.contents.tables import rows
from clusterweek.editorial.models import PublicRevision, TextModule
from clusterweek.geography.models import FederalState
from clusterweek.pages.models import Page
from events.programme.models import EventFormat, EventLanguage
from tests.contents.snapshot import snapshot

pytestmark = pytest.mark.django_db


def setup() -> str:
    out = StringIO()
    call_command("setup", stdout=out)
    return out.getvalue()


def values_of(vocabulary: str) -> set[str]:
    return {row["value"] for row in rows("vocabularies") if row["vocabulary"] == vocabulary}


def test_setup_brings_states_roles_and_the_public_revision():
    setup()

    assert FederalState.objects.count() == 16
    assert FederalState.objects.get(pk="BY").name_en == "Bavaria"
    assert set(Group.objects.values_list("name", flat=True)) == {PROGRAMME_OFFICE, LAND_COORDINATOR}
    assert PublicRevision.objects.count() == 1


@pytest.mark.parametrize(
    ("model", "vocabulary", "left_out"),
    [
        (FederalState, "Bundesland", set()),
        (EventFormat, "Veranstaltungsformat", {"Messestand"}),
        (TechnologyField, "Technologiefeld", {"Sport/Gesundheit"}),
        (FundingProgramme, "Fördermaßnahme", set()),
    ],
)
def test_lists_hold_the_vocabularies_without_doubles(model, vocabulary, left_out):
    setup()

    assert set(model.objects.values_list("name", flat=True)) == values_of(vocabulary) - left_out


@pytest.mark.parametrize("model", LISTS.values())
def test_every_value_of_a_list_has_an_english_name_and_a_place_of_its_own(model: type[VocabularyEntry]):
    setup()

    assert not model.objects.filter(name_en="").exists()
    assert len(set(model.objects.values_list("order", flat=True))) == model.objects.count()


def test_slugs_are_german_and_those_of_languages_iso_codes():
    setup()

    assert EventFormat.objects.get(name="Tag der offenen Tür").slug == "tag-der-offenen-tuer"
    assert EventLanguage.objects.get(name="Polnisch").slug == "pl"


def test_setup_twice_changes_nothing():
    setup()
    before = snapshot()

    setup()

    assert snapshot() == before


def test_a_list_that_the_office_has_edited_stays_as_it_is():
    load_lists()
    TechnologyField.objects.filter(slug="logistik").delete()
    TechnologyField.objects.filter(slug="biotechnologie").update(name="Biotechnik")

    load_lists()

    names = TechnologyField.objects.values_list("name", flat=True)
    assert {"Logistik", "Biotechnologie"} & set(names) == set()


def test_text_modules_are_brought_once_and_then_belong_to_the_office():
    TextModule.objects.all().delete()
    load_lists()
    brought = TextModule.objects.count()
    TextModule.objects.order_by("order").first().delete()

    load_lists()

    assert (brought, TextModule.objects.count()) == (8, 7)


def test_every_page_gets_a_german_and_an_english_text():
    load_pages()

    assert set(Page.objects.values_list("key", flat=True)) == set(Page.Key.values)
    assert not [page.key for page in Page.objects.all() if not (page.title and page.title_en and page.text and page.text_en)]


def test_an_edited_page_stays_and_a_missing_one_comes_back():
    load_pages()
    Page.objects.filter(key=Page.Key.IMPRINT).update(text="Vom Programmbüro")
    Page.objects.filter(key=Page.Key.HELP).delete()

    created = load_pages()

    assert created == 1
    assert Page.objects.get(key=Page.Key.IMPRINT).text == "Vom Programmbüro"
    assert Page.objects.get(key=Page.Key.HELP).title == "Hilfe"


def test_links_between_pages_lead_somewhere_in_the_same_language():
    load_pages()
    german = {path for page in Page.objects.all() for path in re.findall(r"\]\((/[^)]*)\)", page.text)}
    english = {path for page in Page.objects.all() for path in re.findall(r"\]\((/[^)]*)\)", page.text_en)}

    namespaces = {resolve(path).namespace for path in german}, {resolve(path).namespace for path in english}

    assert namespaces == ({"de"}, {"en"})


def test_the_imprint_names_no_invented_authority():
    load_pages()

    imprint = Page.objects.get(key=Page.Key.IMPRINT)

    assert "[Name der Behörde]" in imprint.text
    assert "[Name of the authority]" in imprint.text_en


def test_the_first_administrator_comes_from_the_settings(settings):
    settings.ADMIN_EMAIL, settings.ADMIN_PASSWORD = "Leitung@Example.org", "ein-langes-Passwort-7"

    output = setup()

    administrator = authenticate(email="leitung@example.org", password="ein-langes-Passwort-7")
    assert administrator.is_superuser
    assert "administrator: leitung@example.org created" in output


def test_an_existing_administrator_is_never_changed(settings):
    settings.ADMIN_EMAIL, settings.ADMIN_PASSWORD = "leitung@example.org", "ein-langes-Passwort-7"
    setup()
    settings.ADMIN_PASSWORD = "ein-anderes-Passwort-8"

    setup()

    assert authenticate(email="leitung@example.org", password="ein-langes-Passwort-7") is not None
    assert User.objects.count() == 1


def test_a_missing_administrator_is_told(settings):
    settings.ADMIN_EMAIL = settings.ADMIN_PASSWORD = ""

    assert "set ADMIN_EMAIL and ADMIN_PASSWORD" in setup()


def test_a_weak_password_of_the_administrator_is_refused(settings):
    settings.ADMIN_EMAIL, settings.ADMIN_PASSWORD = "leitung@example.org", "kurz"

    with pytest.raises(CommandError, match="ADMIN_PASSWORD"):
        setup()

    assert not User.objects.exists()
