"""Two people on one form: what the form was made from, what it says, and what others have saved since, as one page to decide on."""

from functools import cached_property
from typing import Any, NamedTuple

from django import forms
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from clusterweek.editorial.differences import Difference, Told, differences
from clusterweek.editorial.merging import Choice, Field, changed_fields
from clusterweek.editorial.models import Decision
from clusterweek.editorial.readable import PARTNERS, read_contents
from clusterweek.editorial.versions import content_at, editors_since
from events.admin.pictures import KEPT_PICTURE
from events.admin.posted import PostedRow, as_posted, posted_rows, put_rows, row_as_posted
from events.models import Event, Stand
from events.models.submittable import as_json, row_content

Entry = Event | Stand
Content = dict[str, Any]

# What the page of the two versions sends beside the form: the newer revision that it shows, a choice for each field, and its button.
SEEN, CHOICE, MERGED = "seen_revision", "choice-", "_merged"
OF_THE_PAGE = (SEEN, MERGED, "csrfmiddlewaretoken")


class Line(NamedTuple):
    """A field on the page: what each side made of what it said before, and the choice if there is one to make."""

    field: Field
    label: str
    before: Told
    mine: Difference | None
    theirs: Difference | None
    chosen: str
    error: str

    @property
    def choice_name(self) -> str:
        """The name of the field with the choice."""
        return f"{CHOICE}{self.field.name}"


class Merge:
    """A posted `form` with its rows, made from revision `known` of `entry`, against revision `seen`, the newer one."""

    def __init__(self, request: HttpRequest, entry: Entry, form: forms.ModelForm, formsets: list[Any], order: tuple[str, ...]) -> None:
        self.request, self.entry, self.form = request, entry, form
        self.formsets = {name_of_rows(formset): formset for formset in formsets}
        self.names = [name for name in order if name in form.fields or name in self.formsets]
        self.known = _number(request.POST.get("edit_revision"))
        self.seen = _number(request.POST.get(SEEN)) or entry.edit_revision
        self.is_answered = MERGED in request.POST

    # The three contents, by names of fields

    @cached_property
    def before(self) -> Content:
        """What the form was made from; if nobody knows any more, every difference is to be decided."""
        content = content_at(self.entry, self.known)
        return {} if content is None else self._by_name(content)

    @cached_property
    def theirs(self) -> Content:
        """What the entry says in the newer revision."""
        return self._by_name(content_at(self.entry, self.seen) or self.entry.working_copy_as_json())

    @cached_property
    def mine(self) -> Content:
        """What the form says; what it does not show is as it was."""
        content = dict(self.before or self.theirs)
        for name in self.names:
            content[name] = self._rows(name) if name in self.formsets else self._value(name)
        return content

    def _by_name(self, content: Content) -> Content:
        return {name: content.get(_key(self.entry, name)) for name in self.names}

    def _value(self, name: str) -> Any:
        field: Any = self.entry._meta.get_field(name)
        value = self.form.cleaned_data.get(name)
        if field.many_to_many:
            return sorted(each.pk for each in value)
        if field.many_to_one:
            return value.pk if value else None
        if isinstance(field, models.ImageField):
            changed = name in self.form.changed_data or self.form.cleaned_data.get(KEPT_PICTURE)
            return str(value or "") if changed else (self.before or self.theirs).get(name)
        return as_json({name: value})[name]

    def _rows(self, name: str) -> list[Content]:
        formset = self.formsets[name]
        wanted = [form for form in formset.forms if form not in formset.deleted_forms and (form.instance.pk or form.has_changed())]
        names = ["state_id", "answer"] if name == PARTNERS else [field.attname for field in row_content(formset.model)]
        return [as_json({"id": form.instance.pk, **{each: getattr(form.instance, each) for each in names}}) for form in wanted]

    # What is to be decided

    @cached_property
    def fields(self) -> list[Field]:
        """What anybody changed, in the order of the form."""
        return changed_fields(self.before, self.mine, self.theirs, self.names)

    @property
    def is_settled(self) -> bool:
        """Whether the others changed nothing that this form shows."""
        return not any(field.is_only_theirs or field.is_disputed for field in self.fields)

    def choice(self, field: Field) -> Choice | None:
        """What was chosen for a field, if anything that can be."""
        value = self.request.POST.get(f"{CHOICE}{field.name}", "")
        offered = [Choice.MINE, Choice.THEIRS, *([Choice.TOGETHER] if field.is_list else [])]
        return Choice(value) if value in offered else None

    @property
    def is_decided(self) -> bool:
        """Whether there is a choice for every disputed field."""
        return all(self.choice(field) for field in self.fields if field.is_disputed)

    # What the page shows

    @cached_property
    def lines(self) -> list[Line]:
        """The changed fields as people read them."""
        told = read_contents(type(self.entry), *(self._by_key(content) for content in (self.before, self.mine, self.theirs)))
        return [self._line(field, *(content.get(field.name, Told("")) for content in told)) for field in self.fields]

    def _line(self, field: Field, before: Told, mine: Told, theirs: Told) -> Line:
        choice = self.choice(field) if field.is_disputed else None
        error = _("Please choose.") if self.is_answered and field.is_disputed and choice is None else ""
        compared = [next(iter(differences({"": before}, {"": version})), None) for version in (mine, theirs)]
        return Line(field, mine.label or theirs.label, before, *compared, chosen=choice or "", error=error)

    @property
    def disputed(self) -> list[Line]:
        return [line for line in self.lines if line.field.is_disputed]

    @property
    def only_mine(self) -> list[Line]:
        return [line for line in self.lines if line.field.is_only_mine]

    @property
    def only_theirs(self) -> list[Line]:
        return [line for line in self.lines if line.field.is_only_theirs]

    @cached_property
    def others(self) -> str:
        """Who saved since the form was opened, as a list of names."""
        people = [_("you, in another window") if person == self.request.user else str(person) for person in self._editors]
        return ", ".join(people) or _("somebody")

    @cached_property
    def _editors(self) -> list[Any]:
        return editors_since(self.entry, self.known)

    @property
    def steps(self) -> list[Decision]:
        """What was decided about the entry since the form was opened, the earliest first."""
        since = Decision.objects.of(self.entry).filter(edit_revision__gt=self.known).select_related("decided_by")
        return list(since.order_by("decided_at", "pk"))

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What the form sent, to be sent again with the decision."""
        data = self.request.POST
        left = [name for name in data if name not in OF_THE_PAGE and not name.startswith(CHOICE)]
        return [(name, value) for name in left for value in data.getlist(name)]

    def _by_key(self, content: Content) -> Content:
        return {_key(self.entry, name): value for name, value in content.items()}

    # What is sent on

    def decided_data(self) -> QueryDict:
        """The form as it is after the decisions, made from the newer revision."""
        data = self.request.POST.copy()
        for field in self.fields:
            value = field.settled(self.choice(field))
            if field.name in self.formsets:
                self._put_rows(data, field.name, value)
            elif field.name == "image":
                if value != self.mine[field.name]:
                    for name in (KEPT_PICTURE, "image-clear"):
                        data.pop(name, None)
            else:
                shown: Any = self.form.fields[field.name]
                data.setlist(field.name, as_posted(shown, self.entry._meta.get_field(field.name), value))
        for name in [name for name in data if name in (SEEN, MERGED) or name.startswith(CHOICE)]:
            del data[name]
        data["edit_revision"] = str(self.seen)
        return data

    def _put_rows(self, data: QueryDict, name: str, rows: list[Content]) -> None:
        formset = self.formsets[name]
        stored = set(formset.get_queryset().values_list("pk", flat=True))
        posted = [row_as_posted(formset.form, row) for row in rows]
        wanted = [row if row.key in stored else PostedRow(None, row.values) for row in posted]
        put_rows(data, formset.prefix, wanted, removed=sorted(stored - {row.key for row in wanted}))


def rebase_rows(data: QueryDict, entry: Entry, known: int, formset: Any) -> None:
    """Have `data` send the same rows, although some of them may be gone: what was removed meanwhile is sent as new."""
    stored = set(formset.get_queryset().values_list("pk", flat=True))
    former = {row["id"]: row for row in (content_at(entry, known) or {}).get(name_of_rows(formset)) or () if "id" in row}
    rows = []
    for row in posted_rows(data, formset.prefix, formset.form.base_fields):
        if row.key is None or row.key in stored:
            rows.append(row)
        elif row.values or row.key in former:
            rows.append(PostedRow(None, row.values or row_as_posted(formset.form, former[row.key]).values))
    put_rows(data, formset.prefix, rows)


def name_of_rows(formset: Any) -> str:
    """The name that contents give to the rows of a formset."""
    return PARTNERS if formset.prefix == "partners" else formset.prefix


def _key(entry: Entry, name: str) -> str:
    """The name under which contents keep a field."""
    if name in (PARTNERS, entry.ROWS):
        return name
    field: Any = entry._meta.get_field(name)
    return name if field.many_to_many else field.attname


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
