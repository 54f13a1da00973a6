"""Uploads of small tables."""

from collections.abc import Callable
from typing import Any

import pytest

from events.models import WorkbookImport
from tests.collecting.workbook.books import upload, xlsx


@pytest.fixture
def sent(nw, collecting_edition) -> Callable[..., WorkbookImport]:
    """Uploads rows below headings as NW: `sent(["Titel"], ["Eins"], ["Zwei"])`."""

    def send(*rows: list[Any], **given: Any) -> WorkbookImport:
        return upload(xlsx(rows), **{"by": nw, "edition": collecting_edition, **given})

    return send
