"""Pages of the back office: taking entries over from an earlier edition, and beginning a new edition with the frame of an old one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from clusterweek.accounts.office_pages import add_office_page, add_page
from clusterweek.accounts.widgets import DayInput
from clusterweek.editorial.review import ReviewError
from events.admin.forms import edition_for_new_entries
from events.admin.outcomes import lands
from events.collecting.earlier import Earlier, clone_edition, earlier_entries, shift_between, take_over
from events.models import Event
from events.programme.models import Edition, PublishedEvent


@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: HttpRequest) -> HttpResponse:
    """Choose entries of an earlier edition; POST makes drafts of them."""
    editions = list(Edition.objects.order_by("-first_day"))
    chosen = request.POST if request.method == "POST" else request.GET
    default = edition_for_new_entries()
    new = next((each for each in editions if each.slug == chosen.get("to")), default)
    if new is None:
        raise Http404
    olds = [each for each in editions if each.first_day < new.first_day]
    old = next((each for each in olds if each.slug == chosen.get("from")), olds[0] if olds else None)
    if request.method == "POST" and old is not None:
        return _take(request, old, new)
    state = request.GET.get("state", "")
    lines = earlier_entries(request.user, old, new, state=state) if old else []
    shift = shift_between(old, new) if old else None
    context = {
        **admin.site.each_context(request),
        "title": _("Take over from an earlier edition"),
        "old": old,
        "new": new,
        "olds": olds,
        "news": [each for each in editions if not each.is_closed and each != editions[-1]],
        "lines": [(line, _address(line), _days(line, shift)) for line in lines],
        "states": lands(request),
        "state": state,
    }
    return render(request, "admin/collecting/earlier.html", context)


def _take(request: HttpRequest, old: Edition, new: Edition) -> HttpResponse:
    keys = request.POST.getlist("entry")
    back = f"{reverse('admin:earlier')}?from={old.slug}&to={new.slug}"
    if not keys:
        messages.warning(request, _("Please tick the entries to take over."))
        return redirect(back)
    try:
        how = {"with_days": request.POST.get("days") == "shift", "again": "again" in request.POST}
        made = take_over(keys, by=request.user, old=old, new=new, **how)
    except ReviewError as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    sentence = ngettext("%(count)d draft was made.", "%(count)d drafts were made.", len(made)) % {"count": len(made)}
    left = len(set(keys)) - len(made)
    if left:
        more = ngettext("%(count)d entry had been taken over before.", "%(count)d entries had been taken over before.", left)
        sentence += " " + more % {"count": left}
    messages.success(request, sentence)
    return redirect(back)


def _address(line: Earlier) -> str:
    """The form of the draft that was made; "" if there is none."""
    return reverse(f"admin:events_{line.draft._meta.model_name}_change", args=[line.draft.pk]) if line.draft else ""


def _days(line: Earlier, shift: Any) -> list[tuple[Any, Any]]:
    """The first day of each date of an event, as it was and as it would be."""
    if not isinstance(line.entry, Event | PublishedEvent):
        return []
    return [(row.first_day, row.first_day + shift) for row in line.entry.dates.all()[:3]]


class FrameForm(forms.ModelForm):
    """What a new edition needs of its own; the rest follows from the earlier one."""

    class Meta:
        model = Edition
        fields = ["number", "title", "title_en", "slug", "first_day"]
        widgets = {"first_day": DayInput}
        help_texts = {"first_day": gettext_lazy("All other days move by as many weeks, to the same weekday.")}


@require_http_methods(["GET", "HEAD", "POST"])
def clone(request: HttpRequest, edition: str) -> HttpResponse:
    """Ask for what is new, and make the edition."""
    old = get_object_or_404(Edition, slug=edition)
    form = FrameForm(request.POST or None, initial={"number": old.number + 1 if old.number else None})
    if request.method == "POST" and form.is_valid():
        try:
            new = clone_edition(old, form.save(commit=False), by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The edition is made. Please look through its days, and add patrons and greeting."))
            return redirect("admin:programme_edition_change", new.pk)
    context = {
        **admin.site.each_context(request),
        "title": _("New edition with this frame"),
        "subtitle": str(old),
        "old": old,
        "form": form,
    }
    return render(request, "admin/collecting/clone_edition.html", context)


add_page("earlier/", earlier, name="earlier", label=gettext_lazy("Take over from earlier"), order=60)
add_office_page("editions/<slug:edition>/clone/", clone, name="clone_edition")
