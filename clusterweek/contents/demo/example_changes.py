"""What became of some invented events after they had been published: cancelled, moved, elsewhere."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from clusterweek.contents.demo.people import People
from clusterweek.contents.demo.schedule import day_of
from clusterweek.contents.tables import document
from events.models import Event
from events.programme.models import Edition
from events.publishing import change_at_once


def change_examples(events: Mapping[str, Event], edition: Edition, people: People) -> None:
    """Send the changes through the express lane, each by the coordinator of its Land; `events` are by title."""
    for change in document("examples/changes"):
        event = events[change["title"]]
        fields = {name: value for name, value in change.items() if name not in ("title", "dates")}
        change_at_once(
            event,
            by=people.responsible_for(event.state_id),
            edit_revision=event.edit_revision,
            changes=fields,
            dates=[_date(row, edition) for row in change["dates"]] if "dates" in change else None,
        )


def _date(row: dict[str, Any], edition: Edition) -> dict[str, Any]:
    day = day_of(edition, row["day"])
    return {
        "first_day": day,
        "last_day": day,
        "from_time": time.fromisoformat(row["from"]),
        "to_time": time.fromisoformat(row["to"]),
    }
