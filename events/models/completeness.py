"""How complete a working copy is: what blocks its submission, and what only helps."""

from collections.abc import Iterable
from typing import NamedTuple


class Hint(NamedTuple):
    """Something that only helps: the field at which it is entered, its short name, and whether it is there."""

    field: str
    label: object
    is_given: bool


class Completeness(NamedTuple):
    """`done` of `total` details are there; `missing` (field → sentence) blocks, `helpful` (field → short name) does not."""

    total: int
    missing: dict[str, str]
    helpful: dict[str, str]

    @property
    def done(self) -> int:
        """How many details are there."""
        return self.total - len(self.missing) - len(self.helpful)

    @property
    def may_be_submitted(self) -> bool:
        """Whether nothing blocks."""
        return not self.missing


def completeness_of(needed: Iterable[str], missing: dict[str, str], hints: list[Hint]) -> Completeness:
    """Count the `needed` fields, whatever else is `missing`, and the `hints`."""
    asked = {*needed, *missing}
    helpful = {hint.field: str(hint.label) for hint in hints if not hint.is_given}
    return Completeness(len(asked) + len(hints), missing, helpful)
