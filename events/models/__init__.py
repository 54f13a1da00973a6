from events.models.deadline import DeadlineExtension
from events.models.event import Event, EventDate
from events.models.partners import EventPartner, PartnerState, StandPartner
from events.models.release import ReleaseAcknowledgement
from events.models.stand import CoExhibitor, Stand

__all__ = [
    "CoExhibitor",
    "DeadlineExtension",
    "Event",
    "EventDate",
    "EventPartner",
    "PartnerState",
    "ReleaseAcknowledgement",
    "Stand",
    "StandPartner",
]
