"""The page for the press: its text, whom to ask, news, and the marks to take along."""

from typing import Any

from clusterweek.pages.models import News, Page
from clusterweek.pages.news_feed import MOST_NEWS, news_alternate
from clusterweek.pages.texts import TextView
from contacts.models import ContactPerson


class PressView(TextView):
    """The text of the office with press contacts, news and marks."""

    template_name = "pages/press.html"
    key = Page.Key.PRESS

    def alternates(self) -> list[Any]:
        """The feed of the news."""
        return [news_alternate()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            news=News.objects.public()[:MOST_NEWS],
            press_contacts=[person for person in self.lists.contacts.values() if person.role == ContactPerson.Role.PRESS],
            **kwargs,
        )
