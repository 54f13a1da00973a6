"""Reads from a page of the portal what the bare view must agree with."""

import re
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlsplit

FACETS = ("state", "format", "technology_field", "day")


class Found(NamedTuple):
    """The events of a page by their short names in order, the number of all hits, and the counts of the facets."""

    slugs: list[str]
    number: int
    facets: dict[str, dict[str, int]]


class _Reader(HTMLParser):
    """Collects cards, the number in the heading, and the number beside each value of a facet."""

    def __init__(self) -> None:
        super().__init__()
        self.slugs: list[str] = []
        self.heading = ""
        self.facets: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        self.option: tuple[str, str] | None = None
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if tag == "input" and given.get("name") in self.facets:
            self.option = (given["name"], given["value"])
        elif tag == "h2" and given.get("id") == "count":
            self.inside = "heading"
        elif "event-card__title" in classes:
            self.inside = "card"
        elif tag == "a" and self.inside == "card":
            self.slugs.append(urlsplit(given["href"]).path.rstrip("/").rpartition("/")[2])
        elif (tag == "small" or "check__count" in classes) and self.option:
            self.inside = "number"

    def handle_data(self, data: str) -> None:
        if self.inside == "heading":
            self.heading += data
        elif self.inside == "number" and self.option:
            name, value = self.option
            self.facets[name][value] = int(re.sub(r"\D", "", data))
            self.option = None

    def handle_endtag(self, tag: str) -> None:
        if tag in {"h2", "h3", "h4", "span", "small"}:
            self.inside = ""


def found_on(page: str) -> Found:
    """What `page`, the HTML of a programme page, shows."""
    reader = _Reader()
    reader.feed(page)
    digits = re.sub(r"\D", "", reader.heading)
    return Found(reader.slugs, int(digits) if digits else 0, reader.facets)


def disagreements(portal: Found, bare: Found) -> list[str]:
    """Sentences about what differs; values without hits may be missing on either side."""
    told = []
    if portal.slugs != bare.slugs:
        told.append(f"events: {portal.slugs} instead of {bare.slugs}")
    if portal.number != bare.number:
        told.append(f"number: {portal.number} instead of {bare.number}")
    for name, counts in bare.facets.items():
        shown, expected = (_with_hits(facet) for facet in (portal.facets[name], counts))
        if shown != expected:
            told.append(f"{name}: {shown} instead of {expected}")
    return told


def _with_hits(counts: dict[str, int]) -> dict[str, int]:
    return {value: number for value, number in counts.items() if number}
