"""The real cluster initiatives."""

import re

from clusters.models import Cluster
from clusterweek.common.slugs import german_slug
from clusterweek.contents.demo.catalogue import Catalogue, names_in
from clusterweek.contents.tables import rows


def load_clusters(catalogue: Catalogue) -> None:
    """Create the clusters that are missing, with nothing added to what the table says."""
    known = set(Cluster.objects.values_list("name", flat=True))
    for row in rows("clusters"):
        if row["name"] in known:
            continue
        cluster = Cluster.objects.create(
            name=row["name"],
            slug=german_slug(row["name"]),
            city=row["city"],
            website=row["website"],
            members=row["members"],
            is_public=True,
        )
        cluster.states.set(state for name, state in catalogue.states.items() if name == row["land"] or _names(row["note"], name))
        cluster.technology_fields.set(catalogue.fields_named(row["technology_field"]))
        cluster.funding_programmes.set(catalogue.funding_programmes[name] for name in names_in(row["programme"]))


def _names(note: str, state: str) -> bool:
    """Whether the note names this Land as a whole word, e.g. "länderübergreifend mit Brandenburg"."""
    return re.search(rf"(?<![\w-]){state}(?![\w-])", note) is not None
