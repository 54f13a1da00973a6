"""Two people on one form: the second sees both versions field by field and decides; no text of either is lost."""

from datetime import date, time

import pytest

from events.models import Event, Stand
from events.publishing import answer_as_partner
from tests.backoffice.forms import address, fields_of, save, send
from tests.backoffice.merging import decide, lines, stored
from tests.factories import ClusterFactory, StandFactory, TechnologyFieldFactory, TradeFairFactory

# What the page says


def test_both_versions_are_shown_and_nothing_is_saved(desk, faster, draft, opened):
    save(faster, draft, title="Open doors", summary="By Ada")

    page = send(desk, draft, opened, title="Open night", venue="The old mill")

    assert lines(page, "disputed") == {"Title": ("Open -day +doors", "Open -day +night")}
    assert lines(page, "only_theirs") == {"Summary": ("+By Ada", "")}
    assert lines(page, "only_mine") == {"Venue": ("", "+The old mill")}
    assert (page.context["merge"].others, stored(draft).title, stored(draft).venue) == ("Ada Lovelace", "Open doors", "")


def test_lists_and_rows_are_compared_too(desk, faster, draft, opened):
    field, other = TechnologyFieldFactory(name_en="Light"), TechnologyFieldFactory(name_en="Wind")
    save(faster, draft, technology_fields=[field.pk], **{"partners-0-state": "BY"})

    page = send(desk, draft, opened, technology_fields=[other.pk], **{"dates-1-first_day": "2027-05-01", "dates-1-last_day": "2027-05-01"})

    assert list(lines(page, "disputed")) == ["Technology fields"]
    assert lines(page, "only_theirs") == {"Partner Länder": ("+Bavaria", "")}
    assert lines(page, "only_mine")["Dates"][1].endswith("+Saturday, 1 May 2027, Time to follow")


def test_line_ends_of_browsers_are_no_change(desk, faster, draft):
    Event.objects.filter(pk=draft.pk).update(description="One\n\nTwo")
    opened = fields_of(desk.get(address(draft)), "event_form")
    save(faster, draft, summary="By Ada")

    page = send(desk, draft, opened, title="Open night", description="One\r\n\r\nTwo")

    assert (lines(page, "disputed"), list(lines(page, "only_mine"))) == ({}, ["Title"])


# What is decided


@pytest.mark.parametrize(("choice", "title"), [("mine", "Open night"), ("theirs", "Open doors")])
def test_what_was_chosen_is_saved_with_what_only_one_changed(desk, nw, faster, draft, opened, choice, title):
    save(faster, draft, title="Open doors", summary="By Ada")
    page = send(desk, draft, opened, title="Open night", venue="The old mill")

    decide(desk, draft, page, title=choice)

    event = stored(draft)
    assert (event.title, event.summary, event.venue) == (title, "By Ada", "The old mill")
    assert (event.edit_revision, event.last_edited_by) == (3, nw)


def test_without_a_choice_nothing_is_saved_and_the_page_says_where(desk, faster, draft, opened):
    save(faster, draft, title="Open doors")
    page = send(desk, draft, opened, title="Open night")

    page = decide(desk, draft, page)

    assert [line.error for line in page.context["merge"].disputed] == ["Please choose."]
    assert (stored(draft).title, b'value="Open night"' in page.content) == ("Open doors", True)


def test_both_go_on_in_the_form(desk, faster, draft, opened):
    save(faster, draft, title="Open doors", summary="By Ada")
    page = send(desk, draft, opened, title="Open night", venue="The old mill")

    page = decide(desk, draft, page, "form", title="mine")
    form = fields_of(page, "event_form")
    before = stored(draft).title
    send(desk, draft, form, title="Open night and doors")

    assert (form["title"], form["summary"], form["venue"], before) == (["Open night"], ["By Ada"], ["The old mill"], "Open doors")
    assert (stored(draft).title, stored(draft).summary, stored(draft).venue) == ("Open night and doors", "By Ada", "The old mill")


def test_save_and_submit_is_kept_in_mind(desk, faster, draft, opened):
    save(faster, draft, summary="By Ada")
    page = send(desk, draft, opened, "_submit", title="Open night")

    decide(desk, draft, page)

    assert (stored(draft).review_status, stored(draft).title, stored(draft).summary) == ("submitted", "Open night", "By Ada")


def test_a_third_person_in_between_leads_to_the_page_again(desk, faster, office_desk, draft, opened):
    save(faster, draft, title="Open doors")
    page = send(desk, draft, opened, title="Open night", venue="The old mill")
    save(office_desk, draft, title="Open week", summary="By the third")

    page = decide(desk, draft, page, title="mine")

    assert lines(page, "disputed") == {"Title": ("Open -doors +week", "Open -doors +night")}
    assert lines(page, "only_theirs") == {"Summary": ("+By the third", "")}
    assert lines(page, "only_mine") == {"Venue": ("", "+The old mill")}

    decide(desk, draft, page, title="mine")

    assert (stored(draft).title, stored(draft).summary, stored(draft).venue) == ("Open night", "By the third", "The old mill")


def test_a_third_person_before_a_decision_is_taken_counts_too(desk, faster, office_desk, draft, opened):
    save(faster, draft, title="Open doors")
    save(office_desk, draft, summary="By the third")

    page = send(desk, draft, opened, title="Open night")

    assert (list(lines(page, "disputed")), list(lines(page, "only_theirs"))) == (["Title"], ["Summary"])
    assert page.context["merge"].others == "Ada Lovelace, office@example.org"


# Lists and rows


def test_both_lists_together(desk, faster, draft):
    one, two, three = (TechnologyFieldFactory(slug=f"field-{number}") for number in range(3))
    draft.technology_fields.set([one])
    opened = fields_of(desk.get(address(draft)), "event_form")
    save(faster, draft, technology_fields=[one.pk, two.pk])
    page = send(desk, draft, opened, technology_fields=[three.pk])

    decide(desk, draft, page, technology_fields="together")

    assert set(draft.technology_fields.all()) == {two, three}


def add_date(day: str, number: int = 1) -> dict[str, str]:
    return {f"dates-{number}-first_day": day, f"dates-{number}-last_day": day}


@pytest.mark.parametrize(("choice", "added"), [("mine", [2]), ("theirs", [1]), ("together", [1, 2])])
def test_rows_that_both_added(desk, faster, draft, opened, choice, added):
    save(faster, draft, **add_date("2027-05-01"))
    page = send(desk, draft, opened, **add_date("2027-05-02"))

    decide(desk, draft, page, dates=choice)

    assert sorted(row.first_day for row in draft.dates.all() if row.first_day.year == 2027 and row.first_day.month == 5) == [
        date(2027, 5, day) for day in added
    ]
    assert draft.dates.count() == 1 + len(added)


def test_a_row_that_was_changed_here_and_removed_there(desk, faster, draft, opened):
    save(faster, draft, **{"dates-0-DELETE": "on"}, **add_date("2027-05-01"))
    page = send(desk, draft, opened, **{"dates-0-from_time": "09:15"})

    decide(desk, draft, page, dates="mine")

    assert [row.from_time for row in draft.dates.all()] == [time(9, 15)]


def test_a_row_that_was_removed_here_and_changed_there(desk, faster, draft, opened):
    uid = draft.dates.get().uid
    save(faster, draft, **{"dates-0-from_time": "09:15"})
    page = send(desk, draft, opened, **{"dates-0-DELETE": "on"})

    decide(desk, draft, page, dates="theirs")

    assert [(row.from_time, row.uid) for row in draft.dates.all()] == [(time(9, 15), uid)]


def test_a_row_that_both_changed_is_one_row_of_mine(desk, faster, draft, opened):
    uid = draft.dates.get().uid
    save(faster, draft, **{"dates-0-from_time": "09:15"})
    page = send(desk, draft, opened, **{"dates-0-from_time": "09:45"})

    decide(desk, draft, page, dates="mine")

    assert [(row.from_time, row.uid) for row in draft.dates.all()] == [(time(9, 45), uid)]


def test_rows_that_others_removed_do_not_come_back_unasked(desk, faster, draft, opened):
    save(faster, draft, **{"dates-0-DELETE": "on"})
    page = send(desk, draft, opened, title="Open night")

    decide(desk, draft, page)

    assert (stored(draft).title, draft.dates.count()) == ("Open night", 0)


def test_a_partner_that_the_others_removed_and_one_that_i_add(desk, faster, draft):
    draft.partners.create(state_id="BY")
    opened = fields_of(desk.get(address(draft)), "event_form")
    save(faster, draft, **{"partners-0-DELETE": "on"})
    page = send(desk, draft, opened, **{"partners-1-state": "HE"})

    decide(desk, draft, page, partner_states="together")

    assert [row.state_id for row in draft.partners.all()] == ["HE"]


def test_an_answer_of_a_partner_stays(desk, faster, draft, coordinator):
    partner = draft.partners.create(state_id="BY")
    opened = fields_of(desk.get(address(draft)), "event_form")
    answer_as_partner(partner, by=coordinator("BY"), confirm=True)
    save(faster, draft, title="Open doors")
    page = send(desk, draft, opened, summary="Mine")

    decide(desk, draft, page)

    assert [(row.state_id, row.answer) for row in draft.partners.all()] == [("BY", "confirmed")]


# Stands


def test_stands_are_put_together_alike(desk, faster, collecting_edition):
    stand = StandFactory(fair=TradeFairFactory(edition=collecting_edition), title="Joint stand", co_exhibitors=["Former Ltd"])
    cluster = ClusterFactory(states=["NW"])
    opened = fields_of(desk.get(address(stand)), "stand_form")
    save(faster, stand, title="Their stand", **{"co_exhibitors-1-name": "Their Ltd"})

    page = send(desk, stand, opened, title="My stand", exhibits="Robots", **{"co_exhibitors-1-cluster": cluster.pk})
    found = (list(lines(page, "disputed")), list(lines(page, "only_mine")))
    decide(desk, stand, page, title="mine", co_exhibitors="together")

    stand = Stand.objects.get()
    assert found == (["Title", "Co-exhibitors"], ["Exhibits"])
    assert (stand.title, stand.exhibits) == ("My stand", "Robots")
    assert sorted(str(row) for row in stand.co_exhibitors.all()) == sorted(["Former Ltd", "Their Ltd", str(cluster)])
