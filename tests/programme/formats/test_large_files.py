"""Large files: made by the worker, once, and gone when something public changes."""

from io import BytesIO

import pytest
from django.core.files.storage import storages
from django.http import HttpResponse
from django.test import Client
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from clusterweek.editorial.models import PublicRevision
from events.programme.formats import building
from events.programme.formats.brochure import content
from events.programme.models import Edition
from tests.factories import PublishedEventFactory
from tests.programme.formats.test_brochure import findings, pdf_at, programme, text_of

__all__ = ["programme"]


def forget() -> None:
    """Delete the large files of other tests: a revision of theirs may have the same number."""
    storage = storages["private"]
    for name in storage.listdir(building.FOLDER)[1] if storage.exists(building.FOLDER) else ():
        storage.delete(f"{building.FOLDER}/{name}")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch, programme: Edition) -> Edition:
    """A programme for which two entries are many."""
    forget()
    monkeypatch.setattr(content, "BRIEF_FROM", 2)
    monkeypatch.setattr(building, "is_large", lambda form, count: form.large_from is not None and count >= 2)
    return programme


def work() -> list[str]:
    """Do what waits, as the worker does; what became of each task."""
    done = []
    for order in DBTaskResult.objects.filter(task_path=building.build_file.module_path, status="READY"):
        done.append(building.build_file.call(**order.args_kwargs["kwargs"]))
        DBTaskResult.objects.filter(pk=order.pk).update(status="SUCCESSFUL", return_value=done[-1])
    return done


def waiting(response: HttpResponse) -> tuple[int, str | None]:
    """The status and what is said about asking again."""
    return response.status_code, response.headers.get("Retry-After")


@pytest.mark.django_db
def test_a_large_brochure_is_set_by_the_worker_once(client: Client, large: Edition, tmp_path) -> None:
    before = [client.get("/programm.pdf") for _time in range(2)]
    done = work()
    pdf = pdf_at(client, "/programm.pdf")

    assert [waiting(response) for response in before] == [(202, "5"), (202, "5")]
    assert "Ihre Datei wird erstellt" in before[0].content.decode()
    assert "no-store" in before[0].headers["Cache-Control"]
    assert done == ["made"]
    assert "Nachtschicht im Reinraum" in text_of(pdf)
    assert findings(pdf, tmp_path) == []


@pytest.mark.django_db
def test_a_large_workbook_is_made_by_the_worker_as_it_would_be_in_the_request(client: Client, large: Edition, monkeypatch) -> None:
    before = client.get("/en/programme.xlsx?date_from=2019-04-02")
    done = work()
    made = client.get("/en/programme.xlsx?date_from=2019-04-02")
    monkeypatch.undo()
    PublicRevision.advance()
    at_once = client.get("/en/programme.xlsx?date_from=2019-04-02")

    assert waiting(before) == (202, "5")
    assert before.headers["Content-Type"].startswith("text/html")
    assert "Content-Disposition" not in before.headers
    assert done == ["made"]
    sheets = [load_workbook(BytesIO(response.content)).active for response in (made, at_once)]
    rows, others = ([[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in sheets)
    assert (rows, len(rows)) == (others, 3)
    assert made.headers["Content-Disposition"] == at_once.headers["Content-Disposition"]


@pytest.mark.django_db
def test_a_large_brochure_is_deleted_when_something_public_changes(client: Client, large: Edition) -> None:
    client.get("/programm.pdf")
    work()
    kept = storages["private"].listdir(building.FOLDER)[1]
    PublishedEventFactory(title="Neu dazugekommen")
    PublicRevision.advance()
    again = client.get("/programm.pdf")
    work()

    assert len(kept) == 1
    assert waiting(again) == (202, "5")
    assert "Neu dazugekommen" in text_of(pdf_at(client, "/programm.pdf"))
    assert not {*kept} & {*storages["private"].listdir(building.FOLDER)[1]}


@pytest.mark.django_db
def test_only_a_few_large_brochures_wait_and_one_is_set_at_a_time(client: Client, large: Edition) -> None:
    answers = [client.get(f"/programm.pdf?date_from=2019-04-0{day}&date_to=2019-04-1{day % 2}") for day in range(1, 3)]
    queries = ("", "?attendance_mode=on_site", "?date_to=2019-04-11", "?date_to=2019-04-10")
    answers += [client.get(f"{path}.pdf{query}") for path in ("/programm", "/en/programme") for query in queries]
    building.cache.add(building.HOLD, "another", 60)
    held = work()
    building.cache.delete(building.HOLD)

    assert {response.status_code for response in answers} == {202, 503}
    assert DBTaskResult.objects.filter(status="READY").count() == building.MOST_WAITING == len(held)
    assert set(held) == {"another one is being made"}


@pytest.mark.django_db
def test_a_failure_is_said_instead_of_waiting_for_ever(client: Client, large: Edition) -> None:
    client.get("/programm.pdf")
    DBTaskResult.objects.update(status="FAILED")

    response = client.get("/programm.pdf")

    assert response.status_code == 503
    assert "Beim Erstellen Ihrer Datei ist etwas schiefgegangen" in response.content.decode()
