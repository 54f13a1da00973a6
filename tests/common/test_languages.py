import pytest
from django.utils import translation

from clusterweek.common.bilingual import in_language, marked
from clusterweek.common.languages import LANGUAGES, language_of_path, page_url
from clusterweek.pages.urls import ROUTES as PAGES
from events.programme.urls import ROUTES as PROGRAMME
from tests.factories import PublishedEventFactory


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "de"),
        ("/en/", "en"),
        ("/en/programme/", "en"),
        ("/energie/", "de"),
        ("/konto/", "de"),
    ],
)
def test_language_comes_from_the_path(path: str, language: str) -> None:
    assert language_of_path(path) == language


def test_every_page_has_one_address_in_each_language() -> None:
    names = [route.name for route in (*PAGES, *PROGRAMME)]

    assert len(names) == len(set(names))
    for language in LANGUAGES:
        assert page_url("home", language) == {"de": "/", "en": "/en/"}[language]
        assert page_url("event", language, edition="2019", slug="x") == {"de": "/2019/programm/x/", "en": "/en/2019/programme/x/"}[language]


@pytest.mark.django_db
def test_english_falls_back_to_german_and_says_so() -> None:
    event = PublishedEventFactory(title="Tag der offenen Tür", summary="Kommen Sie", summary_en="Come in")

    with translation.override("en"):
        assert in_language(event, "summary") == ("Come in", "en")
        assert in_language(event, "title") == ("Tag der offenen Tür", "de")
        assert marked("Tag & Nacht", "de") == '<span lang="de">Tag &amp; Nacht</span>'
    with translation.override("de"):
        assert in_language(event, "summary") == ("Kommen Sie", "de")
        assert marked("Tag", "de") == "Tag"
