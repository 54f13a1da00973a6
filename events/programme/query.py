"""What somebody asks for: the parameters of an address, read once for every format."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from clusterweek.common.dates import day_label
from clusterweek.geography.places import Place
from events.programme.filter import QueryFilter, Sort
from events.programme.nearby import RADIUS
from events.programme.reading import Choices, given

SHOWN_AT_ONCE = 6
CHECKED, FADED, OPEN, NOTHING = map(SafeString, (" checked", " is-none", " open", ""))


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet; `count` is None where it is not counted."""

    value: str
    label: Any
    is_chosen: bool
    count: int | None = None

    @property
    def checked(self) -> SafeString:
        """The attribute of a box that is ticked."""
        return CHECKED if self.is_chosen else NOTHING

    @property
    def fade(self) -> SafeString:
        """The class of a value that finds nothing."""
        return FADED if self.count == 0 and not self.is_chosen else NOTHING


class Facet:
    """One parameter with the values one can choose; a long list shows the first and unfolds the others."""

    def __init__(self, name: str, label: str, options: list[Option]) -> None:
        self.name, self.label, self.options = name, label, options
        self.unfolding = self.unfolding_of(options)
        self.shown = options[: len(options) - len(self.unfolding)]

    @staticmethod
    def unfolding_of(values: list) -> list:
        """Those of all `values` that unfold."""
        return values[SHOWN_AT_ONCE:] if len(values) > SHOWN_AT_ONCE + 1 else []

    @property
    def chosen(self) -> int:
        """How many values are chosen."""
        return sum(option.is_chosen for option in self.options)

    @property
    def open(self) -> SafeString:
        """The attribute of the others if one of them is chosen."""
        return OPEN if any(option.is_chosen for option in self.unfolding) else NOTHING

    @property
    def more(self) -> str:
        """How many values unfold, in words."""
        return ngettext("%(count)d more", "%(count)d more", len(self.unfolding)) % {"count": len(self.unfolding)}


class Chip(NamedTuple):
    """A chosen value, the query string that takes it away, and its parameter."""

    label: str
    without: str
    name: str


class Query:
    """The parameters that are known and right (`cleaned`), and messages for those that are wrong (`errors`).

    The filter's form explains what is wrong, but is slow: it is made only where `quick_values` cannot tell that all is right.
    """

    def __init__(self, filters: type[QueryFilter], data: QueryDict, choices: Choices, labels: dict[str, str]) -> None:
        self.filters, self.choices, self.labels = filters, choices, labels
        self.data = QueryDict(mutable=True)
        for name in labels:
            if name in data and (texts := given(data, name)):
                self.data.setlist(name, texts)
        quick = filters.quick_values(self.data, choices)
        # Parameters of the page itself that its links keep, such as the day since which changes are shown.
        self.beside: dict[str, str] = {}
        self.errors: dict[str, list[str]] = {}
        self._meant: dict[str, list[str]] = {}
        self.cleaned: dict[str, Any] = self._from_form() if quick is None else quick

    def _from_form(self) -> dict[str, Any]:
        form = self._filter(self.filters._meta.model.objects.none()).form
        self.errors = {name: list(messages) for name, messages in form.errors.items()}
        for name, wrong in form.errors.as_data().items():
            self._meant[name] = [
                each for error in wrong for key in ("choices", "suggestions") for each in (error.params or {}).get(key, ())
            ]
        return {name: value for name, value in form.cleaned_data.items() if value and name in self.data and name not in self.errors}

    def choices_for(self, name: str) -> list[str]:
        """The values from which one can choose where the parameter `name` is wrong; none where anything might be right."""
        if name == "sort":
            return list(Sort.values)
        return list(self.choices.get(name, ())) or self._meant.get(name, [])

    def narrow(self, queryset: QuerySet, find: Callable[[str], BitMap] | None = None) -> QuerySet:
        """What the filter leaves of `queryset`; a wrong value does not narrow. `find` gives the keys of entries with some words."""
        found = find(self.cleaned["q"]) if find and "q" in self.cleaned else None
        filterset = self._filter(queryset, found)
        filterset.form.full_clean()
        return filterset.filter_queryset(queryset)

    def _filter(self, queryset: QuerySet, found: BitMap | None = None) -> QueryFilter:
        return self.filters(self.data, choices=self.choices, queryset=queryset, found=found)

    @cached_property
    def values(self) -> list[tuple[str, str]]:
        """(parameter, value as text) for all that is right, in the order in which the filter declares the parameters."""
        return [(name, text) for name in self.labels if name in self.cleaned for text in _texts(self.cleaned[name])]

    @cached_property
    def canonical(self) -> str:
        """The query string for all that is right, with "?" if there is anything to ask."""
        return self.string()

    def string(self, *without: tuple[str, str], **instead: str) -> str:
        """The canonical query string less the pairs in `without`, and with `instead`; an empty value takes a parameter away."""
        kept = [text for name, value, text in self._quoted if name not in instead and (name, value) not in without]
        kept += [urlencode({name: value}) for name, value in instead.items() if value]
        return f"?{'&'.join(kept)}" if kept else ""

    @cached_property
    def _quoted(self) -> list[tuple[str, str, str]]:
        """(parameter, value, both as they stand in an address)."""
        return [(name, value, urlencode({name: value})) for name, value in self.values]

    def key(self, page: str = "") -> str:
        """What tells this query from all that have another answer."""
        return self.canonical + (f" {page}" if page else "") + (f" {self.data.urlencode()}" if self.errors else "")

    def facet(self, name: str, counts: dict[str, int] | None = None) -> Facet:
        """The list parameter `name` with all its values."""
        chosen = self.cleaned.get(name, ())
        return Facet(
            name,
            self.labels[name],
            [
                Option(value, label, value in chosen, None if counts is None else counts.get(value, 0))
                for value, label in self.choices[name].items()
            ],
        )

    @cached_property
    def facets(self) -> dict[str, Facet]:
        """The list parameters by name, not counted."""
        return {name: self.facet(name) for name in self.choices}

    @cached_property
    def chips(self) -> list[Chip]:
        """The chosen values, each with the address without it; radius and order belong to others."""
        return [
            Chip(self._label(name, value), self.lessen(name, value), name) for name, value in self.values if name not in {"radius", "sort"}
        ]

    def lessen(self, name: str, value: str | None = None) -> str:
        """The query string without `value` of the parameter `name`, or without all its values, and without what hangs on it."""
        if name == "near":
            return self.string(near="", radius="", sort="", **self.beside)
        if name == "q":
            sort = "" if self.cleaned.get("sort") == "relevance" else self.cleaned.get("sort", "")
            return self.string(q="", sort=sort, **self.beside)
        return self.string(**{name: ""}, **self.beside) if value is None else self.string((name, value), **self.beside)

    @property
    def nothing(self) -> str:
        """The query string without any value of the filters."""
        return f"?{urlencode(self.beside)}" if self.beside else ""

    def text(self, name: str) -> str:
        """What stands in the text field of `name`, right or wrong."""
        return self.data.get(name, "")

    def _label(self, name: str, value: str) -> str:
        if name in self.choices:
            return str(self.choices[name][value])
        if name == "q":
            return f"„{value}“"
        if name == "near":
            return _("%(radius)d km around %(place)s") % {"radius": self.cleaned.get("radius", RADIUS), "place": value}
        if name in {"day", "date_from", "date_to"}:
            return f"{self.labels[name]}: {day_label(date.fromisoformat(value))}"
        return f"{self.labels[name]}: {value}"


def _texts(value: Any) -> list[str]:
    """A cleaned value as the parameters that ask for it: days in ISO 8601, a place by its unambiguous name."""
    if isinstance(value, Place):
        return [value.name]
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]
