"""The real events of the Clusterwochen 2017 and 2019: facts alone, and what no source dates stays a draft."""

from datetime import date

from clusters.models import Cluster
from clusterweek.contents.demo.catalogue import SAME_AS, Catalogue, names_in
from clusterweek.contents.demo.desk import Draft, enter, publish
from clusterweek.contents.demo.people import People
from clusterweek.contents.tables import rows
from events.models import Event
from events.programme.models import Edition

NO_TEXTS = dict.fromkeys(("title_en", "summary", "summary_en", "internal_note", "organizers", "further_organizers"), "")
# Cells of the column "time" that are words, not a clock time.
OPENING_HOURS_EN = {"": "", "nachmittags": "in the afternoon"}


def load_events(edition: Edition, catalogue: Catalogue, people: People) -> dict[str, Event]:
    """The working copies of `edition` by their id in the table; those with a date are public."""
    texts = {row["id"]: row for row in rows("event_texts")}
    events = {}
    for row in rows("events"):
        if row["edition"] == f"Clusterwoche {edition.slug}":
            draft = _read(row, texts.get(row["id"], NO_TEXTS), edition, catalogue)
            event = enter(draft, by=people.responsible_for(draft.entry.state_id))
            events[row["id"]] = publish(event, people) if draft.rows else event
    return events


def _read(row: dict[str, str], texts: dict[str, str], edition: Edition, catalogue: Catalogue) -> Draft[Event]:
    state = catalogue.states[row["land"]] if row["land"] else None
    organizers, further = _organizers(row, texts, catalogue)
    is_online = row["format"] == "Online-Angebot"
    event = Event(
        edition=edition,
        title=row["title"],
        title_en=texts["title_en"],
        summary=texts["summary"],
        summary_en=texts["summary_en"],
        format=catalogue.formats[SAME_AS.get(row["format"], row["format"])],
        state=state,
        is_nationwide=state is None,
        opening_hours=row["time"],
        opening_hours_en=OPENING_HOURS_EN[row["time"]],
        attendance_mode=Event.AttendanceMode.ONLINE if is_online else Event.AttendanceMode.ON_SITE,
        venue="" if is_online else row["venue"],
        city=row["city"],
        online_address=row["url"] if is_online else "",
        website=row["url"],
        further_organizers=further,
        source=row["source"],
        internal_note=_note(row, texts),
    )
    days = (date.fromisoformat(row[cell]) for cell in ("date_start", "date_end") if row[cell])
    dates = [dict(zip(("first_day", "last_day"), days, strict=True))] if row["date_start"] else []
    return Draft(event, {"technology_fields": catalogue.fields_named(row["technology_field"]), "organizers": organizers}, dates)


def _organizers(row: dict[str, str], texts: dict[str, str], catalogue: Catalogue) -> tuple[list[Cluster], str]:
    """The clusters that organize, and the other organizers as text."""
    if texts["organizers"]:
        return [catalogue.clusters[name] for name in names_in(texts["organizers"])], texts["further_organizers"]
    cluster = catalogue.clusters.get(row["organiser_cluster"])
    return ([cluster], "") if cluster else ([], row["organiser_cluster"])


def _note(row: dict[str, str], texts: dict[str, str]) -> str:
    """What the office should know about the facts; never public."""
    renamed = [f"Die Quelle nennt „{row[cell]}“." for cell in ("format", "technology_field") if row[cell] in SAME_AS]
    parts = [texts["internal_note"], *renamed]
    if not texts["summary"] and row["facts"]:
        parts.append(row["facts"])
    if row["inferred_fields"]:
        parts.append(f"Erschlossen, nicht aus der Quelle: {row['inferred_fields']}")
    return "\n".join(part for part in parts if part)
