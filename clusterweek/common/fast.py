"""Templates of pages that are made anew for every query, by Jinja2: a list of cards and filters in a fraction of a millisecond.

They end in .jinja and are found beside Django's; `_` and `page_url` are known to them. Texts in a language that count go
through `ngettext` in Python.
"""

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from clusterweek.common.languages import page_url

environment = Environment(
    loader=FileSystemLoader(str(settings.BASE_DIR / "templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=settings.DEBUG,
)
environment.globals |= {"_": gettext, "page_url": page_url}


def render(name: str, **context: Any) -> SafeString:
    """The HTML of the template `name`; raises jinja2.TemplateNotFound, and UndefinedError for a variable that is missing."""
    return mark_safe(environment.get_template(name).render(context))  # noqa: S308
