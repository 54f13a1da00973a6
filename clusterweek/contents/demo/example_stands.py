"""The invented stands at Hannover Messe, each marked as an example."""

from collections.abc import Iterator, Mapping
from itertools import islice
from random import Random
from typing import Any

from clusterweek.contents.demo.catalogue import Catalogue, names_in
from clusterweek.contents.demo.desk import Draft, confirm_partners, enter, publish
from clusterweek.contents.demo.people import People
from clusterweek.contents.demo.pictures import Pictures
from clusterweek.contents.tables import document, rows
from events.models import Event, Stand
from events.programme.models import TradeFair

SEED = 2019
SHARE_WITH_PICTURES = 0.25


def load_example_stands(fair: TradeFair, catalogue: Catalogue, people: People, pictures: Pictures, events: Mapping[str, Event]) -> None:
    """Publish the invented stands at `fair`; `events` are those that may take place at a stand, by title."""
    dice = Random(SEED)  # noqa: S311
    places = draw_places(dice)
    for row in rows("examples/stands"):
        draft = draw_stand(row, fair=fair, at=next(places), catalogue=catalogue, pictures=pictures, dice=dice)
        draft.lists["events_at_stand"] = [events[title].public for title in names_in(row["events_at_stand"])]
        stand = enter(draft, by=people.coordinators[row["state"]])
        confirm_partners(stand, people)
        publish(stand, people)


def draw_places(dice: Random) -> Iterator[tuple[str, str]]:
    """Hall and stand number, never the same twice; now and then the number is not known yet, seldom the hall."""
    taken = set()
    while True:
        place = dice.choice(document("examples/phrases")["halls"]), f"{dice.choice('ABCDEFGH')}{dice.randint(2, 64):02}"
        if place not in taken:
            taken.add(place)
            known = dice.random()
            yield ("", "") if known < 0.04 else (place[0], "") if known < 0.16 else place


def draw_stand(
    row: dict[str, str], *, fair: TradeFair, at: tuple[str, str], catalogue: Catalogue, pictures: Pictures, dice: Random
) -> Draft[Stand]:
    """A stand as the row of the table tells it, with the details that the row leaves open drawn with `dice`."""
    fields = catalogue.fields_named(row["technology_fields"])
    exhibitor = dice.choice(catalogue.examples_in(row["state"], fields[0].name))
    description, description_en = dice.choice(document("examples/phrases")["stand_descriptions"])
    stand = Stand(
        fair=fair,
        hall=at[0],
        stand_number=at[1],
        state_id=row["state"],
        title=row["title"],
        title_en=row["title_en"],
        main_exhibitor=exhibitor,
        exhibits=row["exhibits"],
        exhibits_en=row["exhibits_en"],
        description=description,
        description_en=description_en if row["title_en"] else "",
        email=exhibitor.email,
        website=exhibitor.website,
        is_example=True,
        **(pictures.of(fields[0]) if dice.random() < SHARE_WITH_PICTURES else {}),
    )
    return Draft(stand, {"technology_fields": fields}, list(_co_exhibitors(dice)), catalogue.states_coded(row["partner_states"]))


def _co_exhibitors(dice: Random) -> Iterator[dict[str, Any]]:
    """Two to nine invented member companies."""
    companies = dice.sample(document("examples/phrases")["companies"], k=9)
    for order, name in enumerate(islice(companies, dice.randint(2, 9))):
        yield {"name": name, "website": "https://mitglied.example.org/" if dice.random() < 0.5 else "", "order": order}
