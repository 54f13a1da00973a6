"""The start page of the back office: every role has a desk, which the apps above fill."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.http import HttpRequest

Contents = Callable[[HttpRequest], dict[str, Any]]


class Desk(models.TextChoices):
    """Whose desk it is."""

    COORDINATOR = "coordinator"
    OFFICE = "office"


_contents: dict[Desk, list[Contents]] = {desk: [] for desk in Desk}


def fill_desk(desk: Desk, contents: Contents) -> None:
    """Have `contents` called with the request for some of what the template of `desk` is given."""
    _contents[desk].append(contents)


def contents_of_desk(request: HttpRequest) -> dict[str, Any]:
    """What the desk of the user of `request` shows, for its template."""
    desk = Desk.OFFICE if request.user.is_programme_office else Desk.COORDINATOR
    return {name: value for contents in _contents[desk] for name, value in contents(request).items()}
