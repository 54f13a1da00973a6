"""The back office of collecting; the app loads it beside `events.admin`."""

from events.collecting import earlier_pages
from events.collecting.feeds.admin import FeedAdmin
from events.collecting.organiser.admin import OrganiserLinkAdmin

__all__ = ["FeedAdmin", "OrganiserLinkAdmin", "earlier_pages"]
