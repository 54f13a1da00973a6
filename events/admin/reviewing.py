"""The office's page for one submitted entry: what changed, what to beware of, and the decision; then comes the next entry."""

from copy import copy
from functools import cached_property, partial
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from clusterweek.accounts.widgets import Unspoken
from clusterweek.editorial.models import TextModule
from clusterweek.editorial.readable import PARTNERS
from clusterweek.editorial.review import OutdatedRevision, ReviewError, return_for_changes
from events.admin.comparison import Comparison, corrections_in
from events.admin.queue import Queue, Waiting, details
from events.admin.standing import Standing
from events.admin.steps import posted_revision
from events.correcting import CORRECTABLE, correct_and_approve
from events.models import Event, Stand

Entry = Event | Stand

# The name of the field for a note at a field begins with this.
NOTE = "note-"


def queue_of(request: HttpRequest) -> Queue:
    """The queue, narrowed as the query string says."""
    return Queue(**{name: request.GET.get(name, "") for name in ("state", "kind", "reviewer")})


def review_address(waiting: Waiting, queue: Queue) -> str:
    """Where the office reviews what waits, in the queue as it is narrowed."""
    return reverse(f"admin:events_{waiting.noun}_review", args=(waiting.pk,)) + query_of(queue)


def query_of(queue: Queue) -> str:
    """The query string that narrows the queue alike; empty if it is whole."""
    narrowed = {"state": queue.state, "kind": queue.kind, "reviewer": queue.reviewer}
    chosen = {name: value for name, value in narrowed.items() if value}
    return f"?{urlencode(chosen)}" if chosen else ""


def correction_form(entry: Entry, data: Any = None) -> forms.ModelForm:
    """The texts that can be corrected; each is sent along as it was shown, so that what stays is told from what changed."""
    names = CORRECTABLE[type(entry)]
    widgets = dict.fromkeys(names, forms.Textarea(attrs={"rows": 3}))
    form = forms.modelform_factory(type(entry), fields=names, widgets=widgets)(data, instance=copy(entry), prefix="text")
    for field in form.fields.values():
        field.show_hidden_initial, field.hidden_widget = True, Unspoken
    return form


class EntryReview:
    """The part of an admin class with the review page."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.review_view)
        return [path("<int:object_id>/review/", view, name=f"events_{self.opts.model_name}_review"), *super().get_urls()]

    def review_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show the entry against what there was before, or take the decision and lead to the next entry."""
        entry = self.require_entry(request, object_id)
        if not request.user.is_programme_office:
            raise PermissionDenied
        review = Review(self, request, entry)
        if request.method == "POST" and review.is_decided():
            return redirect(review.next_address)
        context = {**self.admin_site.each_context(request), "title": str(entry), "opts": self.opts, "original": entry, "review": review}
        return render(request, "admin/events/review.html", context)

    def field_order(self) -> tuple[str, ...]:
        """The names of the content in the order of the form, rows where they stand in it."""
        names: list[str] = []
        for heading, options in self.fieldsets:
            names += flatten(options["fields"])
            for inline in self.inlines:
                if inline.after == heading:
                    rows = inline.model._meta.get_field(str(self.opts.model_name)).remote_field.related_name
                    names.append(PARTNERS if rows == "partners" else rows)
        return tuple(names)


class Review:
    """One entry on the desk of one person of the office."""

    def __init__(self, model_admin: Any, request: HttpRequest, entry: Entry) -> None:
        self.request, self.user, self.entry = request, request.user, entry
        self.queue = queue_of(request)
        self.standing = Standing(entry, request.user)
        self.comparison = Comparison(entry, model_admin.field_order())
        self.picture_address = model_admin.picture_address(entry)
        self.form = correction_form(entry)
        self.notes: dict[str, str] = {}
        self.note = ""
        self.refusals: list[str] = []
        self.lost_corrections: dict[str, str] = {}

    # What the page shows

    @cached_property
    def waiting(self) -> Waiting:
        """The entry as the queue shows it, with what to beware of."""
        return details(type(self.entry), [self.entry.pk])[self.entry.pk]

    @cached_property
    def fields(self) -> list[dict[str, Any]]:
        """What changed since the public copy, each field with its correction and its note."""
        return [{"difference": found, **self._at_field(found.name)} for found in self.comparison.since_public]

    @cached_property
    def unchanged(self) -> list[dict[str, Any]]:
        """The other fields that say anything, or can be corrected."""
        told = self.comparison.unchanged.items()
        return [{"told": line, **self._at_field(name)} for name, line in told if not line.is_empty or name in self.form.fields]

    def _at_field(self, name: str) -> dict[str, Any]:
        correction = self.form[name] if name in self.form.fields and self.standing.may_decide else None
        return {"name": name, "correction": correction, "note_name": f"{NOTE}{name}", "note": self.notes.get(name, "")}

    @cached_property
    def number(self) -> int:
        """The place of the entry in the queue."""
        return self.queue.number_of(self.entry)

    @cached_property
    def former(self) -> str:
        """The address of the entry before this one; empty if there is no other."""
        found = self.queue.before(self.entry, besides=self.user)
        return review_address(found, self.queue) if found else ""

    @cached_property
    def following(self) -> str:
        """The address of the entry after this one; empty if there is no other."""
        found = self.queue.after(self.entry, besides=self.user)
        return review_address(found, self.queue) if found else ""

    @property
    def next_address(self) -> str:
        """Where to go on after the decision: the next entry, or the queue."""
        return self.following or self.queue_address

    @property
    def queue_address(self) -> str:
        """The queue from which one came."""
        return reverse("admin:review_queue") + query_of(self.queue)

    @property
    def preview_address(self) -> str:
        """The page that the public would see."""
        return reverse(f"admin:events_{self.entry._meta.model_name}_preview", args=(self.entry.pk,))

    @property
    def text_modules(self) -> list[TextModule]:
        """Sentences for returning the entry."""
        return list(TextModule.objects.all())

    @cached_property
    def decisions(self) -> list[dict[str, Any]]:
        """What was decided earlier, with the notes at fields by their labels and the corrections."""
        labels = {name: told.label for name, told in self.comparison.told.items()}
        return [
            {
                "decision": decision,
                "field_notes": [(labels.get(name, name), note) for name, note in decision.field_notes.items()],
                "corrections": corrections_in(self.entry, decision),
            }
            for decision in self.comparison.decisions
        ]

    @property
    def reason(self) -> str:
        """What the field for the reason begins with; who edited earlier says it in their own words."""
        return self.request.POST.get("single_handed_reason", "" if self.standing.was_edited_by_user else _("Correction during the review"))

    # The decision

    def is_decided(self) -> bool:
        """Take the step that the button names; if it is refused, the page says why and keeps what was typed."""
        self.note = self.request.POST.get("note", "")
        self.notes = {name: note for name in self.comparison.told if (note := self.request.POST.get(f"{NOTE}{name}", "").strip())}
        sent = correction_form(self.entry, self.request.POST)
        corrections = {name: self.request.POST.get(sent.add_prefix(name), "").strip() for name in sent.changed_data}
        known: dict[str, Any] = {"by": self.user, "edit_revision": posted_revision(self.request)}
        if "_return" in self.request.POST:
            if corrections:
                self.form = sent
                self.refusals = [_("Corrections are saved with an approval alone. Please take them back, or write them as a note.")]
                return False
            return self._is_taken(partial(return_for_changes, self.entry, note=self.note, field_notes=self.notes, **known), _("Returned"))
        needs_reason = corrections or self.standing.was_edited_by_user
        reason = self.request.POST.get("single_handed_reason", "") if needs_reason else ""
        step = partial(correct_and_approve, self.entry, texts=corrections, single_handed_reason=reason, **known)
        return self._is_taken(step, _("Corrected and approved") if corrections else _("Approved"), sent=sent, corrections=corrections)

    def _is_taken(self, step: Any, done: str, *, sent: Any = None, corrections: dict[str, str] | None = None) -> bool:
        try:
            step()
        except OutdatedRevision as refusal:
            self.refusals = [str(refusal), _("Below stands what it says now.")]
            labels = self.form.fields
            self.lost_corrections = {str(labels[name].label): text for name, text in (corrections or {}).items()}
        except ReviewError as refusal:
            self.refusals, self.form = [str(refusal)], sent or self.form
        except ValidationError as refusal:
            self.form = sent
            self.form.is_valid()
            self.refusals = refusal.messages
        else:
            messages.success(self.request, f"{done}: {self.entry}")
            return True
        return False
