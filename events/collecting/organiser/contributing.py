"""From an organiser's form to a draft on the desk of the Land, until the Land takes it over."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusterweek.accounts.models import User
from clusterweek.common.languages import active_language
from clusterweek.common.limiting import is_allowed
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.outbox.writing import Kind, notify, write_to_address
from clusterweek.editorial.review import ReviewError, locked
from clusterweek.editorial.versions import keep_version
from events.collecting.organiser.forms import OrganiserForm
from events.models import Contribution, OrganiserLink
from events.programme.models import Edition

# After the last day of the edition, name, address and note of an organiser are kept so long.
KEPT = timedelta(days=180)

HOUR = 60 * 60
MOST_RECEIPTS, MOST_ENTRIES = 5, 40


class Adopted(ReviewError):
    """The Land has taken the entry over, so that the organiser changes it no more."""


@transaction.atomic
def give_link(link: OrganiserLink, *, by: User) -> OrganiserLink:
    """Save a new `link`, and send it to the organiser if it names an address. Raises PermissionDenied for another Land's."""
    if not link.may_edit(by):
        raise PermissionDenied
    link.given_by = by
    link.save()
    if link.email:
        until = date_format(localtime(link.expires_at), "SHORT_DATETIME_FORMAT")
        sentence = _("With the link below you enter your contribution to %(edition)s, without an account. It works until %(until)s.")
        text = sentence % {"edition": link.edition, "until": until}
        write_to_address(link.email, Kind.ORGANISER_LINK, str(link.edition), text=text, secret_link=f"organiser:{link.pk}")
    return link


def revoke_link(link: OrganiserLink, *, by: User) -> None:
    """Have the link, and the addresses of what came in by it, open nothing any more. Raises PermissionDenied for another Land's."""
    if not link.may_edit(by):
        raise PermissionDenied
    OrganiserLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)


@transaction.atomic
def contribute(form: OrganiserForm) -> Contribution:
    """Make a draft of a valid `form` for the Land of its link; returns what was sent, for a single link what was sent first.

    The organiser gets a receipt, the Land a message. Raises ReviewError if too much has come in by the link within the hour.
    """
    link = OrganiserLink.objects.select_for_update().get(pk=form.link.pk)
    if not link.is_open and (first := link.contributions.first()):
        return first
    if not is_allowed("organiser-entry", str(link.pk), most=MOST_ENTRIES, seconds=HOUR):
        raise ReviewError(_("Too much has come in by this link just now. Please try again in an hour; what you typed is kept here."))
    entry = form.save(commit=False)
    entry.source = _("Entered by the organiser with the link “%(note)s”") % {"note": link.for_whom}
    entry.created_by, entry.last_edited_at = link.given_by, timezone.now()
    _save(form, entry)
    contribution = Contribution(link=link, language=active_language(), changed_at=timezone.now(), **{link.noun: entry})
    _note_sender(contribution, form)
    _tell(contribution, gettext_lazy("New:"))
    return contribution


@transaction.atomic
def change_contribution(contribution: Contribution, form: OrganiserForm) -> None:
    """Save what the organiser changed; the version that it replaces is kept. Raises Adopted once the Land has taken over."""
    current = locked(contribution.entry)
    if Contribution.objects.select_for_update().get(pk=contribution.pk).is_adopted:
        raise Adopted(_("The Land has taken your entry over meanwhile. Please tell its coordinators what should be changed."))
    keep_version(current)
    entry = form.save(commit=False)
    entry.edit_revision = current.edit_revision + 1
    entry.last_edited_at = timezone.now()
    _save(form, entry)
    contribution.changed_at = timezone.now()
    _note_sender(contribution, form)
    _tell(contribution, gettext_lazy("Changed:"))


@transaction.atomic
def adopt(contribution: Contribution, *, by: User) -> None:
    """Take the entry over for its Land: from now on the organiser only reads that. Raises PermissionDenied for another Land's."""
    if not contribution.may_edit(by):
        raise PermissionDenied
    Contribution.objects.filter(pk=contribution.pk, adopted_at=None).update(adopted_at=timezone.now(), adopted_by=by)


def forget_organisers() -> int:
    """Empty name, address and note of all whose edition ended longer ago than KEPT; returns how many that were.

    Messages that name organisers are deleted when they are as old. The privacy notice says both.
    """
    kinds = (Kind.ORGANISER_LINK, Kind.RECEIPT, Kind.CONTRIBUTED)
    Message.objects.filter(kind__in=kinds, created_at__lt=timezone.now() - KEPT).delete()
    over = Edition.objects.filter(last_day__lt=timezone.localdate() - KEPT)
    OrganiserLink.objects.filter(edition__in=over).exclude(email="").update(email="")
    told = Contribution.objects.filter(link__edition__in=over).exclude(name="", email="", note="")
    return told.update(name="", email="", note="")


def _save(form: OrganiserForm, entry: Any) -> None:
    entry.save()
    form.instance = entry
    form.save_m2m()
    form.save_lists(entry)
    form.rows.instance = entry
    form.rows.save()


def _note_sender(contribution: Contribution, form: OrganiserForm) -> None:
    for name in ("name", "email", "note"):
        setattr(contribution, name, form.cleaned_data[f"sender_{name}"])
    contribution.save()


def _tell(contribution: Contribution, what: Promise) -> None:
    entry, link = contribution.entry, contribution.link
    sender = " ".join(filter(None, [contribution.name, f"<{contribution.email}>"]))
    told = format_lazy("{what} {sender}", what=what, sender=sender)
    notify(Kind.CONTRIBUTED, to=link.state_id, by=None, entry=entry, text=told)
    if is_allowed("organiser-receipt", contribution.email.lower(), most=MOST_RECEIPTS, seconds=HOUR):
        text = _("Your entry is with the coordinators of %(state)s. Until they take it over, you can look at it and change it here:")
        write_to_address(
            contribution.email,
            Kind.RECEIPT,
            entry.title,
            text=text % {"state": link.state},
            secret_link=f"contribution:{contribution.pk}",
            language=contribution.language,
        )
