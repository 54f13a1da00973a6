"""Words of what is few: stands and clusters have a small search index for each public revision."""

from collections.abc import Iterable, Iterator
from typing import Any

from pyroaring import BitMap

from clusters.models import Cluster
from events.programme.index.index import search
from events.programme.lists import Lists
from events.programme.models import Edition, PublishedStand
from events.programme.search import TextIndex, Texts, parse

TextIndexes = dict[str, TextIndex]


def clusters_with(text: str, lists: Lists, language: str) -> BitMap:
    """The keys of the clusters in which the words of `text` are found. Raises QueryTooLong."""
    texts = lists.keep("words of clusters", lambda: _indexes(lists, _of_clusters, lists.clusters.values()))
    return _found(texts, text, language)


def stands_with(text: str, edition: Edition, lists: Lists, language: str) -> BitMap:
    """The keys of the stands of `edition` in which the words of `text` are found; one query for each public revision."""

    def make() -> TextIndexes:
        stands = PublishedStand.objects.standing().filter(edition=edition).prefetch_related("co_exhibitors__cluster", "technology_fields")
        return _indexes(lists, _of_stands, stands.select_related("main_exhibitor"))

    return _found(lists.keep(("words of stands", edition.pk), make), text, language)


def _found(texts: TextIndexes, text: str, language: str) -> BitMap:
    return BitMap.union(BitMap(), *search(texts, parse(text), language).tiers)


def _indexes(lists: Lists, texts_of: Any, entries: Iterable[Any]) -> TextIndexes:
    entries = list(entries)
    return {
        language: TextIndex.build(language, texts_of(entries, suffix), lists.synonyms) for language, suffix in (("de", ""), ("en", "_en"))
    }


def _of_clusters(clusters: Iterable[Cluster], suffix: str) -> Iterator[tuple[int, Texts]]:
    for cluster in clusters:
        text = getattr(cluster, f"description{suffix}")
        title = getattr(cluster, f"name{suffix}")
        if title or text:
            yield cluster.pk, Texts(title, "", _names(cluster.technology_fields.all(), suffix), cluster.city, text)


def _of_stands(stands: Iterable[PublishedStand], suffix: str) -> Iterator[tuple[int, Texts]]:
    for stand in stands:
        title, text = getattr(stand, f"title{suffix}"), getattr(stand, f"description{suffix}")
        exhibits = getattr(stand, f"exhibits{suffix}")
        if title or text or exhibits:
            exhibitors = [stand.main_exhibitor, *(row.cluster for row in stand.co_exhibitors.all())]
            texts = [stand.main_exhibitor_text, *(row.name for row in stand.co_exhibitors.all())]
            organizer = "\n".join([_names(filter(None, exhibitors), suffix), *texts])
            yield stand.pk, Texts(title, organizer, _names(stand.technology_fields.all(), suffix), "", f"{exhibits}\n{text}")


def _names(entries: Iterable[Any], suffix: str) -> str:
    return "\n".join(getattr(entry, f"name{suffix}") or entry.name for entry in entries)
