"""The office corrects some texts of a submitted entry and approves it in one step; what it corrected is kept with the decision."""

from django.db import transaction
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.review import ReviewError, record_edit, submitted
from events.models import Event, Stand
from events.publishing import approve

Entry = Event | Stand

# Texts in which the office corrects a comma; everything else goes back to the Land.
CORRECTABLE: dict[type[Entry], tuple[str, ...]] = {
    Event: ("title", "summary", "description", "status_note"),
    Stand: ("title", "exhibits", "description"),
}


@transaction.atomic
def correct_and_approve(entry: Entry, *, by: User, edit_revision: int, texts: dict[str, str], single_handed_reason: str) -> Entry:
    """Save `texts` (name of the field → corrected text) in the submitted `entry`, publish it, and return the working copy.

    Texts that are as they were, but for line ends, count for nothing; without any other this is `approve`. Raises what `approve` raises,
    ReviewError for a field that is not in CORRECTABLE, and ValidationError for a text that does not fit.
    """
    entry = submitted(entry, by=by, edit_revision=edit_revision)
    if not set(texts) <= set(CORRECTABLE[type(entry)]):
        raise ReviewError(_("Only texts can be corrected here."))
    before = {name: getattr(entry, name) for name, text in texts.items() if _words(text) != _words(getattr(entry, name))}
    if before:
        for name in before:
            setattr(entry, name, texts[name])
        entry.clean_fields(exclude=[field.name for field in entry._meta.fields if field.name not in before])
        record_edit(entry, by=by, edit_revision=edit_revision)
        entry.save()
    return approve(entry, by=by, edit_revision=entry.edit_revision, single_handed_reason=single_handed_reason, corrections=before)


def _words(text: str) -> str:
    """The text without what browsers do to it: other line ends, no blanks around."""
    return text.replace("\r\n", "\n").strip()
