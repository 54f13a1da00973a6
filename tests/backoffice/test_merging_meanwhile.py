"""Two people on one form: pictures that wait for the decision, and what happened to the entry meanwhile."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from clusterweek.editorial.images import private_storage
from clusterweek.editorial.models import SavedVersion
from clusterweek.editorial.orphans import sweep
from clusterweek.editorial.review import record_edit, submit
from events.publishing import answer_as_partner, approve, hand_over, withdraw
from tests.backoffice.forms import address, fields_of, save, send, sentences
from tests.backoffice.merging import decide, lines, stored
from tests.events.conftest import picture

# Pictures


def test_a_picture_that_was_sent_waits_for_the_decision(desk, faster, draft, opened):
    save(faster, draft, title="Open doors")
    texts = {"image_alt": "A hall", "image_credit": "Ada", "image_licence": "cc0"}
    page = send(desk, draft, opened, title="Open night", image=picture(), **texts)

    decide(desk, draft, page, title="mine")

    event = stored(draft)
    with event.image.open("rb") as saved:
        assert (event.title, event.image.name.startswith("images/"), saved.read(4)) == ("Open night", True, b"RIFF")


def test_a_kept_picture_is_nobody_elses(desk, faster, draft, opened):
    save(faster, draft, title="Open doors")
    texts = {"image_alt": "A hall", "image_credit": "Ada", "image_licence": "cc0"}
    page = send(desk, draft, opened, title="Open night", image=picture(), **texts)
    [token] = fields_of(page, "merge")["kept_picture"]

    save(faster, draft, kept_picture=token)

    assert stored(draft).image.name == ""


def test_a_kept_picture_that_nobody_chose_is_swept_when_nobody_can_decide_any_more(desk, faster, draft, opened, tmp_path, monkeypatch):
    monkeypatch.setitem(vars(private_storage()), "location", str(tmp_path))
    texts = {"image_alt": "A hall", "image_credit": "Ada", "image_licence": "cc0"}
    save(faster, draft, image=picture("navy"), **texts)
    theirs = stored(draft).image.name
    page = send(desk, draft, opened, image=picture("red"), **texts)
    [kept] = [name for name in private_storage().listdir("images")[1] if f"images/{name}" != theirs]

    sweep(now=timezone.now() + timedelta(hours=23))
    waits = private_storage().exists(f"images/{kept}")
    decide(desk, draft, page, image="theirs")
    sweep(now=timezone.now() + timedelta(hours=25))

    assert (waits, stored(draft).image.name, private_storage().listdir("images")[1]) == (True, theirs, [theirs.removeprefix("images/")])


def test_the_picture_of_the_others_stays(desk, faster, draft, opened):
    texts = {"image_alt": "A hall", "image_credit": "Ada", "image_licence": "cc0"}
    save(faster, draft, image=picture(), **texts)
    theirs = stored(draft).image.name

    page = send(desk, draft, opened, title="Open night")
    found = list(lines(page, "only_theirs"))
    decide(desk, draft, page)

    assert (stored(draft).image.name, found[0], stored(draft).title) == (theirs, "Picture", "Open night")


# What happened to the entry meanwhile


def test_what_was_withdrawn_meanwhile_is_saved_and_says_so(desk, office_desk, draft, nw, office):
    approve(submit(draft, by=nw, edit_revision=1), by=office, edit_revision=1)
    opened = fields_of(desk.get(address(draft)), "event_form")
    withdraw(draft, by=office, edit_revision=1)

    page = send(desk, draft, opened, title="Open night")

    assert (stored(draft).title, stored(draft).review_status, stored(draft).public.is_withdrawn) == ("Open night", "draft", True)
    assert sentences(page)[0] == "In the meantime: Withdrawn (office@example.org). Your text is added to that."


def test_what_was_corrected_and_approved_meanwhile_is_compared(desk, draft, nw, office, faster):
    submit(draft, by=nw, edit_revision=1)
    desk.post(address(draft, "take_back"), {"edit_revision": 1})
    opened = fields_of(desk.get(address(draft)), "event_form")
    submit(draft, by=nw, edit_revision=1)
    where = reverse("admin:events_event_review", args=[draft.pk])
    review = fields_of(faster.get(where), "review")
    faster.post(where, {**review, "text-title": "Open Day", "single_handed_reason": "A letter", "_approve": ""})

    page = send(desk, draft, opened, title="Open night")
    decide(desk, draft, page, title="mine")

    event = stored(draft)
    assert [str(step.get_kind_display()) for step in page.context["merge"].steps] == ["Approved"]
    assert (event.title, event.review_status, event.public.title) == ("Open night", "draft", "Open Day")


def test_what_was_submitted_meanwhile_is_taken_back_and_saved_in_one_step(desk, draft, opened, office):
    submit(draft, by=office, edit_revision=1)

    page = send(desk, draft, opened, title="Open night")
    offered = b'name="_take_back"' in page.content
    send(desk, draft, fields_of(page, "event_form"), "_take_back")

    assert (offered, stored(draft).title, stored(draft).review_status) == (True, "Open night", "draft")


def test_what_was_changed_and_submitted_meanwhile_is_compared_and_taken_back(desk, faster, draft, opened):
    save(faster, draft, "_submit", summary="By Ada")

    page = send(desk, draft, opened, title="Open night")
    page = send(desk, draft, fields_of(page, "event_form"), "_take_back")
    decide(desk, draft, page)

    assert (stored(draft).title, stored(draft).summary, stored(draft).review_status) == ("Open night", "By Ada", "draft")


def test_what_was_handed_over_meanwhile_gives_the_text_back(desk, draft, nw, coordinator):
    answer_as_partner(draft.partners.create(state_id="BY"), by=coordinator("BY"), confirm=True)
    opened = fields_of(desk.get(address(draft)), "event_form")
    hand_over(draft, to="BY", by=nw, edit_revision=1)

    page = send(desk, draft, opened, title="Open night", summary="Mine")

    assert (page.status_code, stored(draft).title) == (403, "Open day")
    assert [(text.label, text.text) for text in page.context["texts"]] == [("Title", "Open night"), ("Summary", "Mine")]


def test_mistakes_are_mended_before_the_versions_are_compared(desk, faster, draft, opened):
    save(faster, draft, title="Open doors")

    page = send(desk, draft, opened, title="Open night", postal_code="12")
    form = page.context["adminform"].form
    page = send(desk, draft, fields_of(page, "event_form"), postal_code="12345")

    assert (sorted(form.errors), "Ada Lovelace" in form.non_field_errors()[0]) == (["__all__", "postal_code"], True)
    assert (list(lines(page, "disputed")), stored(draft).title) == (["Title"], "Open doors")


def test_an_unknown_revision_has_every_difference_decided(desk, draft, opened):
    page = send(desk, draft, {**opened, "edit_revision": ["99"]}, title="Open night")

    assert (list(lines(page, "disputed")), stored(draft).title) == (["Title"], "Open day")


def test_a_version_is_kept_with_every_edit(desk, faster, draft, ada):
    save(faster, draft, title="Open doors")
    save(desk, draft, title="Open night")

    kept = SavedVersion.objects.of(draft)
    assert [(version.edit_revision, version.content["title"], version.saved_by) for version in kept] == [
        (2, "Open doors", ada),
        (1, "Open day", None),
    ]


def test_a_form_cannot_choose_for_what_it_does_not_show(desk, faster, draft, opened):
    save(faster, draft, is_example="on", title="Open doors")

    page = send(desk, draft, opened, title="Open night")
    decide(desk, draft, page, title="mine", is_example="mine")

    assert (stored(draft).is_example, stored(draft).title, "Example" in lines(page, "only_theirs")) == (True, "Open night", False)


def test_a_record_without_a_form_keeps_its_version_too(draft, office):
    record_edit(draft, by=office, edit_revision=1)

    assert SavedVersion.objects.get().content["title"] == "Open day"
