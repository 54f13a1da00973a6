"""Links to the portal's own pages."""

from typing import Any

from django import template
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clusterweek.common import languages

register = template.Library()


@register.simple_tag
def page_url(name: str, language: str | None = None, **kwargs: object) -> str:
    """The path of the page `name` in `language`, by default the active one; raises NoReverseMatch for an unknown name."""
    return languages.page_url(name, language, **kwargs)


@register.simple_tag(takes_context=True)
def current(context: template.Context, name: str) -> SafeString | str:
    """The attribute that marks the link to where one is: the page `name` itself, or a page under it (WAI-ARIA 1.2)."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match and match.url_name == name:
        return format_html(' aria-current="{}"', "page")
    return format_html(' aria-current="{}"', "true") if context.get("section") == name else ""


@register.simple_tag
def with_page(query_string: str, number: int) -> str:
    """`query_string` (with its "?", or empty) asking for the page `number`; the first page needs no parameter."""
    data = QueryDict(query_string.removeprefix("?"), mutable=True)
    if number > 1:
        data["page"] = str(number)
    return f"?{data.urlencode()}" if data else ""


@register.filter
def elided(page: Any) -> list[int | str]:
    """The numbers of the pages around `page`, with an ellipsis for those left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
