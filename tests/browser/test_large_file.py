"""The page that waits for a large file: it leads to it with and without scripts, says so aloud, and says what went wrong."""

import pytest
from django_tasks_db.models import DBTaskResult

from events.programme.formats import building
from tests.factories import PublishedEventFactory
from tests.programme.formats.test_large_files import forget, work

STATUS = ".lead[role=status]"
AGAIN = "a:has-text('Noch einmal nachsehen')"


@pytest.fixture
def large(transactional_db, current_edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """A programme for which two entries are many."""
    forget()
    monkeypatch.setattr(building, "is_large", lambda form, count: form.large_from is not None and count >= 2)
    for number in range(2):
        PublishedEventFactory(title=f"Vortrag {number}")


def test_the_page_says_that_the_file_is_ready_and_leads_to_it(large, open_page, axe) -> None:
    page = open_page("/programm.xlsx")
    waiting, found = page.inner_text(STATUS), axe(page)

    with page.expect_download() as download:
        work()

    assert waiting.startswith("Ihre Datei wird erstellt. Sie enthält 2 Einträge")
    assert found == []
    assert download.value.suggested_filename == "clusterwoche-2019-programm.xlsx"
    # The same element says it, which screen readers therefore read aloud.
    assert page.inner_text(STATUS) == "Ihre Datei ist fertig."


def test_without_scripts_one_looks_again(large, open_page) -> None:
    page = open_page("/programm.xlsx", java_script_enabled=False)
    with page.expect_navigation():
        page.click(AGAIN)
    still = page.inner_text(STATUS)
    work()

    with page.expect_download() as download:
        page.click(AGAIN)

    assert "ohne Skripte tut das „Noch einmal nachsehen“" in still
    assert download.value.suggested_filename == "clusterwoche-2019-programm.xlsx"


def test_a_brochure_is_reached_in_the_same_way(large, open_page) -> None:
    page = open_page("/programm.pdf")

    with page.expect_response(lambda response: response.request.method == "GET" and response.url.endswith("/programm.pdf")) as answer:
        work()

    assert (answer.value.status, answer.value.headers["content-type"]) == (200, "application/pdf")


def test_what_went_wrong_is_said_instead_of_waiting_for_ever(large, open_page, axe) -> None:
    page = open_page("/programm.pdf")
    DBTaskResult.objects.update(status="FAILED")

    page.wait_for_selector("[role=alert]")

    assert page.inner_text("[role=alert]").startswith("Beim Erstellen Ihrer Datei ist etwas schiefgegangen.")
    assert page.locator(STATUS).count() == 0
    assert axe(page) == []
