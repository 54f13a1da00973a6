"""The real stands at Hannover Messe: facts alone, and what no source gives a year stays a draft."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from clusterweek.contents.demo.catalogue import Catalogue, names_in
from clusterweek.contents.demo.desk import Draft, confirm_partners, enter, publish
from clusterweek.contents.demo.editions import create_fair
from clusterweek.contents.demo.people import People
from clusterweek.contents.tables import rows
from events.models import Event, Stand
from events.programme.models import TradeFair

NO_EVENTS: Mapping[str, Event] = MappingProxyType({})


def load_stands(fair: TradeFair, catalogue: Catalogue, people: People, events: Mapping[str, Event] = NO_EVENTS) -> None:
    """Publish the stands at `fair`; `events` are the events of its edition by their id in the table."""
    for row in _rows_of(str(fair.year)):
        draft = _read(row, fair, catalogue)
        draft.lists["events_at_stand"] = [events[number].public for number in names_in(row["events_at_stand"])]
        stand = enter(draft, by=people.responsible_for(draft.entry.state_id))
        confirm_partners(stand, people)
        publish(stand, people)


def load_records(catalogue: Catalogue, people: People) -> None:
    """The stands of years without a Clusterwoche, with their fairs; those without a year stay drafts."""
    for year in sorted({row["year"] for row in rows("stands") if row["year"]}):
        if not TradeFair.objects.filter(name="Hannover Messe", year=year).exists():
            load_stands(create_fair(int(year)), catalogue, people)
    for row in _rows_of(""):
        if not Stand.everywhere.filter(title=row["stand_title"], source=row["source"]).exists():
            draft = _read(row, None, catalogue)
            confirm_partners(enter(draft, by=people.responsible_for(draft.entry.state_id)), people)


def _rows_of(year: str) -> list[dict[str, str]]:
    """The stands of one year (empty: of no known year), each with our texts."""
    texts = {row["id"]: row for row in rows("stand_texts")}
    return [{**row, **texts[row["id"]]} for row in rows("stands") if row["year"] == year]


def _read(row: dict[str, str], fair: TradeFair | None, catalogue: Catalogue) -> Draft[Stand]:
    states = [catalogue.states[name] for name in names_in(row["land"])]
    lead = states[0] if states else None
    exhibitor = row["main_exhibitor"] or row["cluster"]
    cluster = catalogue.clusters.get(exhibitor)
    stand = Stand(
        fair=fair,
        hall=row["hall"],
        stand_number=row["booth"],
        title=row["stand_title"],
        title_en=row["title_en"],
        main_exhibitor=cluster,
        main_exhibitor_text="" if cluster else exhibitor,
        state=lead,
        is_nationwide=lead is None,
        exhibits=row["exhibits"],
        exhibits_en=row["exhibits_en"],
        description=row["description"],
        description_en=row["description_en"],
        source=row["source"],
        internal_note=_note(row),
    )
    co_exhibitors = [{**_co_exhibitor(name, catalogue), "order": order} for order, name in enumerate(names_in(row["co_exhibitors"]))]
    return Draft(stand, {}, co_exhibitors, states[1:])


def _co_exhibitor(name: str, catalogue: Catalogue) -> dict[str, Any]:
    cluster = catalogue.clusters.get(name)
    return {"cluster": cluster} if cluster else {"name": name}


def _note(row: dict[str, str]) -> str:
    """What the office should know about the facts; never public."""
    inferred = f"Erschlossen, nicht aus der Quelle: {row['inferred_fields']}" if row["inferred_fields"] else ""
    return "\n".join(part for part in (row["internal_note"], inferred) if part)
