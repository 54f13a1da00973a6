"""The map of the Länder."""

from typing import NamedTuple

from django import template

from clusterweek.geography.models import FederalState
from clusterweek.geography.outlines import StateMap
from events.programme.state_map import CALLOUTS, shade

register = template.Library()


class Shape(NamedTuple):
    """A Land on the map: its outline, where its number stands, and how dark it is (0 to SHADES)."""

    state: FederalState
    number: int
    shade: int
    path: str
    anchor_x: int
    anchor_y: int
    label_x: int
    label_y: int

    @property
    def is_called_out(self) -> bool:
        """Whether the number stands beside the Land."""
        return (self.anchor_x, self.anchor_y) != (self.label_x, self.label_y)


@register.simple_tag
def shapes(state_map: StateMap, states: list[tuple[FederalState, int]]) -> list[Shape]:
    """The outlines of all Länder with their numbers; those that are called out come last, on top of the others."""
    found = {state.pk: (state, count) for state, count in states}
    most = max((count for _state, count in states), default=0)
    made = []
    for outline in state_map.outlines:
        if outline.code in found:
            state, count = found[outline.code]
            label = CALLOUTS.get(outline.code, (outline.label_x, outline.label_y))
            made.append(Shape(state, count, shade(count, most), outline.path, outline.label_x, outline.label_y, *label))
    return sorted(made, key=lambda shape: shape.is_called_out)
