from events.models.deadline import DeadlineExtension
from events.models.event import Event, EventDate, EventWord
from events.models.feed import Feed, FeedEntry
from events.models.organiser import Contribution, OrganiserLink
from events.models.outcome import EventOutcome
from events.models.partners import EventPartner, PartnerState, StandPartner
from events.models.release import ReleaseAcknowledgement
from events.models.stand import CoExhibitor, Stand, StandWord
from events.models.taken_over import TakenOver
from events.models.words import DoubleAnswer
from events.models.workbook import ImportedRow, WorkbookImport

__all__ = [
    "CoExhibitor",
    "Contribution",
    "DeadlineExtension",
    "DoubleAnswer",
    "Event",
    "EventDate",
    "EventOutcome",
    "EventPartner",
    "EventWord",
    "Feed",
    "FeedEntry",
    "ImportedRow",
    "OrganiserLink",
    "PartnerState",
    "ReleaseAcknowledgement",
    "Stand",
    "StandPartner",
    "StandWord",
    "TakenOver",
    "WorkbookImport",
]
