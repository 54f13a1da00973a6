import pytest

from clusterweek.common.markdown import render
from clusterweek.common.natural import natural_key
from clusterweek.common.slugs import free_slug, german_slug


def test_halls_and_stands_sort_naturally() -> None:
    assert sorted(["16", "2", "A10", "A4", "12a"], key=natural_key) == [
        "2",
        "12a",
        "16",
        "A4",
        "A10",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Käse- und Gewürzsommeliers (Kulmbach)",
            "kaese-und-gewuerzsommeliers-kulmbach",
        ),
        ("Straße der Zukunft", "strasse-der-zukunft"),
        ("„“", "eintrag"),
        ("wort " * 40, "wort-" * 19 + "wort"),
    ],
)
def test_slug_is_spelled_as_germans_do(text: str, expected: str) -> None:
    assert german_slug(text) == expected


def test_slug_is_never_given_twice() -> None:
    assert free_slug("Tag", taken={"tag", "tag-2"}) == "tag-3"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "![x](https://example.org/pixel.gif)",
        "[x](data:text/html,<script>)",
    ],
)
def test_markdown_lets_nothing_dangerous_through(hostile: str) -> None:
    html = str(render(hostile))

    assert not any(f"<{tag}" in html for tag in ("script", "img", "iframe", "style"))
    assert 'href="javascript' not in html
    assert 'href="data:' not in html


def test_markdown_headings_fit_into_the_page() -> None:
    assert render("# Eins\n\n## Zwei", first_heading=3) == "<h3>Eins</h3>\n<h4>Zwei</h4>\n"


def test_markdown_keeps_what_editors_need() -> None:
    assert render("- **fett**\n- [Link](https://example.org)") == (
        '<ul>\n<li><strong>fett</strong></li>\n<li><a href="https://example.org" rel="noopener">Link</a></li>\n</ul>\n'
    )
