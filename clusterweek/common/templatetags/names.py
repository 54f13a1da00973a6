"""What entries are called and say, on pages that are not written in their language (WCAG 3.1.2)."""

from django import template
from django.utils.safestring import SafeString

from clusterweek.common import bilingual

register = template.Library()

register.filter("named", bilingual.named)


@register.filter
def german(text: str) -> SafeString | str:
    """A German `text`, which says so on an English page."""
    return bilingual.marked(text, "de")


@register.filter
def written_in(text: str, language: str) -> SafeString | str:
    """A `text` in `language`, which says so where the page is in another one; without a language it is that of the page."""
    return bilingual.marked(text, language) if language else text
