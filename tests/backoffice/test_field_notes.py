"""What the office notes at fields stands at these fields until the entry is submitted again."""

from clusterweek.editorial.review import return_for_changes, submit
from tests.backoffice.forms import address

NOTES = {"title": "Shorter than <b>this</b>", "dates": "Which day?", "partner_states": "Ask Hesse"}


def test_the_coordinator_reads_notes_at_their_fields(desk, nw, office, draft):
    return_for_changes(submit(draft, by=nw, edit_revision=1), by=office, edit_revision=1, note="Nearly", field_notes=NOTES)

    page = desk.get(address(draft))

    title = page.context["adminform"].form.fields["title"].help_text
    assert "Shorter than &lt;b&gt;this&lt;/b&gt;" in title
    assert 'aria-describedby="id_title_helptext"' in page.content.decode()
    assert [formset.note for formset in page.context["inline_admin_formsets"]] == ["Which day?", "Ask Hesse"]


def test_after_the_next_submission_they_are_gone(desk, nw, office, draft):
    returned = return_for_changes(submit(draft, by=nw, edit_revision=1), by=office, edit_revision=1, note="", field_notes=NOTES)
    submit(returned, by=nw, edit_revision=1)

    assert "field-note" not in desk.get(address(draft)).content.decode()


def test_a_return_without_notes_at_fields_shows_none(desk, nw, office, draft):
    return_for_changes(submit(draft, by=nw, edit_revision=1), by=office, edit_revision=1, note="Nearly")

    assert "field-note" not in desk.get(address(draft)).content.decode()
