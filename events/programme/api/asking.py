"""What a request of the API asks for; the parameters are those of the pages, read to the letter."""

import re

import django_filters
from django.http import QueryDict
from django.utils.translation import gettext as _

from events.programme.filter import MAX_VALUES, DaysFilter, ListFilter, QueryFilter, RadiusFilter
from events.programme.lists import Lists
from events.programme.models import Edition
from events.programme.query import Query
from events.programme.reading import one_day

DEFAULT_LIMIT, MAX_LIMIT = 50, 200
TEXT_LANGUAGES = ("de", "en")
# Parameters of pages that make no sense where one pages by cursor.
NOT_HERE = ("sort", "page")

CURSOR = re.compile(r"after-([1-9][0-9]{0,8})")
WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,2}")


class WrongParameter(Exception):
    """A parameter with a value that is none of its own; `choices` are those that are, where they can be counted."""

    def __init__(self, name: str, message: str, choices: list[str] | None = None) -> None:
        super().__init__(f"{name}: {message}")
        self.name, self.message, self.choices = name, message, choices or []


def check_to_the_letter(data: QueryDict, filters: type[QueryFilter]) -> None:
    """Refuse what a page forgives: empty values, spaces around them, a second value where there is but one, the same one over and over.

    Raises WrongParameter.
    """
    for name, kind in filters.base_filters.items():
        values = data.getlist(name)
        if not isinstance(kind, ListFilter | DaysFilter) and len(values) > 1:
            raise WrongParameter(name, _("Please give one value."))
        if len(values) > MAX_VALUES:
            raise WrongParameter(name, _("Please choose at most %(count)d values.") % {"count": MAX_VALUES})
        for value in values:
            if value != value.strip() or not value:
                raise WrongParameter(name, _("A value must neither be empty nor begin or end with a space."))
            if isinstance(kind, DaysFilter | django_filters.DateFilter) and one_day(value) is None:
                raise WrongParameter(name, _("A day looks like this: 2019-04-02."))
            if isinstance(kind, RadiusFilter) and not WHOLE_NUMBER.fullmatch(value):
                raise WrongParameter(name, _("Please give a whole number."))


def edition_asked(data: QueryDict, lists: Lists) -> Edition | None:
    """The edition in the parameter `edition`, by default the current one; None if that has not opened. Raises WrongParameter."""
    open_ones = {edition.slug: edition for edition in lists.editions.values() if edition.is_open}
    if "edition" not in data:
        current = lists.current_edition
        return current if current and current.is_open else None
    if data["edition"] not in open_ones or len(data.getlist("edition")) > 1:
        raise WrongParameter("edition", _("There is no such edition, or its programme has not opened yet."), list(open_ones))
    return open_ones[data["edition"]]


def language_asked(data: QueryDict) -> str:
    """The language of texts and labels in the parameter `text_language`: de or en. Raises WrongParameter."""
    values = data.getlist("text_language") or [TEXT_LANGUAGES[0]]
    if len(values) > 1 or values[0] not in TEXT_LANGUAGES:
        raise WrongParameter("text_language", _("Texts are to be had in German (de) and English (en)."), list(TEXT_LANGUAGES))
    return values[0]


def limit_asked(data: QueryDict) -> int:
    """How many entries a page shall have: the parameter `limit`. Raises WrongParameter."""
    values = data.getlist("limit") or [str(DEFAULT_LIMIT)]
    if len(values) > 1 or not WHOLE_NUMBER.fullmatch(values[0]) or int(values[0]) > MAX_LIMIT:
        raise WrongParameter("limit", _("Please give a whole number from 1 to %(most)d.") % {"most": MAX_LIMIT})
    return int(values[0])


def cursor_asked(data: QueryDict) -> int:
    """The key after which the page begins: the parameter `cursor`, 0 without it. Raises WrongParameter."""
    values = data.getlist("cursor")
    if not values:
        return 0
    found = CURSOR.fullmatch(values[0])
    if len(values) > 1 or found is None:
        raise WrongParameter("cursor", _("Please take a cursor from the address in “next”."))
    return int(found[1])


def cursor_after(key: int) -> str:
    """The cursor of the page that follows the entry with `key`."""
    return f"after-{key}"


def without_order(data: QueryDict) -> QueryDict:
    """`data` without the parameters of pages alone."""
    kept = data.copy()
    for name in NOT_HERE:
        kept.pop(name, None)
    return kept


def check(query: Query) -> None:
    """Raises WrongParameter for the first parameter of `query` that is wrong."""
    for name, messages in query.errors.items():
        raise WrongParameter(name, " ".join(messages), query.choices_for(name))
