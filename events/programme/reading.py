"""Reads single parameters of a query string without a form."""

import re
from datetime import date
from typing import Any

from django.http import QueryDict

# Parameter → value → label, in the order in which they are shown.
Choices = dict[str, dict[str, Any]]

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def given(data: QueryDict, name: str) -> list[str]:
    """The values of the parameter `name`, trimmed, each once, without empty ones: a form sent as it is leaves some."""
    return list(dict.fromkeys(filter(None, map(str.strip, data.getlist(name)))))


def one_day(text: str) -> date | None:
    """A day in ISO 8601; None for anything else."""
    try:
        return date.fromisoformat(text) if ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def days(texts: list[str]) -> list[date] | None:
    """Several days, sorted; None if one of them is none."""
    found = [one_day(text) for text in texts]
    return sorted({day for day in found if day}) if all(found) else None
