"""What a page says to search engines."""

from collections.abc import Callable
from typing import Any

from django import template
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clusterweek.common.languages import page_url
from events.programme.formats import jsonld

register = template.Library()

# The nouns that have a page of their own, as templates name them.
NOUNS: dict[str, Callable[[Any], jsonld.Data | None]] = {
    "event": jsonld.event_data,
    "stand": jsonld.stand_data,
    "cluster": jsonld.cluster_data,
}


def is_silent(context: template.Context) -> bool:
    """Whether the page says nothing to search engines: a preview, an error, or an example."""
    return not context.get("canonical_url") or any(getattr(context.get(name), "is_example", False) for name in NOUNS)


@register.simple_tag(takes_context=True)
def structured_data(context: template.Context, noun: str) -> SafeString:
    """The entry of the page, by the name under which the template knows it, or the portal itself ("site")."""
    if is_silent(context):
        return SafeString("")
    return jsonld.as_element(jsonld.site_data() if noun == "site" else NOUNS[noun](context[noun]))


@register.simple_tag(takes_context=True)
def breadcrumb_data(context: template.Context, steps: list[tuple[str, str]], here: Any) -> SafeString:
    """The way to the page that is called `here`."""
    if is_silent(context):
        return SafeString("")
    return jsonld.as_element(jsonld.breadcrumb_data([(_("Home"), page_url("home")), *steps], strip_tags(str(here))))


class CaptureNode(template.Node):
    """Renders what it encloses into a variable."""

    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: template.Context) -> str:
        context[self.name] = SafeString(self.nodelist.render(context).strip().replace('"', "&quot;"))
        return ""


@register.tag
def capture(parser: template.base.Parser, token: template.base.Token) -> CaptureNode:
    """`{% capture name %}…{% endcapture %}`: the text in between as a variable that may stand in an attribute, blocks included."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, name)
