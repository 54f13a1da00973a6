"""Finds events: a query string goes in, a Result comes out."""

from django.http import QueryDict

from clusterweek.common.languages import active_language
from events.programme.filter import ProgrammeFilter
from events.programme.index.index import Index
from events.programme.index.keeping import index_of
from events.programme.lists import Lists
from events.programme.models import Edition
from events.programme.query import Query
from events.programme.result import Result


def find(edition: Edition, data: QueryDict, lists: Lists) -> Result:
    """The public events of `edition` that match the parameters in `data`; no query unless something public has changed.

    A parameter with a wrong value does not narrow; `result.query.errors` says what is wrong with it. Before the opening
    nothing is found.
    """
    index = index_of(edition, lists) if edition.is_open else Index.empty(lists)
    return Result(edition, read(data, index.lists), index, active_language())


def read(data: QueryDict, lists: Lists) -> Query:
    """The parameters of the programme in `data`."""
    choices, labels = lists.keep(("programme", active_language()), lambda: (ProgrammeFilter.choices_from(lists), ProgrammeFilter.labels()))
    return Query(ProgrammeFilter, data, choices, labels)
