"""What all factories share: lists and rows are written after the object, which is not saved a second time."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

PASSWORD = "a-password-for-tests"
LONG_AGO = datetime(2019, 3, 1, 9, 0, tzinfo=UTC)


def related(name: str) -> factory.PostGeneration:
    """A list of rows to which the saved object is related, empty unless given."""

    def relate(entry: Any, create: bool, given: Iterable | None, **kwargs: object) -> None:
        if create and given:
            getattr(entry, name).set(given)

    return factory.PostGeneration(relate)


def rows(make: Callable[[Any, Any], object], default: tuple = ()) -> factory.PostGeneration:
    """Rows of the saved object, each made by `make(object, item)` from one item of the list given."""

    def add(entry: Any, create: bool, given: Iterable | None, **kwargs: object) -> None:
        if create:
            for item in default if given is None else given:
                make(entry, item)

    return factory.PostGeneration(add)


class Factory(DjangoModelFactory):
    """The base of all factories: lists are written after the object, which is not saved a second time."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True
