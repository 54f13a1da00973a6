"""Länder, roles and the first content of the lists, text modules and synonyms that the programme office edits."""

from collections import Counter

from django.contrib.auth.models import Group
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from clusters.models import FundingProgramme, TechnologyField
from clusterweek.accounts.models import LAND_COORDINATOR, PROGRAMME_OFFICE
from clusterweek.common.vocabulary import VocabularyEntry
from clusterweek.contents.tables import rows
from clusterweek.editorial.models import PublicRevision, TextModule
from clusterweek.geography.models import FederalState
from events.programme.models import Audience, EventFormat, EventLanguage, Synonym

LISTS: dict[str, type[VocabularyEntry]] = {
    "format": EventFormat,
    "technology_field": TechnologyField,
    "funding_programme": FundingProgramme,
    "audience": Audience,
    "language": EventLanguage,
}

# Steps of ten leave room for what the office adds between two values.
ORDER_STEP = 10


@transaction.atomic
def load_lists() -> Counter[str]:
    """Create what is missing of Länder, roles and the public revision, and fill lists that are empty.

    A list with any content belongs to the office and is left as it is. Returns how many rows of each noun were created.
    """
    created: Counter[str] = Counter()
    table = rows("lists")
    PublicRevision.objects.get_or_create(pk=1)
    for role in (PROGRAMME_OFFICE, LAND_COORDINATOR):
        created["roles"] += Group.objects.get_or_create(name=role)[1]
    created["Länder"] = _create_states([row for row in table if row["list"] == "state"])
    for name, model in LISTS.items():
        created[f"{name.replace('_', ' ')}s"] = _fill(model, [row for row in table if row["list"] == name])
    created["text modules"] = _fill_text_modules()
    created["synonyms"] = _fill_synonyms()
    if created.total():
        PublicRevision.advance()
    return created


def _create_states(table: list[dict[str, str]]) -> int:
    known = set(FederalState.objects.values_list("pk", flat=True))
    missing = [row for row in table if row["slug"] not in known]
    FederalState.objects.bulk_create(FederalState(code=row["slug"], name=row["name"], name_en=row["name_en"]) for row in missing)
    return len(missing)


def _fill(model: type[VocabularyEntry], table: list[dict[str, str]]) -> int:
    """Bulk creation, because every test of the suite begins with these lists."""
    if model._default_manager.exists():
        return 0
    entries = [
        model(slug=row["slug"], name=row["name"], name_en=row["name_en"], order=number * ORDER_STEP)
        for number, row in enumerate(table, start=1)
    ]
    bulk_create_with_history(entries, model)
    return len(entries)


def _fill_text_modules() -> int:
    if TextModule.objects.exists():
        return 0
    modules = [TextModule(**row, order=number * ORDER_STEP) for number, row in enumerate(rows("text_modules"), start=1)]
    bulk_create_with_history(modules, TextModule)
    return len(modules)


def _fill_synonyms() -> int:
    if Synonym.objects.exists():
        return 0
    groups = [Synonym(**row) for row in rows("synonyms")]
    bulk_create_with_history(groups, Synonym)
    return len(groups)
