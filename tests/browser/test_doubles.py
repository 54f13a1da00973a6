"""While a coordinator types a title, the form says what may be the same already; the piece is accessible."""

from datetime import date

from tests.factories import CoordinatorFactory, EditionFactory, EventFactory


def test_title_that_is_there_already_is_pointed_out_while_typing(transactional_db, open_page, live_server, client, axe) -> None:
    person = CoordinatorFactory(states=["NW"])
    EventFactory(title="Nacht der Mikroelektronik", edition=EditionFactory(collecting=True), dates=[date(2030, 1, 1)])
    client.force_login(person)
    page = open_page("/healthz")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])

    page.goto("/verwaltung/events/event/add/")
    page.get_by_label("Titel", exact=False).first.fill("Nacht der Mikroelektronik")
    page.locator(".doubles").wait_for()

    assert "Nacht der Mikroelektronik" in page.locator(".doubles a").inner_text()
    assert axe(page) == []
