"""A result as JSON (docs: architecture, section 8)."""

import json
from typing import Any

from events.programme.fair import StandResult
from events.programme.formats.loading import events_of, load_co_exhibitors
from events.programme.formats.records import edition_record, event_record, stand_record
from events.programme.formats.taken import Taken
from events.programme.query import Facet
from events.programme.result import COUNTED, Result


def events(taken: Taken[Result]) -> bytes:
    """Every event of the result, and the counts that the page shows; each event is written as it comes, to save memory."""
    result = taken.result
    head = {
        "edition": edition_record(result.edition),
        "url": taken.address("json"),
        "count": result.count,
        "facets": {name: facet_record(result.facets[name]) for name in COUNTED},
    }
    written = b",".join(dumped(event_record(event)) for event in events_of(result))
    return b"".join([dumped(head).removesuffix(b"}"), b',"events":[', written, b"]}"])


def stands(taken: Taken[StandResult]) -> bytes:
    """Every stand of the result."""
    result = taken.result
    load_co_exhibitors(result.stands)
    return dumped(
        {
            "edition": edition_record(result.edition),
            "url": taken.address("json"),
            "count": result.count,
            "stands": [stand_record(stand) for stand in result.stands],
        }
    )


def facet_record(facet: Facet) -> list[dict[str, Any]]:
    """The values of a facet, each counted without the facet's own selection."""
    return [{"value": option.value, "label": str(option.label), "count": option.count} for option in facet.options]


def dumped(value: Any) -> bytes:
    """`value` as UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
