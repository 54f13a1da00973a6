"""The description of the API (OpenAPI 3.1), made from the declaration of the parameters, so that neither forgets the other."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.programme.api.asking import CURSOR, DEFAULT_LIMIT, MAX_LIMIT, NOT_HERE, TEXT_LANGUAGES
from events.programme.api.shapes import DAY, SHAPES, Shape, listed, page_of, ref, whole
from events.programme.cluster_filter import ClusterFilter
from events.programme.filter import (
    MAX_TEXT_LENGTH,
    MAX_VALUES,
    DaysFilter,
    ListFilter,
    ProgrammeFilter,
    QueryFilter,
    RadiusFilter,
    StandFilter,
)
from events.programme.lists import Lists
from events.programme.nearby import MAX_RADIUS
from events.programme.reading import Choices

VERSION = "1.0.0"
LICENCE = {"name": "Datenlizenz Deutschland – Namensnennung – Version 2.0", "url": "https://www.govdata.de/dl-de/by-2-0"}
# Values that may be wrong although they look right.
DEPENDS: dict[str, Any] = {
    "near": gettext_lazy("A postcode or a place; 400 with choices where there are several places of that name."),
    "hall": gettext_lazy("A hall of the edition, see the stands."),
    "fair": gettext_lazy("The short name of a fair of the edition, see the stands."),
    "q": gettext_lazy("Words to search for, at most eight; a phrase stands in quotation marks."),
}

Parameter = dict[str, Any]


def openapi(lists: Lists) -> dict[str, Any]:
    """The whole description, with the values that parameters have now."""
    choices = ProgrammeFilter.choices_from(lists)
    stands = {name: values for name, values in StandFilter.choices_from(lists, (), ()).items() if name not in DEPENDS}
    edition, entry = _edition_parameter(lists), _path_parameter("key", {"type": "string", "format": "uuid"})
    slug = _path_parameter("slug", {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"})
    paging, language = _paging_parameters(), _language_parameter()
    events = [*query_parameters(ProgrammeFilter, choices), edition, *paging, language]
    clusters = [*query_parameters(ClusterFilter, ClusterFilter.choices_from(lists)), *paging, language]
    text = {"type": "string"}
    root = whole(**dict.fromkeys(("documentation", "openapi", "licence", *_NAMES), text))
    values = whole(**{name: listed(ref("Label")) for name in (*_COUNTED, "event_status", "registration_state")})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Clusterwoche Deutschland"),
            "version": VERSION,
            "description": _("Events and stands of the Clusterwoche, the clusters, and the lists behind them; for reading, for everybody."),
            "license": LICENCE,
        },
        "servers": [{"url": settings.BASE_URL}],
        "paths": {
            _path("root"): _get("root", _("Where everything is"), [language], root),
            _path("events"): _get(
                "events", _("Events of an edition"), events, page_of("events", "Event", has_edition=True), may_be_missing=True
            ),
            f"{_path('events')}/{{key}}": _get("event", _("One event"), [entry, language], ref("Event"), may_be_missing=True),
            _path("stands"): _get(
                "stands",
                _("Stands of an edition"),
                [*query_parameters(StandFilter, stands), edition, *paging, language],
                page_of("stands", "Stand", has_edition=True),
                may_be_missing=True,
            ),
            f"{_path('stands')}/{{key}}": _get("stand", _("One stand"), [entry, language], ref("Stand"), may_be_missing=True),
            _path("clusters"): _get("clusters", _("Clusters"), clusters, page_of("clusters", "Cluster", has_edition=False)),
            f"{_path('clusters')}/{{slug}}": _get("cluster", _("One cluster"), [slug, language], ref("Cluster"), may_be_missing=True),
            _path("editions"): _get("editions", _("Editions"), [language], whole(editions=listed(ref("Edition")))),
            _path("vocabularies"): _get("vocabularies", _("Values of parameters and keys"), [language], values),
        },
        "components": {"schemas": SHAPES},
    }


_NAMES = ("events", "stands", "clusters", "editions", "vocabularies")
_COUNTED = ("state", "format", "technology_field", "attendance_mode", "audience", "language", "accessibility", "funding_programme")


def query_parameters(filters: type[QueryFilter], choices: Choices) -> list[Parameter]:
    """The parameters that `filters` declares, but for those of pages alone."""
    labels = filters.labels()
    return [
        _query_parameter(name, _shape_of(kind, choices.get(name)), DEPENDS.get(name, labels[name]), is_list=isinstance(kind, _LISTS))
        for name, kind in filters.base_filters.items()
        if name not in NOT_HERE
    ]


_LISTS = (ListFilter, DaysFilter)


def _shape_of(kind: django_filters.Filter, choices: Mapping[str, Any] | None) -> Shape:
    """What the values of a parameter look like."""
    if isinstance(kind, ListFilter):
        values: Shape = {"type": "string", "enum": list(choices)} if choices else {"type": "string", "minLength": 1}
        return {"type": "array", "items": values, "maxItems": MAX_VALUES}
    if isinstance(kind, DaysFilter):
        return {"type": "array", "items": DAY, "maxItems": MAX_VALUES}
    if isinstance(kind, django_filters.DateFilter):
        return DAY
    if isinstance(kind, RadiusFilter):
        return {"type": "integer", "minimum": 1, "maximum": MAX_RADIUS}
    return {"type": "string", "minLength": 1, "maxLength": MAX_TEXT_LENGTH}


def _query_parameter(name: str, shape: Shape, description: Any, *, is_list: bool = False) -> Parameter:
    repeated = {"style": "form", "explode": True} if is_list else {}
    return {"name": name, "in": "query", "description": str(description), "required": False, "schema": shape, **repeated}


def _path_parameter(name: str, shape: Shape) -> Parameter:
    return {"name": name, "in": "path", "required": True, "schema": shape}


def _edition_parameter(lists: Lists) -> Parameter:
    slugs = [edition.slug for edition in lists.editions.values() if edition.is_open]
    shape: Shape = {"type": "string", "enum": slugs} if slugs else {"type": "string"}
    return _query_parameter("edition", shape, _("The edition, by default the current one; name it if your link shall stay with this year."))


def _paging_parameters() -> list[Parameter]:
    limit: Shape = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    return [
        _query_parameter("limit", limit, _("How many entries a page has.")),
        _query_parameter(
            "cursor", {"type": "string", "pattern": f"^{CURSOR.pattern}$"}, _("Where the page begins; part of the address in “next”.")
        ),
    ]


def _language_parameter() -> Parameter:
    shape: Shape = {"type": "string", "enum": list(TEXT_LANGUAGES), "default": TEXT_LANGUAGES[0]}
    return _query_parameter(
        "text_language", shape, _("The language of texts and labels; where a translation is missing, the text is German.")
    )


def _path(name: str) -> str:
    return reverse(f"api_{name}")


def _get(name: str, summary: str, parameters: list[Parameter], shape: Shape, *, may_be_missing: bool = False) -> dict[str, Any]:
    problem = {"content": {"application/problem+json": {"schema": ref("Problem")}}}
    answers: dict[str, Any] = {
        "200": {
            "description": summary,
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": shape}},
        },
        "304": {"description": _("Nothing has changed since the answer with this ETag.")},
        "400": {"description": _("A parameter is wrong; “errors” names it."), **problem},
    }
    if may_be_missing:
        answers["404"] = {"description": _("There is nothing here, or not yet."), **problem}
        answers["410"] = {"description": _("The entry has been withdrawn."), **problem}
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters, "responses": answers}}
