"""Reads the tables that the portal brings along (see data/README.md)."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> list[dict[str, str]]:
    """The rows of data/`name`.csv, in its order, read once; cells are text without blanks around it."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as table:
        return [{column: cell.strip() for column, cell in row.items()} for row in csv.DictReader(table)]


@cache
def document(name: str) -> Any:
    """The content of data/`name`.json, read once."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
