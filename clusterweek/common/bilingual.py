"""Texts in German with an optional English version."""

from django.db.models import Field, Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from clusterweek.common.languages import active_language


def in_language(entry: object, field: str, language: str | None = None) -> tuple[str, str]:
    """The text of `field` and the language it is written in.

    English pages get `<field>_en` and fall back to the German text where it is empty.
    """
    english = getattr(entry, f"{field}_en", "")
    if english and (language or active_language()) == "en":
        return english, "en"
    return getattr(entry, field) or "", "de"


def language_of_field(field: Field) -> str:
    """In which language people write what `field` holds; "" if it is neither a German text with an English twin nor that."""
    if field.name.endswith("_en"):
        return "en"
    return "de" if hasattr(field.model, f"{field.name}_en") else ""


def named(entry: Model, words: int = 0) -> SafeString | str:
    """What `entry` is called, or as many `words` of it; on an English page a German name comes with its `lang` (WCAG 3.1.2)."""
    name = str(entry)
    found = [in_language(entry, field) for field in ("title", "name") if hasattr(entry, f"{field}_en")]
    languages = [language for text, language in found if text == name]
    shown = Truncator(name).words(words) if words else name
    return marked(shown, languages[0]) if languages else shown


def marked(text: str, language: str) -> SafeString | str:
    """`text` as HTML, wrapped in a `lang` attribute if it is not in the page's language (WCAG 3.1.2)."""
    if not text or language == active_language():
        return text
    return format_html('<span lang="{}">{}</span>', language, text)
