"""The invented events that fill the edition of 2019 to its real size, each marked as an example."""

from random import Random
from typing import Any

from clusters.models import Cluster
from clusterweek.contents.demo.attendance import accessibility, place, price, registration
from clusterweek.contents.demo.catalogue import Catalogue, names_in
from clusterweek.contents.demo.desk import Draft, confirm_partners, enter, publish
from clusterweek.contents.demo.people import People
from clusterweek.contents.demo.pictures import Pictures
from clusterweek.contents.demo.schedule import dates_of
from clusterweek.contents.tables import document, rows
from events.models import Event
from events.programme.models import Edition

SEED = 2019
FORMATS_WITH_PICTURES = ("Ausstellung", "Tag der offenen Tür", "Kongress", "Ausflug in virtuelle Welten", "Exkursion")
SHARE_WITH_BACKGROUND = 0.55


def load_example_events(edition: Edition, catalogue: Catalogue, people: People, pictures: Pictures) -> dict[str, Event]:
    """Publish the invented events of `edition`; returns their working copies by title."""
    dice = Random(SEED)  # noqa: S311
    events = {}
    for row in rows("examples/events"):
        draft = draw_event(row, edition=edition, catalogue=catalogue, pictures=pictures, dice=dice)
        event = enter(draft, by=people.coordinators[row["state"]])
        if not is_unconfirmed(row):
            confirm_partners(event, people)
        events[event.title] = publish(event, people)
    return events


def is_unconfirmed(row: dict[str, str]) -> bool:
    """Whether the partner Land has not answered yet, which the table marks with a question mark."""
    return row["partner_states"].endswith("?")


def draw_event(row: dict[str, str], *, edition: Edition, catalogue: Catalogue, pictures: Pictures, dice: Random) -> Draft[Event]:
    """An event as the row of the table tells it, with the details that the row leaves open drawn with `dice`."""
    profile = document("examples/formats")[row["format"]]
    fields = catalogue.fields_named(row["technology_fields"])
    clusters = _organizers(row, catalogue, dice)
    dates = dates_of(row["days"], edition=edition, profile=profile, dice=dice)
    event = Event(
        edition=edition,
        state_id=row["state"],
        title=row["title"],
        title_en=row["title_en"],
        summary=row["summary"],
        summary_en=row["summary_en"],
        format=catalogue.formats[row["format"]],
        attendance_mode=row["attendance_mode"],
        further_organizers=dice.choice(document("examples/phrases")["further_organizers"]) if dice.random() < 0.2 else "",
        email=clusters[0].email,
        website=clusters[0].website if dice.random() < 0.6 else "",
        is_example=True,
        **_description(row, profile, dice),
        **place(row, profile=profile, organizer=clusters[0], dice=dice),
        **registration(row, profile=profile, first_day=dates[0]["first_day"], dice=dice),
        **price(profile, dice),
        **accessibility(row, profile=profile, organizer=clusters[0], dice=dice),
        **(pictures.of(fields[0]) if row["format"] in FORMATS_WITH_PICTURES and dice.random() < 0.8 else {}),
    )
    return Draft(event, _lists(row, clusters, catalogue), dates, catalogue.states_coded(row["partner_states"]))


def _organizers(row: dict[str, str], catalogue: Catalogue, dice: Random) -> list[Cluster]:
    """The example cluster of the Land for the first field, and for a joint event one of each partner Land."""
    field = row["technology_fields"].partition(";")[0]
    found = [dice.choice(catalogue.examples_in(row["state"], field))]
    for code in row["partner_states"].replace("?", "").split("; "):
        partners = catalogue.examples_in(code, field) if code else []
        found += [dice.choice(partners)] if partners else []
    return found


def _lists(row: dict[str, str], clusters: list[Cluster], catalogue: Catalogue) -> dict[str, list[Any]]:
    return {
        "technology_fields": catalogue.fields_named(row["technology_fields"]),
        "organizers": clusters,
        "audiences": [catalogue.audiences[slug] for slug in names_in(row["audiences"])],
        "languages": [catalogue.languages[slug] for slug in names_in(row["languages"])],
    }


def _description(row: dict[str, str], profile: dict[str, Any], dice: Random) -> dict[str, str]:
    """Paragraphs on the background and on what happens; in English only where the title is."""
    texts = [dice.choice(profile["details"])]
    if dice.random() < SHARE_WITH_BACKGROUND:
        texts.insert(0, dice.choice(document("examples/fields")[row["technology_fields"].partition(";")[0]]))
    german, english = ("\n\n".join(paragraphs) for paragraphs in zip(*texts, strict=True))
    return {"description": german, "description_en": english if row["title_en"] else ""}
