"""One's entries as the workbook that can be uploaded again."""

from typing import IO

from django.conf import settings
from django.utils import translation

from clusterweek.accounts.models import User
from events.collecting.importing.contents import contents_of
from events.collecting.importing.references import own_entries, reference_of
from events.collecting.workbook.layout import Layout
from events.programme.models import Edition

PART = 500


def export(noun: str, user: User, edition: Edition, *, land: str = "") -> IO[bytes]:
    """A workbook with the entries that `user` edits in `edition`, in German; a template if there are none."""
    from events.collecting.workbook.template import Book  # loads a large package

    with translation.override(settings.LANGUAGE_CODE):
        layout = Layout(noun, user, edition, land=land)
        entries, rows = list(own_entries(noun, user, edition, land=land)), []
        for start in range(0, len(entries), PART):
            part = entries[start : start + PART]
            contents = contents_of(part)
            rows += [(reference_of(entry), entry.edit_revision, contents[entry.pk]) for entry in part]
        layout.load([content for _reference, _revision, content in rows])
        return Book(layout, rows).write()
