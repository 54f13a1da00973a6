"""Pages of a long list."""

from typing import Any, NamedTuple

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

from events.programme.query import Query


class Step(NamedTuple):
    """A link to another page; without an address it stands for pages that are left out."""

    label: str
    url: str = ""
    rel: str = ""
    is_current: bool = False


def page_of(entries: Any, size: int, number: str) -> Any:
    """The page `number` of `entries`; Http404 past the end and for anything that is no page."""
    try:
        return Paginator(entries, size).page(number)
    except InvalidPage as error:
        raise Http404 from error


def steps(page: Any, query: Query, path: str) -> list[Step]:
    """The links around `page`; none if there is no other page."""
    if not page.has_other_pages():
        return []

    def to(number: int) -> str:
        return path + query.string(**query.beside, page=str(number) if number > 1 else "")

    made = [Step(_("Back"), to(page.number - 1), "prev")] if page.has_previous() else []
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    made += [Step(str(each), to(each), "", each == page.number) if isinstance(each, int) else Step(each) for each in numbers]
    if page.has_next():
        made.append(Step(_("Next"), to(page.number + 1), "next"))
    return made
