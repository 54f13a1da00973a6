"""The page "Take part": its text, until when one can take part, and whom to turn to in one's Land."""

from typing import Any

from django.utils import timezone

from clusterweek.pages.models import Page
from clusterweek.pages.texts import TextView
from contacts.models import ContactPerson
from events.programme.models import Edition


class TakePartView(TextView):
    """The text of the office, with the dates of the coming editions and the coordinators of the Land that `state` names."""

    template_name = "pages/take_part.html"
    key = Page.Key.TAKE_PART
    section = "take_part"

    @property
    def chosen_state(self) -> Any:
        """The Land that the query names; None if it names none."""
        return self.lists.states.get(self.request.GET.get("state", ""))

    def query_string(self) -> str:
        return f"?state={self.chosen_state.pk}" if self.chosen_state else ""

    def canonical_query(self) -> str:
        """The Land alone."""
        return self.query_string()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = self.lists.contacts.values()
        state = self.chosen_state
        coordinators = [person for person in people if person.role == ContactPerson.Role.COORDINATOR]
        return super().get_context_data(
            taking=[edition for edition in self.lists.editions.values() if takes_entries(edition)],
            announced=[edition for edition in self.lists.editions.values() if edition.phase == Edition.Phase.ANNOUNCED],
            states=list(self.lists.states.values()),
            chosen_state=state,
            coordinators=[person for person in coordinators if state and person.state_id == state.pk],
            programme_contacts=[person for person in people if person.role == ContactPerson.Role.PROGRAMME],
            **kwargs,
        )


def takes_entries(edition: Edition) -> bool:
    """Whether entries of `edition` can be submitted now."""
    return edition.collects_from <= timezone.localdate() and timezone.now() <= edition.submission_deadline and not edition.is_closed
