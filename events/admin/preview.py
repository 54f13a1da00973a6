"""The page that the public would see of a working copy: the very template of the public side, filled with the working copy."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from clusterweek.common.languages import LANGUAGES
from events.models import Event, PartnerState, Stand
from events.programme.lists import Lists
from events.programme.models import PublishedEvent, PublishedStand
from events.programme.public_page import PublicPage
from events.programme.relations import EVENT_RELATIONS, STAND_RELATIONS, fill

Entry = Event | Stand


def as_public(entry: Entry, lists: Lists) -> PublishedEvent | PublishedStand:
    """What approving would make of `entry` now, never saved: what is not public in `lists` is not shown either."""
    copy = entry.PUBLIC_COPY(pk=0)  # without a key, nothing could be related to it
    for field in entry.CONTENT._meta.local_fields:
        setattr(copy, field.attname, field.value_from_object(entry))
    if isinstance(copy, PublishedStand):
        copy.edition, copy.main_exhibitor = entry.edition, lists.clusters.get(copy.main_exhibitor_id)
    confirmed = entry.partners.filter(answer=PartnerState.Answer.CONFIRMED).values_list("state_id", flat=True)
    for name, list_name in (EVENT_RELATIONS if isinstance(entry, Event) else STAND_RELATIONS).items():
        keys = set(confirmed if name == "partner_states" else getattr(entry, name).values_list("pk", flat=True))
        fill(copy, name, [value for key, value in getattr(lists, list_name).items() if key in keys])
    return copy


class PreviewPage(PublicPage):
    """The public page of `entry`, of which nothing is public."""

    http_method_names = ["get", "head"]
    is_kept = False
    entry: Any = None
    picture_address = ""

    def get_template_names(self) -> list[str]:
        return ["programme/event_detail.html" if isinstance(self.entry, Event) else "programme/stand_detail.html"]

    def address(self, language: str) -> str:
        """The same preview in `language`."""
        return f"{self.request.path}?language={language}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        copy: Any = as_public(self.entry, self.lists)
        copy.private_picture = self.picture_address
        if isinstance(self.entry, Event):
            fill(copy, "dates", list(self.entry.dates.all()))
            of_noun = {"event": copy, "section": "programme"}
        else:
            events = PublishedEvent.objects.standing().filter(pk__in=self.entry.events_at_stand.values("pk"), edition=copy.edition)
            co_exhibitors = self.entry.co_exhibitors.select_related("cluster")
            events = events.select_related("edition").prefetch_related("dates")
            of_noun = {"stand": copy, "section": "stands", "co_exhibitors": co_exhibitors, "events": events}
        context = super().get_context_data(edition=copy.edition or self.lists.current_edition, **kwargs)
        return {**context, **of_noun, "preview": self.entry, "canonical_url": None}


class EntryPreview:
    """The part of an admin class that shows an entry as the public would see it, to everybody who may view it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<int:object_id>/preview/", view, name=f"events_{self.opts.model_name}_preview"), *super().get_urls()]

    @method_decorator(require_safe)
    def preview_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The saved working copy as a public page, in the language that the query names."""
        entry = self.require_entry(request, object_id)
        asked = request.GET.get("language", "")
        language = asked if asked in LANGUAGES else LANGUAGES[0]
        view = PreviewPage.as_view(entry=entry, picture_address=self.picture_address(entry))
        with translation.override(language):
            response = view(request).render()
        response.headers["Content-Language"] = language
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response
