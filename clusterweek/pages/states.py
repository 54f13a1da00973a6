"""The pages of the Länder."""

from typing import Any

from django.db.models import Q
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from clusterweek.common.languages import page_url
from clusterweek.geography.outlines import state_map
from contacts.models import ContactPerson
from events.programme.map_page import programme_map
from events.programme.models import PublishedStand
from events.programme.numbers import numbers_of
from events.programme.programme import find
from events.programme.public_page import PublicPage

FIRST_EVENTS = 12


class StatesView(PublicPage):
    """All Länder with the numbers of their events."""

    template_name = "pages/states.html"
    section = "states"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.edition_of_path()
        numbers = numbers_of(edition, self.lists)
        states = [(state, numbers.by_state.get(state.pk, 0)) for state in self.lists.states.values()]
        return super().get_context_data(edition=edition, states=states, state_map=state_map(), **kwargs)


class StateView(PublicPage):
    """One Land: its coordinators, events, stands and clusters."""

    template_name = "pages/state.html"
    section = "states"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = self.lists.states.get(self.kwargs["code"].upper())
        if state is None or self.kwargs["code"] != state.pk.lower():
            raise Http404
        edition = self.edition_of_path()
        result = find(edition, QueryDict(f"state={state.pk}"), self.lists) if edition.is_open else None
        stands_mine = Q(state=state) | Q(
            pk__in=PublishedStand.partner_states.through.objects.filter(federalstate=state).values("publishedstand")
        )
        stands = PublishedStand.objects.of(edition).filter(stands_mine).select_related("fair", "edition")
        return super().get_context_data(
            state=state,
            edition=edition,
            events=result.load(result.slice(0, FIRST_EVENTS)) if result else [],
            number_of_events=result.count if result else 0,
            map=programme_map(result, page_url("edition_map", edition=edition.slug)) if result else None,
            stands=sorted(stands, key=lambda stand: stand.place_key),
            clusters=[cluster for cluster in self.lists.clusters.values() if state in cluster.states.all()],
            contact_persons=[
                person
                for person in self.lists.contacts.values()
                if person.role == ContactPerson.Role.COORDINATOR and person.state_id == state.pk
            ],
            **kwargs,
        )

    def breadcrumb(self) -> list[tuple[str, str]]:
        """Under the Länder."""
        return [(_("Länder"), page_url("states"))]
