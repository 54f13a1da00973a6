"""Texts of entries in the language of the page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clusterweek.common import markdown as markdown_texts
from clusterweek.common.bilingual import in_language, marked
from clusterweek.common.languages import active_language

register = template.Library()


@register.simple_tag
def text(entry: object, field: str) -> SafeString | str:
    """The text of `field`; on an English page German text comes with its `lang` (WCAG 3.1.2)."""
    return marked(*in_language(entry, field))


@register.simple_tag
def plain(entry: object, field: str) -> str:
    """The text of `field` without markup, for titles and attributes."""
    return in_language(entry, field)[0]


@register.simple_tag
def markdown(entry: object, field: str, first_heading: int = 3) -> SafeString | str:
    """The Markdown text of `field` as a block of HTML whose headings begin at `first_heading`; nothing if it is empty."""
    source, language = in_language(entry, field)
    if not source:
        return ""
    html = markdown_texts.render(source, first_heading=first_heading)
    if language == active_language():
        return format_html('<div class="prose">{}</div>', html)
    return format_html('<div class="prose" lang="{}">{}</div>', language, html)
