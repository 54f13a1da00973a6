"""The real stands at Hannover Messe: facts alone, and what no source gives a year stays a draft."""

from collections.abc import Iterable
from typing import Any

from clusterweek.contents.demo.catalogue import Catalogue, names_in
from clusterweek.contents.demo.desk import confirm_partners, enter, publish
from clusterweek.contents.demo.editions import create_fair
from clusterweek.contents.demo.people import People
from clusterweek.contents.tables import rows
from events.models import Stand
from events.programme.models import TradeFair

NO_TEXTS = dict.fromkeys(
    ("main_exhibitor", "co_exhibitors", "title_en", "description", "description_en", "exhibits", "exhibits_en", "internal_note"), ""
)


def load_stands(fair: TradeFair, catalogue: Catalogue, people: People) -> None:
    """Publish the stands at `fair`."""
    for row in _rows_of(str(fair.year)):
        stand = _enter(row, fair, catalogue, people)
        confirm_partners(stand, people)
        publish(stand, people)


def load_records(catalogue: Catalogue, people: People) -> None:
    """The stands of years without a Clusterwoche, with their fairs; those without a year stay drafts."""
    for year in sorted({row["year"] for row in rows("stands") if row["year"]}):
        if not TradeFair.objects.filter(name="Hannover Messe", year=year).exists():
            load_stands(create_fair(int(year)), catalogue, people)
    for row in _rows_of(""):
        if not Stand.objects.filter(title=row["stand_title"], source=row["source"]).exists():
            confirm_partners(_enter(row, None, catalogue, people), people)


def _rows_of(year: str) -> Iterable[dict[str, str]]:
    return (row for row in rows("stands") if row["year"] == year)


def _enter(row: dict[str, str], fair: TradeFair | None, catalogue: Catalogue, people: People) -> Stand:
    texts = {each["id"]: each for each in rows("stand_texts")}.get(row["id"], NO_TEXTS)
    lead, *partners = [catalogue.states[name] for name in names_in(row["land"])] or [None]
    exhibitor = texts["main_exhibitor"] or row["cluster"]
    cluster = catalogue.clusters.get(exhibitor)
    stand = Stand(
        fair=fair,
        hall=row["hall"],
        stand_number=row["booth"],
        title=row["stand_title"],
        title_en=texts["title_en"],
        main_exhibitor=cluster,
        main_exhibitor_text="" if cluster else exhibitor,
        state=lead,
        is_nationwide=lead is None,
        exhibits=texts["exhibits"],
        exhibits_en=texts["exhibits_en"],
        description=texts["description"],
        description_en=texts["description_en"],
        source=row["source"],
        internal_note=_note(row, texts),
    )
    co_exhibitors = [
        {**_co_exhibitor(name, catalogue), "order": order} for order, name in enumerate(names_in(texts["co_exhibitors"]), start=1)
    ]
    return enter(stand, by=people.responsible_for(stand.state_id), lists={}, rows=co_exhibitors, partners=partners)


def _co_exhibitor(name: str, catalogue: Catalogue) -> dict[str, Any]:
    cluster = catalogue.clusters.get(name)
    return {"cluster": cluster} if cluster else {"name": name}


def _note(row: dict[str, str], texts: dict[str, str]) -> str:
    """What the office should know about the facts; never public."""
    inferred = f"Erschlossen, nicht aus der Quelle: {row['inferred_fields']}" if row["inferred_fields"] else ""
    return "\n".join(part for part in (texts["internal_note"], inferred) if part)
