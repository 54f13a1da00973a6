"""What is wrong with a request, told to machines (RFC 9457)."""

import json
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from events.programme.query import Query

PROBLEM = "application/problem+json"


def problem(status: int, title: str, **members: Any) -> HttpResponse:
    """Problem details with `title` and further `members`; the type is what the status says (about:blank)."""
    told = {"type": "about:blank", "title": title, "status": status, **members}
    return HttpResponse(json.dumps(told, ensure_ascii=False), status=status, content_type=PROBLEM)


def bad_query(query: Query, instance: str) -> HttpResponse:
    """400 that names every wrong parameter with its message, and the values from which one can choose."""
    wrong = [
        {"parameter": name, "message": " ".join(messages), **({"choices": choices} if (choices := query.choices_for(name)) else {})}
        for name, messages in query.errors.items()
    ]
    detail = " ".join(f"{each['parameter']}: {each['message']}" for each in wrong)
    return problem(400, _("A parameter is wrong."), detail=detail, instance=instance, errors=wrong)
