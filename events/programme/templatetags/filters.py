"""The form that narrows a list; its parts are the macros in fast/filters.jinja."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clusterweek.common.fast import environment
from events.programme.paging import steps
from events.programme.query import Query

register = template.Library()


def _macro(name: str, *args: Any) -> SafeString:
    return SafeString(getattr(environment.get_template("fast/filters.jinja").module, name)(*args))


@register.simple_tag
def filters_head(query: Query) -> SafeString:
    """The heading of the form, with the link that skips it."""
    return _macro("head", query)


@register.simple_tag
def filters_foot() -> SafeString:
    """The button of the form."""
    return _macro("foot", _("Show results"))


@register.simple_tag
def filter_text(query: Query, name: str, kind: str = "text") -> SafeString:
    """The text field of the parameter `name`."""
    return _macro("text", query, name, kind)


@register.simple_tag
def filter_group(query: Query, name: str) -> SafeString:
    """Boxes to tick for the parameter `name`."""
    return _macro("group", query, query.facets[name])


@register.simple_tag
def filter_choice(query: Query, name: str) -> SafeString:
    """A long list to choose from for the parameter `name`."""
    facet = query.facets[name]
    return _macro("choice", query, facet, _macro("checks", facet))


@register.simple_tag
def query_errors(query: Query) -> SafeString:
    """What is wrong with the query, with links to its fields."""
    return _macro("errors", query)


@register.simple_tag
def filter_button(query: Query) -> SafeString:
    """Opens the form on small screens."""
    return _macro("button", query)


@register.simple_tag(takes_context=True)
def chips(context: template.Context, query: Query) -> SafeString:
    """The chosen values, each with a link that takes it away."""
    return _macro("chips", query, context["request"].path)


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, page: Any, query: Query) -> SafeString:
    """The links to the other pages."""
    return _macro("pagination", steps(page, query, context["request"].path))
