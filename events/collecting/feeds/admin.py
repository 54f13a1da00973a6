"""Feeds of the Länder in the back office: entered, mapped on real data, and switched on; only the worker fetches them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.history import RecordedAdmin
from clusterweek.accounts.models import User
from clusterweek.geography.models import FederalState
from events.admin.forms import edition_for_new_entries, open_editions
from events.admin.listing import badge
from events.collecting.feeds.mapping import DAYS, FIELDS, FIRST, convert, label
from events.collecting.feeds.tasks import fetch_feed
from events.models import Feed

# Without these nothing useful comes in.
NEEDED = ("title", FIRST)


class FeedForm(forms.ModelForm):
    """Where a feed is; the admin sets `by`."""

    by: User

    class Meta:
        model = Feed
        fields = ["name", "state", "edition", "address", "kind", "items_at", "only_in_week", "every"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" not in self.fields:
            return
        if not self.by.is_programme_office:
            self.fields["state"].queryset = FederalState.objects.filter(pk__in=self.by.state_codes)
            if len(self.by.state_codes) == 1:
                self.fields["state"].empty_label = None
                self.initial.setdefault("state", next(iter(self.by.state_codes)))
        self.fields["edition"].queryset = open_editions(self.instance.edition_id)
        self.initial.setdefault("edition", edition_for_new_entries())

    def clean_address(self) -> str:
        """An address over https; where it leads is checked whenever it is fetched."""
        address = self.cleaned_data["address"]
        if not address.startswith("https://"):
            raise forms.ValidationError(_("Only addresses that begin with https:// are fetched."))
        return address


class MappingForm(forms.Form):
    """Which column goes where."""

    def __init__(self, *args: Any, feed: Feed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "–"), *((column, column) for column in feed.columns)]
        for name in (*FIELDS, *DAYS):
            chosen = feed.mapping.get(name, "")
            self.fields[name] = forms.ChoiceField(
                label=label(name), choices=choices, required=name in NEEDED, initial=chosen if chosen in feed.columns else ""
            )

    @property
    def mapping(self) -> dict[str, str]:
        """Field → column."""
        return {name: column for name, column in self.cleaned_data.items() if column}


@admin.register(Feed)
class FeedAdmin(RecordedAdmin):
    """The feeds of one's own Länder; the office has all."""

    menu = (Section.PROGRAMME, 27)
    form = FeedForm
    change_form_template = "admin/collecting/feed.html"
    list_display = ("name", "state", "edition", "kind", "standing", "looked_at", "next_at")
    list_select_related = ("state", "edition")
    search_fields = ("name", "address")
    fields = ("name", "state", "edition", "address", "kind", "items_at", "only_in_week", "every")

    def may_enter(self, user: User) -> bool:
        return user.has_back_office_access

    def visible_to(self, user: User) -> QuerySet:
        return Feed.objects.editable_by(user)

    def may_view(self, user: User, entry: Feed) -> bool:
        return entry.may_edit(user)

    def get_form(self, request: HttpRequest, obj: Feed | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def get_urls(self) -> list[URLPattern]:
        views = {"mapping": self.mapping_view, "fetch": self.fetch_view, "switch": self.switch_view}
        wrap = self.admin_site.admin_view
        return [
            *(path(f"<int:number>/{name}/", wrap(view), name=f"events_feed_{name}") for name, view in views.items()),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("state of the feed"))
    def standing(self, feed: Feed) -> SafeString:
        """Whether it works."""
        if feed.error:
            return badge("withdrawn", _("cannot be read"))
        return badge("public", _("is fetched")) if feed.is_active else badge("draft", _("switched off"))

    def save_model(self, request: HttpRequest, obj: Feed, form: forms.ModelForm, change: bool) -> None:
        """Save, and have the worker look if it is another feed than before; it is then mapped and switched on anew."""
        if not change:
            obj.created_by = request.user
        is_another = not change or {"address", "kind", "items_at"} & set(form.changed_data)
        if is_another:
            obj.is_active, obj.columns, obj.sample, obj.error, obj.looked_at, obj.mapping = False, [], [], "", None, {}
        super().save_model(request, obj, form, change)
        if is_another:
            transaction.on_commit(lambda: fetch_feed.enqueue(obj.pk))

    def response_add(self, request: HttpRequest, obj: Feed, post_url_continue: str | None = None) -> HttpResponse:
        return redirect("admin:events_feed_mapping", obj.pk)

    def response_change(self, request: HttpRequest, obj: Feed) -> HttpResponse:
        return redirect("admin:events_feed_mapping", obj.pk)

    def _require(self, request: HttpRequest, number: int) -> Feed:
        feed = Feed.objects.editable_by(request.user).select_related("state", "edition").filter(pk=number).first()
        if feed is None:
            raise Http404
        return feed

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def mapping_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show what the feed holds and what would become of it; POST saves which column goes where."""
        feed = self._require(request, number)
        form = MappingForm(request.POST or None, feed=feed)
        mapping = feed.mapping
        if request.method == "POST" and feed.columns and form.is_valid():
            feed.mapping = mapping = form.mapping
            feed.save(update_fields=["mapping"])
            messages.success(request, _("Saved. Below stands what would become of the first records."))
            return redirect("admin:events_feed_mapping", feed.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("What goes where"),
            "subtitle": feed.name,
            "opts": self.opts,
            "feed": feed,
            "form": form,
            "rows": [(field, _sample(feed, field.value())) for field in form],
            "converted": [convert(record, mapping) for record in feed.sample] if mapping else [],
            "may_switch": all(mapping.get(name) for name in NEEDED),
            "vanished": feed.entries.filter(vanished_at__isnull=False, event__binned_at=None, event__isnull=False).select_related("event"),
        }
        return render(request, "admin/collecting/feed_mapping.html", context)

    @method_decorator(require_POST)
    def fetch_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Have the worker fetch it now."""
        feed = self._require(request, number)
        fetch_feed.enqueue(feed.pk)
        messages.success(request, _("The feed is fetched in the background. Please load this page again in a moment."))
        return redirect("admin:events_feed_mapping", feed.pk)

    @method_decorator(require_POST)
    def switch_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Switch it on, which fetches it at once, or off."""
        feed = self._require(request, number)
        if not feed.is_active and not all(feed.mapping.get(name) for name in NEEDED):
            messages.error(request, _("Please say first where title and beginning stand."))
            return redirect("admin:events_feed_mapping", feed.pk)
        feed.is_active = not feed.is_active
        feed.save(update_fields=["is_active"])
        if feed.is_active:
            fetch_feed.enqueue(feed.pk)
        messages.success(request, _("Switched on: drafts are made in the background.") if feed.is_active else _("Switched off."))
        return redirect("admin:events_feed_mapping", feed.pk)


def _sample(feed: Feed, column: Any) -> str:
    """What stands in `column` of the first record that has anything there."""
    return next((record[column][:120] for record in feed.sample if record.get(column)), "") if column else ""
