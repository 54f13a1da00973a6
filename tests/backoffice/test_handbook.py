"""The handbook in the back office: a page for each role, whole with its pictures, and one click away."""

import re

import pytest
from django.test import Client

from clusterweek.accounts.handbook import FOLDER, INDEX, PAGES

MOST_BYTES, MOST_OF_ALL = 100_000, 5_000_000
NAMES = (INDEX, *PAGES)


def pictures_in(text: str) -> list[str]:
    return re.findall(r"bilder/([\w-]+\.webp)", text)


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_german_and_lead_to_each_other(desk: Client, page: str):
    answer = desk.get(f"/verwaltung/handbuch/{page}/")

    html = answer.content.decode()
    assert (answer.status_code, re.findall(r'href="[^"]*\.md', html)) == (200, [])
    addresses = ("/verwaltung/handbuch/", *(f"/verwaltung/handbuch/{each}/" for each in PAGES))
    assert [address for address in addresses if address not in html] == []


def test_every_page_is_in_the_menu_and_every_picture_in_a_page():
    sources = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}

    assert sorted(sources) == sorted(NAMES)
    assert sorted(set(pictures_in(" ".join(sources.values())))) == sorted(path.name for path in (FOLDER / "bilder").iterdir())


def test_pictures_are_shown_and_small(desk: Client):
    sizes = {path.name: path.stat().st_size for path in (FOLDER / "bilder").iterdir()}
    html = "".join(desk.get(f"/verwaltung/handbuch/{page}/").content.decode() for page in PAGES)

    assert sorted(sizes) == sorted(set(re.findall(r'src="/verwaltung/handbuch/bilder/([\w-]+\.webp)"', html)))
    assert (max(sizes.values()) < MOST_BYTES, sum(sizes.values()) < MOST_OF_ALL) == (True, True)
    assert {desk.get(f"/verwaltung/handbuch/bilder/{name}")["Content-Type"] for name in sizes} == {"image/webp"}


def test_every_picture_is_described():
    silent = [path.name for path in FOLDER.glob("*.md") if "![]" in path.read_text(encoding="utf-8")]

    assert silent == []


@pytest.mark.parametrize("name", ["nothing", "..", "README.md"])
def test_what_is_no_page_or_picture_is_not_found(desk: Client, name: str):
    answers = [desk.get(f"/verwaltung/handbuch/{name}/").status_code, desk.get(f"/verwaltung/handbuch/bilder/{name}").status_code]

    assert answers == [404, 404]


def test_help_leads_each_role_to_its_page(desk: Client, office_desk: Client, administrator, signed_in):
    clients = (desk, office_desk, signed_in(administrator))
    leads_to = [client.get("/verwaltung/").context["help_address"] for client in clients]

    assert leads_to == [f"/verwaltung/handbuch/{page}/" for page in ("koordination", "programmbuero", "administration")]
