"""A page of which nearly everything stays the same: rendered once with slots, filled for every request."""

import sys

from django.utils.safestring import SafeString, mark_safe

_OPEN, _CLOSE = "\ue000", "\ue001"


def slot(name: str) -> SafeString:
    """What stands in the page that is rendered once where `name` belongs."""
    return mark_safe(f"{_OPEN}{name}{_CLOSE}")  # noqa: S308


class Frame:
    """A rendered page with slots."""

    __slots__ = ("_names", "_texts")

    def __init__(self, html: str) -> None:
        first, *rest = html.split(_OPEN)
        named = [part.partition(_CLOSE) for part in rest]
        self._texts = (first, *(text for _name, _close, text in named))
        self._names = tuple(sys.intern(name) for name, _close, _text in named)

    def fill(self, **values: str) -> str:
        """The page with `values`, which must be HTML; raises KeyError for a slot without one."""
        parts = [self._texts[0]]
        for name, text in zip(self._names, self._texts[1:], strict=True):
            parts += (values[name], text)
        return "".join(parts)
