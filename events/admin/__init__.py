"""The back office of events and stands; Django finds the admin classes here."""

from events.admin import coordinator_desk, coverage_gap, coverage_pages, imports, numbers_export, office_desk, queue_pages, release_pages
from events.admin.deadline import DeadlineExtensionAdmin
from events.admin.event import EventAdmin
from events.admin.stand import StandAdmin

__all__ = [
    "DeadlineExtensionAdmin",
    "EventAdmin",
    "StandAdmin",
    "coordinator_desk",
    "coverage_gap",
    "coverage_pages",
    "imports",
    "numbers_export",
    "office_desk",
    "queue_pages",
    "release_pages",
]
