"""The home page, which follows the phase of the current edition."""

from typing import Any

from django.http import Http404
from django.utils import timezone

from clusterweek.geography.outlines import state_map
from clusterweek.pages.models import News
from clusterweek.pages.news_feed import news_alternate
from contacts.models import ContactPerson
from events.programme.highlights import events_on, highlights_of
from events.programme.models import Edition, PublishedEvent
from events.programme.numbers import numbers_of
from events.programme.public_page import PublicPage

MOST_NEWS = 3


class HomeView(PublicPage):
    """The week's dates, the two doors, the Länder, the greeting and the contacts."""

    template_name = "pages/home.html"
    section = "home"

    def alternates(self) -> list[Any]:
        """The feed of the news."""
        return [news_alternate()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.lists.current_edition
        if edition is None:
            raise Http404
        numbers = numbers_of(edition, self.lists)
        frame = PublishedEvent.objects.of(edition).select_related("edition").in_bulk([edition.opening_event_id, edition.closing_event_id])
        busiest = max(numbers.by_day.values(), default=0)
        return super().get_context_data(
            edition=edition,
            phase=edition.phase,
            numbers=numbers,
            highlights=highlights_of(edition, self.lists),
            today=events_on(timezone.localdate(), edition, self.lists) if edition.phase == Edition.Phase.RUNNING else None,
            days=[(day, count, round(10 * count / busiest) if busiest else 0) for day, count in numbers.by_day.items()],
            states=[(state, numbers.by_state.get(state.pk, 0)) for state in self.lists.states.values()],
            state_map=state_map(),
            opening_event=frame.get(edition.opening_event_id),
            closing_event=frame.get(edition.closing_event_id),
            contact_persons=[person for person in self.lists.contacts.values() if person.role == ContactPerson.Role.PROGRAMME],
            news=News.objects.public()[:MOST_NEWS],
            coming_editions=[other for other in self.lists.editions.values() if other.first_day > edition.last_day],
            **kwargs,
        )
