"""The feed of changes to master data: what it tells, and what its undo puts back."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.models import Cluster, TechnologyField
from clusterweek.accounts.models import User
from clusterweek.editorial.changes import Change, Changes
from clusterweek.editorial.models import PublicRevision, UndoneChange
from clusterweek.editorial.models.revision import MASTER_DATA
from clusterweek.editorial.review import ReviewError
from clusterweek.editorial.undoing import undo
from clusterweek.pages.models import Page
from contacts.models import ContactPerson
from events.programme.models import Edition, Patron
from tests.backoffice.forms import address, save, sentences
from tests.factories import ClusterFactory, ContactPersonFactory, EditionFactory, EventFactory, TechnologyFieldFactory

FEED = reverse("admin:changes")


@pytest.fixture
def cluster(db: None) -> Cluster:
    """A public cluster of NW."""
    return ClusterFactory(name="Photonics", city="Aachen", states=["NW"])


def latest(noun: type = Cluster) -> Change:
    """The latest change of `noun`."""
    return Changes(noun=noun._meta.label_lower)[0:1][0]


def undo_latest(by: User, noun: type = Cluster) -> None:
    undo(noun, latest(noun).record.history_id, by=by)


def pieces(change: Change) -> dict[str, list[tuple[str, str]]]:
    """The differences of a change by field, without what stayed the same."""
    return {
        difference.name: [(piece.kind.value, piece.text) for piece in difference.pieces if piece.kind != "same"]
        for difference in change.differences
    }


# What it tells


def test_every_list_of_master_data_is_in_its_history():
    kept = {(noun, field.name) for noun in MASTER_DATA for field in noun.history.model._history_m2m_fields}

    assert kept == {(noun, field.name) for noun in MASTER_DATA for field in noun._meta.local_many_to_many}


def test_saving_a_form_is_one_change_with_fields_and_lists_word_by_word(desk, nw, cluster):
    field = TechnologyFieldFactory(name="Optics")

    save(desk, cluster, city="Aachen und Jülich", technology_fields=[field.pk])

    change = latest()
    assert (change.record.history_user, change.title, change.kind.name) == (nw, "Photonics", "CHANGED")
    assert pieces(change) == {"city": [("added", "und Jülich")], "technology_fields": [("added", "Optics")]}


def test_saving_a_form_without_changing_anything_is_no_change(desk, cluster):
    before = len(Changes())

    save(desk, cluster)

    assert len(Changes()) == before


def test_creating_is_one_change_with_its_lists(cluster):
    assert [change.kind.name for change in Changes(noun="clusters.cluster")[0:9]] == ["CREATED"]
    assert pieces(latest())["states"] == [("added", "North Rhine-Westphalia")]


def test_a_change_after_another_transaction_is_one_of_its_own(office_desk, cluster):
    for city in ("Jülich", "Bonn"):
        save(office_desk, cluster, city=city)

    assert [pieces(change)["city"] for change in Changes(noun="clusters.cluster")[0:2]] == [
        [("removed", "Jülich"), ("added", "Bonn")],
        [("removed", "Aachen"), ("added", "Jülich")],
    ]


def test_the_page_names_who_what_and_the_words(desk, nw, office_desk, cluster):
    save(desk, cluster, city="Bonn")

    page = office_desk.get(FEED).content.decode()

    assert [word in page for word in (str(nw), "Photonics", "Aachen", "Bonn", address(cluster))] == [True] * 5


def test_it_is_filtered_by_noun_and_person(desk, nw, office_desk, cluster):
    page = Page.objects.create(key=Page.Key.HELP, title="Help", text="Text")
    save(desk, cluster, city="Bonn")
    later = Page.objects.get(pk=page.pk)
    later.title = "Help!"
    later.save()

    def titles(**chosen: object) -> list[str]:
        return [line["change"].title for line in office_desk.get(FEED, chosen).context["lines"]]

    assert (titles(person=nw.pk), titles(noun="pages.page")) == (["Photonics"], ["Help!", "Help"])
    assert titles(noun="accounts.user", person="nobody") == titles()


def test_it_has_pages(office_desk):
    ClusterFactory.create_batch(30)

    first, second = (office_desk.get(FEED, {"noun": "clusters.cluster", "page": number}).context["lines"] for number in (1, 2))

    assert (len(first), len(second)) == (25, 5)


def test_a_row_of_an_edition_leads_to_the_edition(office_desk):
    edition = EditionFactory()
    Patron.objects.create(edition=edition, name="A", office="Minister")

    [line] = office_desk.get(FEED, {"noun": "programme.patron"}).context["lines"]

    assert (line["change"].title, line["address"]) == ("A", address(edition))


def test_the_number_of_queries_does_not_grow(office_desk, office):
    for noun in MASTER_DATA:
        noun.history.all().delete()  # of the lists that every test's database begins with
    counts = []
    for _round in range(2):
        for _entry in range(3):
            cluster = ClusterFactory(technology_fields=[TechnologyFieldFactory()])
            save(office_desk, cluster, city="Bonn", states=["BE", "NW"])
            contact = ContactPersonFactory(role="event", state_id="NW", is_public=False)
            contact.state_id = "BE"
            contact.save()
        edition = EditionFactory()
        Patron.objects.create(edition=edition, name="A", office="Minister")
        undo_latest(office)
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            office_desk.get(FEED)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_desk_shows_the_last_few_that_people_made(office_desk, cluster):
    save(office_desk, cluster, city="Bonn")

    page = office_desk.get(reverse("admin:index"))

    assert [line["change"].title for line in page.context["changes"]] == ["Photonics"]
    assert FEED in page.content.decode()


# Undo


def test_undo_puts_back_fields_and_lists_and_the_public_sees_it(office, desk, cluster):
    save(desk, cluster, city="Bonn", technology_fields=[TechnologyFieldFactory().pk])
    change, revision = latest(), PublicRevision.current()

    undo(Cluster, change.record.history_id, by=office)

    cluster = Cluster.objects.get()
    assert (cluster.city, list(cluster.technology_fields.all())) == ("Aachen", [])
    assert PublicRevision.current() > revision
    assert (latest().record.history_user, UndoneChange.objects.get().undone_by) == (office, office)
    assert latest().record.history_change_reason != ""


def test_what_others_changed_meanwhile_stays(office, office_desk, cluster):
    save(office_desk, cluster, city="Bonn")
    number = latest().record.history_id
    save(office_desk, cluster, members="100")

    undo(Cluster, number, by=office)

    cluster = Cluster.objects.get()
    assert (cluster.city, cluster.members) == ("Aachen", "100")


def test_what_was_changed_again_is_not_undone_but_leads_to_the_form(office_desk, cluster):
    save(office_desk, cluster, city="Bonn", members="100")
    number = latest().record.history_id
    save(office_desk, cluster, city="Köln")

    page = office_desk.post(reverse("admin:undo_change", args=["clusters.cluster", number]), follow=True)

    cluster = Cluster.objects.get()
    assert (cluster.city, cluster.members, UndoneChange.objects.count()) == ("Köln", "100", 0)
    assert "changed since, so nothing was undone: Place." in sentences(page)[0]
    assert f'href="{address(cluster)}"' in sentences(page)[0]


def test_a_list_that_was_changed_again_is_not_undone(office, cluster):
    first, second = TechnologyFieldFactory.create_batch(2)
    for chosen in ([first], [first, second]):
        Cluster.objects.get().technology_fields.set(chosen)
    number = Changes(noun="clusters.cluster")[1:2][0].record.history_id

    with pytest.raises(ReviewError, match="Technology fields"):
        undo(Cluster, number, by=office)


def test_nothing_is_undone_twice(office, office2, desk, cluster):
    save(desk, cluster, city="Bonn")
    number = latest().record.history_id
    undo(Cluster, number, by=office)
    revision = PublicRevision.current()

    with pytest.raises(ReviewError, match=f"{office} has undone this change already"):
        undo(Cluster, number, by=office2)

    assert PublicRevision.current() == revision


def test_an_undo_can_be_undone(office, office_desk, cluster):
    save(office_desk, cluster, city="Bonn")
    undo_latest(office)

    undo_latest(office)

    assert Cluster.objects.get().city == "Bonn"


def test_the_button_goes_with_the_undo(office_desk, cluster):
    save(office_desk, cluster, city="Bonn")
    where = reverse("admin:undo_change", args=["clusters.cluster", latest().record.history_id])
    before = where in office_desk.get(FEED).content.decode()

    page = office_desk.post(where, {"next": f"{FEED}?noun=clusters.cluster"}, follow=True)

    assert (before, where in page.content.decode(), page.redirect_chain) == (True, False, [(f"{FEED}?noun=clusters.cluster", 302)])


def test_the_way_back_leads_to_no_other_host(office_desk, cluster):
    save(office_desk, cluster, city="Bonn")
    where = reverse("admin:undo_change", args=["clusters.cluster", latest().record.history_id])

    assert office_desk.post(where, {"next": "https://example.com/"}).url == FEED


def test_a_deleted_entry_comes_back_with_its_lists(office, office_desk):
    cluster = ClusterFactory(name="Photonics", is_public=False, states=["NW", "BE"])
    office_desk.post(address(cluster, "delete"), {"post": "yes"})
    deleted = latest()

    undo_latest(office)

    assert (deleted.kind.name, deleted.is_there, deleted.may_be_undone) == ("DELETED", False, True)
    restored = Cluster.objects.get()
    assert (restored.pk, restored.name, [state.pk for state in restored.states.order_by("pk")]) == (cluster.pk, "Photonics", ["BE", "NW"])


def test_a_deleted_entry_does_not_come_back_if_its_name_is_taken(office):
    TechnologyFieldFactory(name="Optics", slug="optics").delete()
    TechnologyFieldFactory(name="Optics", slug="optics-2")
    number = next(change for change in Changes(noun="clusters.technologyfield")[0:3] if change.kind.name == "DELETED").record.history_id

    with pytest.raises(ReviewError, match="cannot be undone any more"):
        undo(TechnologyField, number, by=office)


def test_a_list_does_not_come_back_with_what_is_deleted(office, office_desk, cluster):
    field = TechnologyFieldFactory()
    cluster.technology_fields.set([field])
    save(office_desk, cluster, technology_fields=[])
    number = latest().record.history_id
    field.delete()

    with pytest.raises(ReviewError, match="has been deleted since"):
        undo(Cluster, number, by=office)


def test_a_change_of_what_is_deleted_is_not_undone(office, office_desk):
    contact = ContactPersonFactory(is_public=False)
    save(office_desk, contact, last_name="Muster")
    number = latest(ContactPerson).record.history_id
    ContactPerson.objects.get().delete()

    with pytest.raises(ReviewError, match="deleted since"):
        undo(ContactPerson, number, by=office)


def test_an_undo_that_would_break_a_rule_is_refused(office, office_desk, cluster):
    save(office_desk, cluster, name="Optics")
    number = latest().record.history_id
    ClusterFactory(name="Photonics")

    with pytest.raises(ReviewError, match="cannot be undone any more"):
        undo(Cluster, number, by=office)


def test_a_new_entry_is_not_undone(office, cluster):
    assert not latest().may_be_undone
    with pytest.raises(ReviewError, match="please delete it"):
        undo_latest(office)


def test_a_coordinator_undoes_nothing(nw, desk, cluster):
    save(desk, cluster, city="Bonn")

    with pytest.raises(PermissionDenied):
        undo_latest(nw)
    assert Cluster.objects.get().city == "Bonn"


def test_dates_of_an_edition_are_undone_like_words(office, office_desk):
    edition = EditionFactory()
    save(office_desk, edition, title="Other", last_day="2019-04-12")

    undo_latest(office, Edition)

    edition.refresh_from_db()
    assert (edition.title, edition.last_day.day) == ("Clusterwoche 2019", 11)


@pytest.mark.parametrize("where", [["accounts.user", 1], ["clusters.cluster", 999]])
def test_what_is_no_change_is_not_found(office_desk, where):
    assert office_desk.post(reverse("admin:undo_change", args=where)).status_code == 404


def test_a_field_named_only_in_histories_can_be_deleted(office_desk, cluster):
    field = TechnologyFieldFactory()
    cluster.technology_fields.set([field])
    cluster.technology_fields.clear()
    EventFactory()

    office_desk.post(address(field, "delete"), {"post": "yes"})

    assert not TechnologyField.objects.filter(pk=field.pk).exists()


def test_a_version_shows_the_lists(office_desk, cluster):
    where = reverse("admin:clusters_cluster_simple_history", args=[cluster.pk, cluster.history.first().pk])

    assert "North Rhine-Westphalia" in {line.value for line in office_desk.get(where).context["lines"]}
