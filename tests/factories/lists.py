"""What the office keeps in lists, and clusters."""

import factory

from clusters.models import Cluster, FundingProgramme, TechnologyField
from events.programme.models import (
    Audience,
    EventFormat,
    EventLanguage,
    Synonym,
)
from tests.factories.base import Factory, related, rows


class TechnologyFieldFactory(Factory):
    """A technology field besides those of the portal's own list."""

    class Meta:
        model = TechnologyField
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda number: f"field-{number}")
    name = factory.LazyAttribute(lambda entry: entry.slug.replace("-", " ").capitalize())


class FundingProgrammeFactory(Factory):
    """A funding programme besides those of the portal's own list."""

    class Meta:
        model = FundingProgramme
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda number: f"funding-{number}")
    name = factory.LazyAttribute(lambda entry: entry.slug.replace("-", " ").capitalize())


class EventFormatFactory(Factory):
    """The format "Vortrag", unless another slug is given."""

    class Meta:
        model = EventFormat
        django_get_or_create = ("slug",)

    slug = "vortrag"
    name = factory.LazyAttribute(lambda entry: entry.slug.replace("-", " ").capitalize())


class AudienceFactory(Factory):
    """An audience besides those of the portal's own list."""

    class Meta:
        model = Audience
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda number: f"audience-{number}")
    name = factory.LazyAttribute(lambda entry: entry.slug.replace("-", " ").capitalize())


class SynonymFactory(Factory):
    """A group of two words besides those of the portal's own list."""

    class Meta:
        model = Synonym

    words = factory.Sequence(lambda number: f"Wort{number}, Begriff{number}")


class EventLanguageFactory(Factory):
    """German, unless another ISO 639-1 code is given as slug."""

    class Meta:
        model = EventLanguage
        django_get_or_create = ("slug",)

    slug = "de"
    name = factory.LazyAttribute(lambda entry: f"Language {entry.slug}")


class ClusterFactory(Factory):
    """A public cluster of NW: `states` takes codes."""

    class Meta:
        model = Cluster

    name = factory.Sequence(lambda number: f"Cluster {number}")
    slug = factory.Sequence(lambda number: f"cluster-{number}")
    is_public = True

    states = rows(lambda cluster, code: cluster.states.add(code), default=("NW",))
    technology_fields = related("technology_fields")
    funding_programmes = related("funding_programmes")
