"""What every renderer is handed: a result, and the addresses under which it stands for good."""

from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from django.conf import settings

from clusterweek.common.languages import active_language, page_url
from events.programme.fair import StandResult
from events.programme.result import Result

R = TypeVar("R", Result, StandResult)


@dataclass(frozen=True)
class Taken(Generic[R]):
    """`result` on its way into a format, in the active language; addresses carry the edition, so that none turns into another year's."""

    result: R

    @property
    def noun(self) -> str:
        """programme or stands, as the names of the addresses have it."""
        return noun_of(self.result)

    @cached_property
    def page(self) -> str:
        """The absolute address of the page with this result."""
        return absolute(page_url(f"edition_{self.noun}", edition=self.result.edition.slug)) + self.result.query.canonical

    def address(self, extension: str) -> str:
        """The absolute address of this result in the format with `extension`."""
        return absolute(format_path(self.result, extension))

    @property
    def language(self) -> str:
        """The language in which it is told: de or en."""
        return active_language()


def noun_of(result: Result | StandResult) -> str:
    """What `result` is about, as the names of the addresses have it: programme or stands."""
    return "programme" if isinstance(result, Result) else "stands"


def format_path(result: Result | StandResult, extension: str) -> str:
    """The path of `result` in the format with `extension`, with its query and its edition."""
    return page_url(f"edition_{noun_of(result)}_{extension}", edition=result.edition.slug) + result.query.canonical


def absolute(path: str) -> str:
    """The address that leads to `path` from anywhere; an address that is whole already stays as it is."""
    return path if urlsplit(path).scheme else settings.BASE_URL + path
