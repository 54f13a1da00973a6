"""What changes rarely and every page needs: Länder, lists, clusters, editions; kept per process and public revision."""

import threading
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from clusters.models import Cluster, FundingProgramme, TechnologyField
from clusterweek.common.snapshot import read_snapshot
from clusterweek.editorial.models import PublicRevision
from clusterweek.geography.models import FederalState
from contacts.models import ContactPerson
from events.programme.models import Audience, CurrentEdition, Edition, EventFormat, EventLanguage, Synonym
from events.programme.search import Synonyms


@dataclass(frozen=True)
class Lists:
    """One immutable snapshot; every dictionary is in display order and keyed by primary key."""

    revision: int
    states: dict[str, FederalState] = field(default_factory=dict)
    formats: dict[int, EventFormat] = field(default_factory=dict)
    technology_fields: dict[int, TechnologyField] = field(default_factory=dict)
    funding_programmes: dict[int, FundingProgramme] = field(default_factory=dict)
    audiences: dict[int, Audience] = field(default_factory=dict)
    languages: dict[int, EventLanguage] = field(default_factory=dict)
    clusters: dict[int, Cluster] = field(default_factory=dict)
    editions: dict[int, Edition] = field(default_factory=dict)
    released_contacts: dict[int, ContactPerson] = field(default_factory=dict)
    current_edition: Edition | None = None
    synonyms: Synonyms = field(default_factory=Synonyms)
    # Lists of one epoch follow each other: what changed from one to the next tells what changed in the programme.
    epoch: object = None
    _made: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    def keep(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` gives, made once for these lists and kept as long as they are."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    @property
    def contacts(self) -> dict[int, ContactPerson]:
        """The contact persons that are shown today."""
        today = timezone.localdate()
        return {key: person for key, person in self.released_contacts.items() if person.expires_on is None or person.expires_on >= today}

    def chosen(self, name: str, keys: Collection) -> list:
        """Those entries of the list `name` that have one of `keys`, in display order."""
        values = getattr(self, name)
        if len(keys) > 1:
            places = self.keep(name, lambda: {key: place for place, key in enumerate(values)})
            keys = sorted((key for key in keys if key in places), key=places.__getitem__)
        return [values[key] for key in keys if key in values]

    def edition(self, slug: str | None) -> Edition | None:
        """The edition with `slug`, or the current one if `slug` is None; None if there is none."""
        if slug is None:
            return self.current_edition
        return next((edition for edition in self.editions.values() if edition.slug == slug), None)


_kept = Lists(revision=-1, epoch=object())
_lock = threading.Lock()


def current_lists() -> Lists:
    """The lists as of the present public revision; one query as long as nothing public changes."""
    global _kept  # noqa: PLW0603
    revision = PublicRevision.current()
    if revision != _kept.revision:
        with _lock, read_snapshot():
            revision = PublicRevision.current()
            if revision != _kept.revision:
                _kept = _load(revision)
    return _kept


def latest_lists() -> Lists:
    """The lists as this process knew them last; no query."""
    return _kept


def forget_lists() -> None:
    """Drop what this process keeps; for tests, whose transactions are rolled back."""
    global _kept  # noqa: PLW0603
    _kept = Lists(revision=-1, epoch=object())


def _load(revision: int) -> Lists:
    editions = Edition.objects.prefetch_related("patrons").in_bulk()
    editions = dict(sorted(editions.items(), key=lambda item: item[1].first_day, reverse=True))
    current = CurrentEdition.objects.values_list("edition", flat=True).first()
    clusters = Cluster.objects.public().prefetch_related("states", "technology_fields", "funding_programmes")
    return Lists(
        revision=revision,
        epoch=_kept.epoch,
        states=_by_key(FederalState.objects.all()),
        formats=_by_key(EventFormat.objects.all()),
        technology_fields=_by_key(TechnologyField.objects.all()),
        funding_programmes=_by_key(FundingProgramme.objects.all()),
        audiences=_by_key(Audience.objects.all()),
        languages=_by_key(EventLanguage.objects.all()),
        clusters=_by_key(clusters),
        editions=editions,
        released_contacts=_by_key(ContactPerson.objects.filter(is_public=True)),
        current_edition=editions.get(current),
        synonyms=Synonym.load(),
    )


def _by_key(entries) -> dict:
    return {entry.pk: entry for entry in entries}
