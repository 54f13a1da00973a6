"""Invented cluster initiatives, marked as examples, who organize the invented part of the demo."""

from clusters.models import Cluster
from clusterweek.common.slugs import german_slug
from clusterweek.contents.demo.catalogue import Catalogue, names_in
from clusterweek.contents.tables import document, rows


def load_example_clusters(catalogue: Catalogue) -> None:
    """Create the example clusters that are missing."""
    german, english = document("examples/phrases")["cluster_description"]
    known = set(Cluster.objects.values_list("name", flat=True))
    for row in rows("examples/clusters"):
        if row["name"] in known:
            continue
        fields = catalogue.fields_named(row["technology_fields"])
        slug = german_slug(row["name"])
        cluster = Cluster.objects.create(
            name=row["name"],
            name_en=row["name_en"],
            slug=slug,
            city=row["city"],
            website=f"https://{slug}.example.org/",
            members=row["members"],
            email=f"{slug}@example.org",
            description=german.format(field=fields[0].name, city=row["city"]),
            description_en=english.format(field=fields[0].name_en, city=row["city"]),
            is_public=True,
            is_example=True,
        )
        cluster.states.set(catalogue.states_coded(row["states"]))
        cluster.technology_fields.set(fields)
        cluster.funding_programmes.set(catalogue.funding_programmes[name] for name in names_in(row["funding_programmes"]))
