"""The office's page before an edition opens: what is approved, what waits, what must be acknowledged, and how long it takes."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from clusterweek.accounts.models import User
from clusterweek.accounts.office_pages import add_office_page
from clusterweek.editorial.models import Decision, WorkingCopy
from clusterweek.editorial.review import ReviewError
from events.admin.coverage import reminder_address
from events.admin.forms import edition_for_new_entries
from events.models import Event, Stand
from events.programme.models import Edition, PreviewLink
from events.programme.preview import give_preview_link, revoke_preview_link
from events.releasing import Finding, Kind, ReleaseWarning, acknowledge, editor_of_greeting, warnings_of

# So many entries stand on the page itself; the lists have the others.
SHOWN = 20

NOTE_LENGTH = PreviewLink._meta.get_field("note").max_length


class Number(NamedTuple):
    """How many entries of a noun there are, and the list of exactly these."""

    label: str
    count: int
    address: str


class Warned(NamedTuple):
    """A warning with the addresses of what it names."""

    warning: ReleaseWarning
    findings: list[tuple[str, str]]
    is_own: bool


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, edition: str | None = None) -> HttpResponse:
    """Show where the release stands; POST acknowledges the warning that the form names."""
    editions = list(Edition.objects.all())
    chosen = next((each for each in editions if each.slug == edition), None) if edition else edition_for_new_entries()
    if chosen is None:
        raise Http404
    if request.method == "POST":
        try:
            acknowledge(chosen, kind=request.POST.get("warning", ""), digest=request.POST.get("digest", ""), by=request.user)
        except ReviewError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Acknowledged."))
        return redirect("admin:edition_release", edition=chosen.slug)
    warnings, events, stands = warnings_of(chosen), Event.objects.filter(edition=chosen), Stand.objects.filter(fair__edition=chosen)
    waiting = [entries.filter(review_status=WorkingCopy.ReviewStatus.SUBMITTED) for entries in (events, stands)]
    context = {
        "title": _("Release"),
        "subtitle": str(chosen),
        "edition": chosen,
        "editions": editions,
        "preview_links": PreviewLink.objects.filter(edition=chosen).select_related("given_by", "revoked_by"),
        "preview_days": settings.PREVIEW_DAYS,
        "numbers": [
            _number(_("Approved events"), events.approved(), chosen, published="yes"),
            _number(_("Approved stands"), stands.approved(), chosen, published="yes"),
            _number(_("Submitted events"), waiting[0], chosen, review_status__exact="submitted"),
            _number(_("Submitted stands"), waiting[1], chosen, review_status__exact="submitted"),
        ],
        "waiting": [
            (entry, _form(str(entries.model._meta.model_name), entry.pk))
            for entries in waiting
            for entry in entries.select_related("state").order_by("submitted_at")[:SHOWN]
        ],
        "single_handed": _single_handed(events, stands),
        "warnings": [_warned(warning, chosen, request.user) for warning in warnings],
        "still_open": sum(warning.seen is None for warning in warnings),
    }
    return render(request, "admin/events/release.html", {**admin.site.each_context(request), **context})


@require_POST
def give_preview(request: HttpRequest, edition: str) -> HttpResponse:
    """Make a link to the preview for whom the form names."""
    chosen, note = get_object_or_404(Edition, slug=edition), request.POST.get("note", "").strip()[:NOTE_LENGTH]
    if note:
        link = give_preview_link(chosen, note=note, by=request.user)
        messages.success(request, _("The link for “%(note)s” stands in the list.") % {"note": link})
    else:
        messages.error(request, _("Please write for whom the link is."))
    return redirect(reverse("admin:edition_release", args=[chosen.slug]) + "#preview")


@require_POST
def revoke_preview(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """Revoke one link."""
    link = get_object_or_404(PreviewLink, pk=number, edition__slug=edition)
    revoke_preview_link(link, by=request.user)
    messages.success(request, _("The link for “%(note)s” does not work any more.") % {"note": link})
    return redirect(reverse("admin:edition_release", args=[edition]) + "#preview")


def _number(label: str, entries: QuerySet, edition: Edition, **chosen: str) -> Number:
    """The number of `entries`, with the list that these filters narrow to exactly them."""
    noun = entries.model._meta.model_name
    name = "edition__id__exact" if entries.model is Event else "fair__edition__id__exact"
    query = urlencode({name: edition.pk, **chosen})
    return Number(label, entries.count(), f"{reverse(f'admin:events_{noun}_changelist')}?{query}")


def _single_handed(events: QuerySet, stands: QuerySet) -> QuerySet:
    """The decisions of those who had edited last themselves, with their reasons."""
    of_noun = [
        Q(content_type=ContentType.objects.get_for_model(entries.model), object_id__in=entries.values("pk")) for entries in (events, stands)
    ]
    decisions = Decision.objects.filter(of_noun[0] | of_noun[1]).exclude(single_handed_reason="")
    return decisions.select_related("decided_by").prefetch_related("entry")


def _warned(warning: ReleaseWarning, edition: Edition, user: User) -> Warned:
    is_own = warning.kind == Kind.GREETING_UNREAD and editor_of_greeting(edition) == user.pk
    return Warned(warning, [(finding.label, _address(finding, edition)) for finding in warning.findings if finding.label], is_own)


def _address(finding: Finding, edition: Edition) -> str:
    """Where the office acts on a finding: at the entry, or with a reminder to the Land."""
    if finding.noun:
        return _form(finding.noun, finding.number)
    return reminder_address(edition, finding.key)


def _form(noun: str, number: int) -> str:
    return reverse(f"admin:events_{noun}_change", args=[number])


add_office_page("release/", release, name="release", label=gettext_lazy("Release"))
add_office_page("release/<slug:edition>/", release, name="edition_release")
add_office_page("release/<slug:edition>/preview/", give_preview, name="give_preview")
add_office_page("release/<slug:edition>/preview/<int:number>/revoke/", revoke_preview, name="revoke_preview")
