"""The page that tells people of the API, made from its own description."""

from typing import Any

from django.utils.translation import gettext as _

from clusterweek.common.languages import page_url
from events.programme.api.schema import openapi
from events.programme.formats.registry import FORMATS
from events.programme.formats.taken import absolute
from events.programme.public_page import PublicPage

MANY = 12


class DocumentationView(PublicPage):
    """Addresses, parameters and answers; it loads nothing from elsewhere."""

    template_name = "pages/api.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        description = openapi(self.lists)
        resources = [self.resource(path, methods["get"]) for path, methods in description["paths"].items()]
        formats = [(each, absolute(page_url(f"programme_{each.extension}"))) for each in FORMATS["programme"]]
        shown = {"resources": resources, "licence": description["info"]["license"], "formats": formats}
        return super().get_context_data(**shown, root=absolute("/api/v1/"), **kwargs)

    def resource(self, path: str, operation: dict[str, Any]) -> dict[str, Any]:
        """One address with its parameters in words."""
        parameters = [
            {"name": each["name"], "description": each.get("description", ""), "values": values_in_words(each["schema"])}
            for each in operation["parameters"]
        ]
        return {"name": operation["operationId"], "path": path, "summary": operation["summary"], "parameters": parameters}

    def breadcrumb(self) -> list[tuple[str, str]]:
        """Under the page about open data."""
        return [(_("Open data"), page_url("open_data"))]


def values_in_words(shape: dict[str, Any]) -> str:
    """What a parameter may be, in a few words."""
    values = shape.get("items", shape)
    words = ", ".join(values["enum"][:MANY]) + (" …" if len(values["enum"]) > MANY else "") if "enum" in values else ""
    if not words:
        kinds = {"date": "2019-04-02", "uuid": _("public id")}
        words = kinds.get(values.get("format", ""), "")
    if values.get("type") == "integer":
        words = f"{values['minimum']}–{values['maximum']}"
    return _("several times: %(values)s") % {"values": words or _("text")} if shape.get("type") == "array" else words or _("text")
