"""What a submitted entry says that the public copy, or the version that was returned, does not."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from clusterweek.editorial.differences import Difference, Told, differences
from clusterweek.editorial.models import Decision
from clusterweek.editorial.readable import PARTNERS, read_contents
from events.models import Event, Stand
from events.models.position import without_derived_position

Entry = Event | Stand


@dataclass(frozen=True)
class Comparison:
    """`entry` against what there was before; the fields stand in the order of the form, `order`."""

    entry: Entry
    order: tuple[str, ...]

    @cached_property
    def decisions(self) -> list[Decision]:
        """What was decided about the entry, the latest first."""
        return list(Decision.objects.of(self.entry).select_related("decided_by", "submitted_by"))

    @cached_property
    def returned(self) -> Decision | None:
        """The last return, if nothing was approved since."""
        outcomes = [decision for decision in self.decisions if decision.kind in (Decision.Kind.RETURNED, Decision.Kind.APPROVED)]
        return outcomes[0] if outcomes and outcomes[0].kind == Decision.Kind.RETURNED else None

    @property
    def since_public(self) -> list[Difference]:
        """What differs from the public copy; everything if there is none."""
        _returned, public, now = self._read
        return differences(public, now, order=self.order)

    @property
    def since_return(self) -> list[Difference]:
        """What was changed since the last return; nothing if there was none."""
        returned, _public, now = self._read
        return differences(returned, now, order=self.order) if self.returned else []

    @property
    def unchanged(self) -> dict[str, Told]:
        """The fields that are as the public has them."""
        changed = {difference.name for difference in self.since_public}
        return {name: self.told[name] for name in sorted(self.told, key=self._place) if name not in changed}

    @property
    def told(self) -> dict[str, Told]:
        """Everything that the entry says now, field by field."""
        return self._read[2]

    @cached_property
    def _read(self) -> list[dict[str, Told]]:
        returned = self.returned.content if self.returned else {}
        contents = map(without_derived_position, (returned, self._public_content(), self.entry.content_as_json()))
        return read_contents(type(self.entry), *contents)

    def _public_content(self) -> dict[str, Any]:
        """The public copy, but picture and partner Länder as they were approved: in public they go by other names, or wait."""
        content = self.entry.public_content_as_json()
        approved = next((decision for decision in self.decisions if decision.kind == Decision.Kind.APPROVED), None)
        if content and approved:
            content[PARTNERS] = approved.content.get(PARTNERS, [])
            content["image"] = content["image"] and approved.content.get("image", "")
        return content

    def _place(self, name: str) -> int:
        return self.order.index(name) if name in self.order else len(self.order)


def corrections_in(entry: Entry, decision: Decision) -> list[Difference]:
    """What the office corrected when it took `decision` about `entry`."""
    if not decision.corrections:
        return []
    corrected = {name: decision.content.get(name, "") for name in decision.corrections}
    return [
        difference
        for difference in differences(*read_contents(type(entry), decision.corrections, corrected))
        if difference.name in decision.corrections
    ]
