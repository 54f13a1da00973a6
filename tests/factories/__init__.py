"""One factory for every noun: the least that is valid, the same in every test, nothing by chance.

Entries belong to the edition of 2019 and to NW unless a test says otherwise. Lists and rows are given as lists:
`PublishedEventFactory(technology_fields=[field], dates=[date(2019, 4, 2), {"first_day": …, "from_time": …}])`.
"""

from tests.factories.base import LONG_AGO, PASSWORD, Factory
from tests.factories.collecting import FeedFactory, OrganiserLinkFactory
from tests.factories.lists import (
    AudienceFactory,
    ClusterFactory,
    EventFormatFactory,
    EventLanguageFactory,
    FundingProgrammeFactory,
    SynonymFactory,
    TechnologyFieldFactory,
)
from tests.factories.pages import ReportFactory
from tests.factories.people import ContactPersonFactory, CoordinatorFactory, OfficeFactory, UserFactory
from tests.factories.programme import (
    EditionFactory,
    EventDateFactory,
    EventFactory,
    PatronFactory,
    PublishedEventDateFactory,
    PublishedEventFactory,
    PublishedStandFactory,
    StandFactory,
    TradeFairFactory,
)

FACTORIES = [made for made in vars().values() if isinstance(made, type) and issubclass(made, Factory) and made is not Factory]

__all__ = [
    "FACTORIES",
    "LONG_AGO",
    "PASSWORD",
    "AudienceFactory",
    "ClusterFactory",
    "ContactPersonFactory",
    "CoordinatorFactory",
    "EditionFactory",
    "EventDateFactory",
    "EventFactory",
    "EventFormatFactory",
    "EventLanguageFactory",
    "Factory",
    "FeedFactory",
    "FundingProgrammeFactory",
    "OfficeFactory",
    "OrganiserLinkFactory",
    "PatronFactory",
    "PublishedEventDateFactory",
    "PublishedEventFactory",
    "PublishedStandFactory",
    "ReportFactory",
    "StandFactory",
    "SynonymFactory",
    "TechnologyFieldFactory",
    "TradeFairFactory",
    "UserFactory",
]
