"""The first content of the portal's pages: imprint, privacy notice, help and the like."""

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from clusterweek.editorial.models import PublicRevision
from clusterweek.pages.delivered import delivered
from clusterweek.pages.models import Page


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
    texts = delivered(key)
    return Page(key=key, delivered=texts.digest, **texts._asdict())
