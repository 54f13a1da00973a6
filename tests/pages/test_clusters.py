"""Clusters: filtered as on the Clusterplattform, each with its events and stands."""

import re
from datetime import date

import pytest
from django.test import Client

from clusters.models import FundingProgramme
from tests.factories import ClusterFactory, EditionFactory, PublishedEventFactory, PublishedStandFactory, TechnologyFieldFactory


def names(client: Client, query: str = "") -> list[str]:
    """The names on the page, in order."""
    html = client.get("/cluster/" + query).content.decode()
    return re.findall(r'class="cluster-card__title"[^>]*>\s*<a[^>]*>\s*(?:<span[^>]*>)?([^<]+?)\s*<', html)


@pytest.mark.django_db
def test_clusters_are_filtered(client: Client, current_edition) -> None:
    funding = FundingProgramme.objects.get(slug="go-cluster")
    ClusterFactory(name="Optiknetz", states=["TH"], technology_fields=[TechnologyFieldFactory(slug="optik")], funding_programmes=[funding])
    ClusterFactory(name="Windnetz", states=["HB", "NI"], city="Bremerhaven")
    ClusterFactory(name="Verborgen", is_public=False)

    assert names(client) == ["Optiknetz", "Windnetz"]
    assert (
        names(client, "?state=TH")
        == names(client, "?technology_field=optik")
        == names(client, "?funding_programme=go-cluster")
        == ["Optiknetz"]
    )
    assert names(client, "?state=NI") == names(client, "?q=bremerhaven") == ["Windnetz"]
    assert names(client, "?state=NI&q=optik") == []


@pytest.mark.django_db
def test_cluster_page_shows_events_and_stands_of_open_editions(client: Client, current_edition, collecting_edition) -> None:
    cluster = ClusterFactory(slug="netz", website="https://netz.example.org", members="über 100", city="Jena")
    PublishedEventFactory(title="Von 2019", organizers=[cluster])
    PublishedEventFactory(title="Von 2017", organizers=[cluster], edition=EditionFactory(slug="2017"))
    PublishedEventFactory(title="Noch geheim", organizers=[cluster], edition=collecting_edition)
    PublishedStandFactory(title="Unser Stand", main_exhibitor=cluster)

    html = client.get("/cluster/netz/").content.decode()

    for text in ("Von 2019", "Von 2017", "Unser Stand", 'href="https://netz.example.org"', "über 100", "Jena", "Nordrhein-Westfalen"):
        assert text in html, text
    assert "Noch geheim" not in html


@pytest.mark.django_db
def test_events_of_a_cluster_stand_in_the_order_of_their_days(client: Client, current_edition) -> None:
    cluster = ClusterFactory(slug="netz")
    PublishedEventFactory(title="Später", organizers=[cluster], dates=[date(2019, 4, 9)])
    PublishedEventFactory(title="Früher", organizers=[cluster], dates=[date(2019, 4, 4), date(2019, 4, 11)])

    html = client.get("/cluster/netz/").content.decode()

    assert re.findall(r'class="event-card__title"><a[^>]*>([^<]+)<', html) == ["Früher", "Später"]


@pytest.mark.django_db
def test_cluster_that_is_not_public_is_not_found(client: Client, current_edition) -> None:
    ClusterFactory(slug="netz", is_public=False)

    assert client.get("/cluster/netz/").status_code == 404


@pytest.mark.parametrize("query", ["?state=DE", "?technology_field=x", "?funding_programme=x"])
@pytest.mark.django_db
def test_wrong_value_gets_a_message_at_its_field(client: Client, current_edition, query: str) -> None:
    assert f'id="error-{query[1:].split("=")[0]}"' in client.get("/cluster/" + query).content.decode()


@pytest.mark.django_db
def test_clusters_come_thirty_a_page(client: Client, current_edition) -> None:
    for number in range(31):
        ClusterFactory(name=f"Netz {number:02}")

    assert (len(names(client)), names(client, "?page=2")) == (30, ["Netz 30"])
    assert client.get("/cluster/?page=3").status_code == 404


@pytest.mark.django_db
def test_similar_clusters_share_fields_before_states_and_examples_stay_among_themselves(client: Client, current_edition) -> None:
    optics, wind = TechnologyFieldFactory(slug="optik"), TechnologyFieldFactory(slug="wind")
    ClusterFactory(name="Optik und Wind", slug="netz", states=["TH"], technology_fields=[optics, wind])
    ClusterFactory(name="Auch aus Thüringen", states=["TH", "SN"])
    ClusterFactory(name="Beides", states=["HB"], technology_fields=[optics, wind])
    ClusterFactory(name="Ganz anders", states=["HB"])
    ClusterFactory(name="Nur Wind", states=["HB"], technology_fields=[wind])
    ClusterFactory(name="Nur Optik, in Thüringen", states=["TH"], technology_fields=[optics])
    ClusterFactory(name="Erfunden", states=["TH"], technology_fields=[optics, wind], is_example=True)

    html = client.get("/cluster/netz/").content.decode()
    similar = html[html.index('id="similar"') :]

    assert re.findall(r'class="cluster-card__title"><a[^>]*>([^<]+)<', similar) == ["Beides", "Nur Optik, in Thüringen", "Nur Wind"]


@pytest.mark.django_db
def test_cluster_without_events_leads_to_those_of_its_states_and_fields(client: Client, current_edition) -> None:
    ClusterFactory(slug="netz", states=["TH"], technology_fields=[TechnologyFieldFactory(slug="optik", name="Optik")])

    german, english = (client.get(path).content.decode() for path in ("/cluster/netz/", "/en/clusters/netz/"))

    assert '<a href="/programm/?state=TH">Alle Veranstaltungen in Thüringen</a>' in german
    assert '<a href="/programm/?technology_field=optik">Alle Veranstaltungen zu „Optik“</a>' in german
    assert '<a href="/en/programme/?state=TH">All events in Thuringia</a>' in english
    # Nothing is similar, so nothing is said of it.
    assert 'id="similar"' not in german
