"""Markdown to HTML that is safe to show: no scripts, no styles, no foreign images."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_parser = MarkdownIt("commonmark", {"breaks": True, "html": False}).disable(["image", "html_block", "html_inline"])

ALLOWED_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h2", "h3", "h4", "h5", "h6", "blockquote", "code", "hr"}
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}


def render(source: str, *, first_heading: int = 3) -> SafeString:
    """`source` (Markdown) as clean HTML whose headings begin at level `first_heading` (1 to 6).

    Levels are shifted so that an editor's "#" never breaks the page's order of headings (WCAG 1.3.1).
    """
    tokens = _parser.parse(source or "")
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = first_heading - min(levels, default=first_heading)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + shift)}"
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(html, tags=ALLOWED_TAGS, attributes={"a": {"href"}}, url_schemes=ALLOWED_SCHEMES, link_rel="noopener")
    return mark_safe(clean)  # noqa: S308
