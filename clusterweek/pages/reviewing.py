"""The review of pages: who has written a text does not release it; the public reads what was released last."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.models import Decision
from clusterweek.editorial.outbox.writing import Kind, notify_person
from clusterweek.editorial.review import OutdatedRevision, ReviewError
from clusterweek.pages.delivered import Texts, texts_of
from clusterweek.pages.models import Page, PageDraft

TOLD = {Decision.Kind.APPROVED: Kind.APPROVED, Decision.Kind.RETURNED: Kind.RETURNED}


def draft_of(page: Page) -> PageDraft | None:
    """The text that waits to be released for `page`."""
    return PageDraft.objects.select_related("written_by").filter(page=page).first()


def has_reviewer(draft: PageDraft) -> bool:
    """Whether there is anybody who may release `draft`: somebody of the programme office who has not written it."""
    return User.objects.in_programme_office().exclude(pk=draft.written_by_id).exists()


@transaction.atomic
def write(page: Page, texts: Texts, *, by: User, edit_revision: int) -> PageDraft | None:
    """Keep `texts` as the draft of `page`; returns it, or None if they are what the public reads, for which no draft is kept.

    `edit_revision` is that of the draft which the writer has seen, 0 if there was none. Raises PermissionDenied, and
    OutdatedRevision if somebody has written, released or discarded a draft since.
    """
    draft = _locked(page, by=by, edit_revision=edit_revision)
    if texts == texts_of(page):
        PageDraft.objects.filter(page=page).delete()
        return None
    draft = draft or PageDraft(page=page, edit_revision=0)
    for name, text in texts._asdict().items():
        setattr(draft, name, text)
    draft.written_by, draft.written_at, draft.note = by, timezone.now(), ""
    draft.edit_revision += 1
    draft.save()
    return draft


@transaction.atomic
def release(page: Page, *, by: User, edit_revision: int) -> Page:
    """Have the public read the draft of `page`.

    Raises PermissionDenied, OutdatedRevision, and ReviewError without a draft or for one's own.
    """
    draft = _decidable(page, by=by, edit_revision=edit_revision)
    _decide(draft, Decision.Kind.APPROVED, by=by)
    for name, text in texts_of(draft)._asdict().items():
        setattr(page, name, text)
    page._history_user = by  # type: ignore[attr-defined]
    page.save()
    draft.delete()
    return page


@transaction.atomic
def send_back(page: Page, *, by: User, edit_revision: int, note: str) -> PageDraft:
    """Ask the writer of the draft to change it, with a `note` that says what.

    Raises PermissionDenied, OutdatedRevision, and ReviewError without a note or a draft, or for one's own.
    """
    draft = _decidable(page, by=by, edit_revision=edit_revision)
    if not note.strip():
        raise ReviewError(_("Please say what should be changed."))
    _decide(draft, Decision.Kind.RETURNED, by=by, note=note.strip())
    draft.note = note.strip()
    draft.edit_revision += 1
    draft.save()
    return draft


@transaction.atomic
def discard(page: Page, *, by: User, edit_revision: int) -> None:
    """Drop the draft of `page`. Raises PermissionDenied and OutdatedRevision."""
    draft = _locked(page, by=by, edit_revision=edit_revision)
    if draft is not None:
        draft.delete()


def _locked(page: Page, *, by: User, edit_revision: int) -> PageDraft | None:
    """The draft of `page`, which nobody else changes until the transaction ends."""
    if not by.is_programme_office:
        raise PermissionDenied
    Page.objects.select_for_update().get(pk=page.pk)
    draft = draft_of(page)
    if (draft.edit_revision if draft else 0) != edit_revision:
        raise OutdatedRevision(_("Somebody else has changed the new text of this page since you opened it. Please look at it once more."))
    return draft


def _decidable(page: Page, *, by: User, edit_revision: int) -> PageDraft:
    """The draft of `page`, if `by` may decide on it."""
    draft = _locked(page, by=by, edit_revision=edit_revision)
    if draft is None:
        raise ReviewError(_("There is no new text to decide on."))
    if draft.written_by_id == by.pk:
        raise ReviewError(_("Nobody releases what they have written themselves. Please ask a second account of the office."))
    return draft


def _decide(draft: PageDraft, kind: Decision.Kind, *, by: User, note: str = "") -> None:
    """Keep who decided what on which text, and tell who wrote it."""
    if draft.written_by:
        notify_person(draft.written_by, TOLD[kind], by=by, entry=draft.page, text=note)
    Decision.objects.create(
        entry=draft.page,
        kind=kind,
        submitted_by=draft.written_by,
        last_edited_by=draft.written_by,
        decided_by=by,
        decided_at=timezone.now(),
        edit_revision=draft.edit_revision,
        note=note,
        content=texts_of(draft)._asdict(),
    )
