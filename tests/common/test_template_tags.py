"""The tags that every template uses."""

from collections.abc import Generator
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Generator[None]:
    """As on an English page."""
    with translation.override("en"):
        yield


def rendered(source: str, **context: object) -> str:
    """`source` with our tags loaded, rendered with `context`."""
    return Template("{% load addresses bilingual dates %}" + source).render(Context(context))


def test_text_falls_back_to_german_and_says_so() -> None:
    entry = SimpleNamespace(title="Öffnung & mehr", title_en="", place="Saal", place_en="Hall")

    assert rendered("{% text entry 'title' %}", entry=entry) == '<span lang="de">Öffnung &amp; mehr</span>'
    assert rendered("{% text entry 'place' %}", entry=entry) == "Hall"


def test_plain_text_has_no_markup() -> None:
    assert rendered("{% plain entry 'title' %}", entry=SimpleNamespace(title="A & B", title_en="")) == "A &amp; B"


def test_markdown_begins_at_the_given_level_and_names_its_language() -> None:
    entry = SimpleNamespace(text="# Titel", text_en="")

    assert rendered("{% markdown entry 'text' 2 %}", entry=entry) == '<div class="prose" lang="de"><h2>Titel</h2>\n</div>'
    assert rendered("{% markdown entry 'text' %}", entry=SimpleNamespace(text="", text_en="")) == ""


def test_links_are_in_the_language_of_the_page() -> None:
    assert rendered("{% page_url 'edition_programme' edition='2019' %}") == "/en/2019/programme/"
    assert rendered("{% page_url 'home' 'de' %}") == "/"


def test_link_to_where_one_is_is_marked() -> None:
    def at(name: str, section: str = "") -> str:
        request = SimpleNamespace(resolver_match=SimpleNamespace(url_name=name))
        return rendered("{% current 'programme' %}", request=request, section=section)

    assert at("programme", "programme") == ' aria-current="page"'
    assert at("event", "programme") == ' aria-current="true"'
    assert at("contact") == ""
    assert rendered("{% current 'programme' %}") == ""


@pytest.mark.parametrize(
    ("query", "number", "expected"),
    [("", 1, ""), ("", 2, "?page=2"), ("?state=BW", 1, "?state=BW"), ("?q=a+b&state=BW", 3, "?q=a+b&state=BW&page=3")],
)
def test_address_of_a_page_keeps_the_query(query: str, number: int, expected: str) -> None:
    assert rendered("{% autoescape off %}{% with_page query number %}{% endautoescape %}", query=query, number=number) == expected


def test_pages_far_away_are_left_out() -> None:
    page = Paginator(range(200), 10).page(10)

    assert rendered("{{ page|elided|join:' ' }}", page=page) == "1 … 9 10 11 … 20"
