"""What the demo's entries refer to by name: Länder, lists and clusters, read once."""

from collections import defaultdict
from functools import cached_property

from clusters.models import Cluster, FundingProgramme, TechnologyField
from clusterweek.geography.models import FederalState
from events.programme.models import Audience, EventFormat, EventLanguage

# Names that the sources use for values of our lists.
SAME_AS = {"Sport/Gesundheit": "Gesundheit und Medizin", "Messestand": "Messepräsentation"}


class Catalogue:
    """Rows by the names that the tables use, read when first asked for; an unknown name is a KeyError."""

    @cached_property
    def states(self) -> dict[str, FederalState]:
        """The Länder by German name."""
        return {state.name: state for state in FederalState.objects.all()}

    @cached_property
    def clusters(self) -> dict[str, Cluster]:
        """All clusters by German name."""
        return {cluster.name: cluster for cluster in Cluster.objects.all()}

    @cached_property
    def formats(self) -> dict[str, EventFormat]:
        """Formats by German name."""
        return {entry.name: entry for entry in EventFormat.objects.all()}

    @cached_property
    def technology_fields(self) -> dict[str, TechnologyField]:
        """Technology fields by German name."""
        return {entry.name: entry for entry in TechnologyField.objects.all()}

    @cached_property
    def funding_programmes(self) -> dict[str, FundingProgramme]:
        """Funding programmes by German name."""
        return {entry.name: entry for entry in FundingProgramme.objects.all()}

    @cached_property
    def audiences(self) -> dict[str, Audience]:
        """Audiences by slug."""
        return {entry.slug: entry for entry in Audience.objects.all()}

    @cached_property
    def languages(self) -> dict[str, EventLanguage]:
        """Languages by ISO 639-1 code."""
        return {entry.slug: entry for entry in EventLanguage.objects.all()}

    @cached_property
    def _examples(self) -> dict[tuple[str, str], list[Cluster]]:
        """Example clusters by code of the Land and name of the technology field."""
        found = defaultdict(list)
        for cluster in Cluster.objects.filter(is_example=True).prefetch_related("states", "technology_fields"):
            for state in cluster.states.all():
                for field in cluster.technology_fields.all():
                    found[state.pk, field.name].append(cluster)
        return found

    def examples_in(self, state: str, field: str) -> list[Cluster]:
        """The example clusters of a Land (code) in a technology field (German name)."""
        return self._examples.get((state, field), [])

    def states_coded(self, cell: str) -> list[FederalState]:
        """The Länder whose codes a cell names; a question mark behind a code says nothing here."""
        codes = names_in(cell.replace("?", ""))
        return [state for state in self.states.values() if state.code in codes]

    def fields_named(self, cell: str) -> list[TechnologyField]:
        """The technology fields that a cell names, separated by semicolons."""
        return [self.technology_fields[SAME_AS.get(name, name)] for name in names_in(cell)]


def names_in(cell: str) -> list[str]:
    """The names in a cell that are separated by semicolons."""
    return [name.strip() for name in cell.split(";") if name.strip()]
