"""Every text of the public pages passes through the catalogues: in a language of brackets, none stands outside of them."""

import pytest
from django.test import Client

from tests.brackets import CLOSE, OPEN, Contents, brackets
from tests.browser.conftest import addresses, full_programme

__all__ = ["brackets", "full_programme"]

SEARCHED = "nichtszufinden"


@pytest.mark.django_db(transaction=True)
def test_no_text_of_a_public_page_stands_outside_the_catalogue(full_programme, brackets, client: Client) -> None:
    contents = Contents(SEARCHED)

    pages = {address: client.get(address).content.decode() for address in addresses("de")}

    assert [address for address, html in pages.items() if OPEN not in html] == []
    assert {address: strange for address, html in pages.items() if (strange := contents.strange(html))} == {}


def test_a_text_outside_the_catalogue_is_found(db: None) -> None:
    assert Contents("Jena", "Optik").outside(f"{OPEN}Programm{CLOSE} Jena – alle").split() == ["–", "alle"]
