"""How a workbook names entries: "event-12". What is not one's own answers like what does not exist."""

import re
from typing import Any

from clusterweek.accounts.models import User
from events.collecting.workbook.cells import Cell, as_text
from events.collecting.workbook.declaration import NOUNS
from events.models import Event, Stand
from events.programme.models import Edition

Entry = Event | Stand

_REFERENCE = re.compile(r"(event|stand)-(\d{1,18})")


def reference_of(entry: Entry) -> str:
    """What a workbook calls `entry`."""
    return f"{entry._meta.model_name}-{entry.pk}"


def key_in(cell: Cell, noun: str) -> int | None:
    """The key that a reference names, whether or not there is such an entry; None if it is no reference to that noun."""
    found = _REFERENCE.fullmatch(as_text(cell).strip())
    return int(found[2]) if found and found[1] == noun else None


def revision_in(cell: Cell) -> int | None:
    """The edit revision that a cell holds."""
    text = as_text(cell)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def own_entries(noun: str, user: User, edition: Edition, *, land: str = "") -> Any:
    """The entries that a workbook of `user` for `edition` can hold, in the order in which they were entered."""
    model = NOUNS[noun]
    found = model.objects.editable_by(user).filter(**{model.EDITION: edition})
    if noun == "stand":
        found = found | model.objects.editable_by(user).filter(fair__isnull=True)
    if land:
        found = found.filter(state=land)
    return found.order_by("pk")


def entries_with(keys: list[int], noun: str, user: User, edition: Edition) -> dict[int, Entry]:
    """Those of `keys` that are the user's, belong to the edition and do not lie in the bin, by key."""
    return {entry.pk: entry for entry in own_entries(noun, user, edition).filter(pk__in=keys).select_related(NOUNS[noun].EDITION)}
