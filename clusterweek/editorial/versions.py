"""The versions of an entry: each is kept at the moment in which something else takes its place."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from clusterweek.editorial.models import Decision, SavedVersion


class Version(NamedTuple):
    """What an entry said once: where that is kept (`source` and `number`), when, by whom, at which step, and the content."""

    source: str
    number: int
    moment: datetime
    person: Any
    step: str
    content: dict[str, Any]


def keep_version(entry: Any) -> None:
    """Keep what the stored `entry` says at its edit revision; call it with the locked row before anything is changed."""
    keep_versions([entry])


def keep_versions(entries: Sequence[Any]) -> None:
    """The same for many entries; a version that is kept already stays as it is."""
    versions = [
        SavedVersion(
            content_type=ContentType.objects.get_for_model(entry),
            object_id=entry.pk,
            edit_revision=entry.edit_revision,
            saved_by_id=entry.last_edited_by_id or entry.created_by_id,
            saved_at=entry.last_edited_at or entry.created_at,
            content=entry.working_copy_as_json(),
        )
        for entry in entries
    ]
    SavedVersion.objects.bulk_create(versions, ignore_conflicts=True)


def content_at(entry: Any, edit_revision: int) -> dict[str, Any] | None:
    """What `entry` said at `edit_revision`; None if it never had that one, or from before versions were kept."""
    if edit_revision == entry.edit_revision:
        return entry.working_copy_as_json()
    return SavedVersion.objects.of(entry).filter(edit_revision=edit_revision).values_list("content", flat=True).first()


def editors_since(entry: Any, edit_revision: int) -> list[Any]:
    """Who has saved a version of `entry` newer than `edit_revision`, each once, the first to do so first."""
    newer = SavedVersion.objects.of(entry).filter(edit_revision__gt=edit_revision).select_related("saved_by").order_by("edit_revision")
    people = [version.saved_by for version in newer] + [entry.last_edited_by]
    return list(dict.fromkeys(person for person in people if person is not None))


def versions_of(entry: Any) -> list[Version]:
    """Everything that `entry` said once and that is kept: saved versions and the contents of decisions, the latest first."""
    saved = SavedVersion.objects.of(entry).select_related("saved_by")
    decided = Decision.objects.of(entry).select_related("decided_by")
    return sorted([*map(_saved, saved), *map(_decided, decided)], key=lambda version: version.moment, reverse=True)


def find_version(entry: Any, source: str, number: int) -> Version | None:
    """One of them; None if there is none of this entry."""
    if source == "saved":
        saved = SavedVersion.objects.of(entry).filter(pk=number).first()
        return _saved(saved) if saved else None
    decided = Decision.objects.of(entry).filter(pk=number).first() if source == "decision" else None
    return _decided(decided) if decided else None


def _saved(row: SavedVersion) -> Version:
    return Version("saved", row.pk, row.saved_at, row.saved_by, _("Saved"), row.content)


def _decided(row: Decision) -> Version:
    return Version("decision", row.pk, row.decided_at, row.decided_by, row.get_kind_display(), row.content)
