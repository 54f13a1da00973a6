"""Every row of every table, to tell whether anything has changed."""

import json
from typing import Any
from uuid import UUID

from django.apps import apps

# What is no part of a state: who is signed in.
LEFT_OUT = {"Session"}


def dump(*models: type) -> dict[str, list[str]]:
    """The rows of `models`, by default of all, without what chance has given them (UUIDs); model → rows as JSON in order."""
    chosen = models or [model for model in apps.get_models(include_auto_created=True) if model.__name__ not in LEFT_OUT]
    return {model._meta.label: sorted(_as_json(row) for row in model._base_manager.values()) for model in chosen}


def _as_json(row: dict[str, Any]) -> str:
    return json.dumps({name: value for name, value in row.items() if not isinstance(value, UUID)}, default=str, sort_keys=True)


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[str]:
    """The models whose rows differ."""
    return [label for label in before if before[label] != after[label]]
