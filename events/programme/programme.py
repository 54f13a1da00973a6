"""Finds events: a query string goes in, a Result comes out."""

from django.http import QueryDict

from events.programme.filter import ProgrammeFilter
from events.programme.lists import Lists
from events.programme.models import Edition, PublishedEvent
from events.programme.result import Hit, Query, Result


def find(edition: Edition, data: QueryDict, lists: Lists) -> Result:
    """The public events of `edition` that match the parameters in `data`; one query.

    A parameter with a wrong value does not narrow; `result.query.errors` says what is wrong with it.
    """
    filterset = ProgrammeFilter(data, lists=lists, queryset=PublishedEvent.objects.of(edition))
    query = Query(filterset, data)
    rows = filterset.filter_queryset(filterset.queryset).values_list("pk", "shown_day")
    return Result(edition, query, [Hit(*row) for row in rows], lists)
