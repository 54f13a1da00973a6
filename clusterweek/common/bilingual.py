"""Texts in German with an optional English version."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from clusterweek.common.languages import active_language


def in_language(entry: object, field: str, language: str | None = None) -> tuple[str, str]:
    """The text of `field` and the language it is written in.

    English pages get `<field>_en` and fall back to the German text where it is empty.
    """
    english = getattr(entry, f"{field}_en", "")
    if english and (language or active_language()) == "en":
        return english, "en"
    return getattr(entry, field) or "", "de"


def marked(text: str, language: str) -> SafeString | str:
    """`text` as HTML, wrapped in a `lang` attribute if it is not in the page's language (WCAG 3.1.2)."""
    if not text or language == active_language():
        return text
    return format_html('<span lang="{}">{}</span>', language, text)
