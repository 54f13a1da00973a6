"""Greeting, contact, editions, and the pages of plain text."""

from typing import Any

from django.http import Http404

from clusterweek.common.bilingual import in_language
from clusterweek.common.markdown import render
from clusterweek.pages.models import Page
from contacts.models import ContactPerson
from events.programme.public_page import PublicPage


class GreetingView(PublicPage):
    """The patrons of the current edition, and their greeting, which is released with the programme."""

    template_name = "pages/greeting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(edition=self.edition_of_path(), **kwargs)


class ContactView(PublicPage):
    """The contacts of the programme and the coordinators of the Länder."""

    template_name = "pages/contact.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = self.lists.contacts.values()
        return super().get_context_data(
            programme_contacts=[person for person in people if person.role == ContactPerson.Role.PROGRAMME],
            press_contacts=[person for person in people if person.role == ContactPerson.Role.PRESS],
            coordinators=[
                (state, [person for person in people if person.role == ContactPerson.Role.COORDINATOR and person.state_id == state.pk])
                for state in self.lists.states.values()
            ],
            **kwargs,
        )


class EditionsView(PublicPage):
    """Every Clusterwoche with its dates."""

    template_name = "pages/editions.html"


class TextView(PublicPage):
    """A page of plain text; its `key` is fixed in the table of addresses."""

    template_name = "pages/text.html"
    key = ""

    def find_page(self) -> Page | None:
        """The page as it is saved."""
        return Page.objects.filter(key=self.key).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.find_page()
        if page is None:
            raise Http404
        title, title_language = in_language(page, "title")
        text, text_language = in_language(page, "text")
        return super().get_context_data(
            page=page,
            title=title,
            title_language=title_language,
            html=render(text, first_heading=2),
            text_language=text_language,
            **kwargs,
        )
