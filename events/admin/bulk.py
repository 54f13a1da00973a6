"""One decision about many entries, each by itself, with a line that says what became of each: one way for queue and lists."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from clusterweek.accounts.models import User
from clusterweek.editorial.assigning import assign
from clusterweek.editorial.review import ReviewError, return_for_changes, submit
from events.admin.queue import NOUNS
from events.admin.reviewers import NOBODY, choices_for, person_named
from events.models import Event, Stand
from events.publishing import approve

Entry = Event | Stand
Take = Callable[..., Any]

# So many entries are decided at once: each takes a moment of its own.
MOST = 200
# A key with more characters names nothing.
LONGEST = 40


class Step(NamedTuple):
    """What can be done with many: its name on a button, what the line of an entry says then, and whose step it is.

    `prepare` reads from the form what all entries get, raises ReviewError if that is missing, and returns the function that
    takes an entry, `by` and its `edit_revision`.
    """

    label: Any
    done: Any
    prepare: Callable[[QueryDict], Take]
    of_office: bool = True
    needs: str = ""

    def is_open_to(self, user: User) -> bool:
        """Whether `user` may try it at all; each entry is asked by itself."""
        return user.is_programme_office or not self.of_office


def _returning(sent: QueryDict) -> Take:
    note = sent.get("note", "").strip()
    if not note:
        raise ReviewError(_("Please say what should be changed."))
    return partial(return_for_changes, note=note)


def _assigning(sent: QueryDict) -> Take:
    reviewer = sent.get("reviewer", "")
    if not reviewer:
        raise ReviewError(_("Please choose who shall review them."))
    to = None if reviewer == NOBODY else person_named(reviewer)
    if to is None and reviewer != NOBODY:
        raise ReviewError(_("Only somebody of the programme office reviews entries."))
    return lambda entry, *, by, edit_revision: assign(entry, by=by, to=to)


STEPS = {
    "approve": Step(gettext_lazy("Approve"), gettext_lazy("approved"), lambda sent: approve),
    "return": Step(gettext_lazy("Return with a note"), gettext_lazy("returned"), _returning, needs="note"),
    "assign": Step(gettext_lazy("Assign"), gettext_lazy("assignment changed"), _assigning, needs="reviewer"),
    "submit": Step(gettext_lazy("Submit"), gettext_lazy("submitted"), lambda sent: submit, of_office=False),
}


def key_of(entry: Entry) -> str:
    """What a form sends to name `entry` in the version that was looked at; `Waiting.key` is its twin."""
    return f"{entry._meta.model_name}-{entry.pk}-{entry.edit_revision}"


def read_key(key: str, user: User) -> tuple[Entry | None, int]:
    """The entry that `key` names, as far as `user` sees it, and the edit revision that was looked at."""
    noun, _dash, numbers = key.partition("-")
    number, _dash, revision = numbers.partition("-")
    if noun not in NOUNS or not (number.isdecimal() and revision.isdecimal()) or len(key) > LONGEST:
        return None, 0
    return NOUNS[noun].objects.viewable_by(user).filter(pk=number).first(), int(revision)


def decide_about_many(request: HttpRequest, *, back: str) -> HttpResponse:
    """Take the step that the form names with each entry that it names, say for each what became of it, and lead `back`.

    If what all of them need is missing, a page asks for it and nothing happens. Raises PermissionDenied for a step of the
    office that a coordinator sends.
    """
    name = request.POST.get("step", "")
    keys = list(dict.fromkeys(request.POST.getlist("entry")))
    if name not in STEPS or not keys:
        messages.warning(request, _("Please tick entries and choose what to do with them."))
        return redirect(back)
    if not STEPS[name].is_open_to(request.user):
        raise PermissionDenied
    try:
        take = STEPS[name].prepare(request.POST)
    except ReviewError as refusal:
        lines = [(key, str(read_key(key, request.user)[0] or key)) for key in keys]
        return confirmation(request, name, lines, address=request.get_full_path(), back=back, refusal=str(refusal))
    for key in keys:
        _take(request, key, take, STEPS[name])
    return redirect(back)


def _take(request: HttpRequest, key: str, take: Take, step: Step) -> None:
    """Take the step with one entry and add its line."""
    entry, revision = read_key(key, request.user)
    if entry is None:
        messages.error(request, _("There is no such entry: %(key)s") % {"key": key})
        return
    try:
        take(entry, by=request.user, edit_revision=revision)
    except ReviewError as refusal:
        messages.error(request, f"{entry}: {refusal}")
    except PermissionDenied:
        messages.error(request, _("%(entry)s: Only the lead Land does this.") % {"entry": entry})
    else:
        messages.success(request, f"{entry}: {step.done}")


def confirmation(
    request: HttpRequest, name: str, lines: Iterable[tuple[str, str]], *, address: str, back: str, refusal: str = ""
) -> HttpResponse:
    """The page that shows the entries, as key and title, and asks for what the step `name` needs; it posts to `address`."""
    step = STEPS[name]
    context = {
        **admin.site.each_context(request),
        "title": step.label,
        "name": name,
        "step": step,
        "lines": list(lines),
        "address": address,
        "back": back,
        "refusal": refusal,
        "reviewers": choices_for(request.user) if step.needs == "reviewer" else [],
    }
    return render(request, "admin/events/bulk.html", context)


class EntryBulk:
    """The part of an admin class with actions on the ticked entries of the list."""

    actions = ("submit_chosen", "approve_chosen", "return_chosen", "assign_chosen")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.bulk_view)
        return [path("bulk/", view, name=f"events_{self.opts.model_name}_bulk"), *super().get_urls()]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """How Django asks for the permission of actions."""
        return request.user.is_programme_office

    @method_decorator(require_POST)
    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        """Answer the confirmation page and lead to the list as it was narrowed."""
        return decide_about_many(request, back=self._narrowed(request, "changelist"))

    @admin.action(description=STEPS["submit"].label)
    def submit_chosen(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        """Ask before the ticked entries are submitted."""
        return self._ask(request, "submit", chosen)

    @admin.action(description=STEPS["approve"].label, permissions=["decide"])
    def approve_chosen(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        """Ask before the ticked entries are approved."""
        return self._ask(request, "approve", chosen)

    @admin.action(description=STEPS["return"].label, permissions=["decide"])
    def return_chosen(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        """Ask for the note with which the ticked entries are returned."""
        return self._ask(request, "return", chosen)

    @admin.action(description=STEPS["assign"].label, permissions=["decide"])
    def assign_chosen(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        """Ask who shall review the ticked entries."""
        return self._ask(request, "assign", chosen)

    def _ask(self, request: HttpRequest, name: str, chosen: QuerySet) -> HttpResponse | None:
        entries = list(chosen[: MOST + 1])
        if len(entries) > MOST:
            messages.warning(request, _("Please choose at most %(most)d entries at once.") % {"most": MOST})
            return None
        lines = [(key_of(entry), str(entry)) for entry in entries]
        return confirmation(request, name, lines, address=self._narrowed(request, "bulk"), back=self._narrowed(request, "changelist"))

    def _narrowed(self, request: HttpRequest, page: str) -> str:
        """The address of a page of this noun that carries search and filters of the list."""
        query = request.GET.urlencode()
        return reverse(f"admin:events_{self.opts.model_name}_{page}") + (f"?{query}" if query else "")
