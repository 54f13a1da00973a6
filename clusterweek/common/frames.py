"""A page of which nearly everything stays the same: rendered once with slots, filled for every request."""

from django.utils.safestring import SafeString, mark_safe

_OPEN, _CLOSE = "\ue000", "\ue001"


def slot(name: str) -> SafeString:
    """What stands in the page that is rendered once where `name` belongs."""
    return mark_safe(f"{_OPEN}{name}{_CLOSE}")  # noqa: S308


class Frame:
    """A rendered page with slots."""

    def __init__(self, html: str) -> None:
        first, *rest = html.split(_OPEN)
        self._texts = [first]
        self._names: list[str] = []
        for part in rest:
            name, _close, text = part.partition(_CLOSE)
            self._names.append(name)
            self._texts.append(text)

    def fill(self, **values: str) -> str:
        """The page with `values`, which must be HTML; raises KeyError for a slot without one."""
        parts = [self._texts[0]]
        for name, text in zip(self._names, self._texts[1:], strict=True):
            parts += (values[name], text)
        return "".join(parts)
