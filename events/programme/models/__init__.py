from events.programme.models.edition import CurrentEdition, Edition, Patron
from events.programme.models.event import ACCESSIBILITY_FEATURES, DateRow, EventContent, PublishedEvent, PublishedEventDate
from events.programme.models.highlight import Highlight
from events.programme.models.preview_link import PreviewLink
from events.programme.models.retired import RetiredSlug
from events.programme.models.stand import CoExhibitorRow, PublishedCoExhibitor, PublishedStand, StandContent, TradeFair
from events.programme.models.synonym import Synonym
from events.programme.models.vocabularies import Audience, EventFormat, EventLanguage

__all__ = [
    "ACCESSIBILITY_FEATURES",
    "Audience",
    "CoExhibitorRow",
    "CurrentEdition",
    "DateRow",
    "Edition",
    "EventContent",
    "EventFormat",
    "EventLanguage",
    "Highlight",
    "Patron",
    "PreviewLink",
    "PublishedCoExhibitor",
    "PublishedEvent",
    "PublishedEventDate",
    "PublishedStand",
    "RetiredSlug",
    "StandContent",
    "Synonym",
    "TradeFair",
]
