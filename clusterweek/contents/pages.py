"""The first content of the portal's pages: imprint, privacy notice, help and the like."""

from pathlib import Path

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from clusterweek.editorial.models import PublicRevision
from clusterweek.pages.models import Page

TEXTS = Path(__file__).parent / "pages"


@transaction.atomic
def load_pages() -> int:
    """Create the pages that are missing and return their number; what the office has edited stays as it is."""
    known = set(Page.objects.values_list("key", flat=True))
    missing = [key for key in Page.Key.values if key not in known]
    bulk_create_with_history([_page(key) for key in missing], Page)
    if missing:
        PublicRevision.advance()
    return len(missing)


def _page(key: str) -> Page:
    title, text = _read(key, "de")
    title_en, text_en = _read(key, "en")
    return Page(key=key, title=title, text=text, title_en=title_en, text_en=text_en)


def _read(key: str, language: str) -> tuple[str, str]:
    """Title (the first line, "# …") and Markdown text of a page."""
    heading, _separator, text = (TEXTS / f"{key}.{language}.md").read_text(encoding="utf-8").partition("\n")
    return heading.removeprefix("# ").strip(), text.strip()
