"""The forms that organisers fill in: the fields, words and checks of the back office's forms, fewer of them, in sections."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.models import Cluster
from clusterweek.accounts.widgets import DayInput
from clusterweek.common.stamped_forms import StampedForm, dress, problems_of
from clusterweek.editorial.forms import IllustratedForm, PictureField, PictureInput
from clusterweek.editorial.images import private_storage
from events.admin.explanations import EVENT, STAND
from events.admin.forms import EventForm, StandForm, check_price
from events.collecting.organiser.rows import CO_EXHIBITORS, DATES
from events.collecting.organiser.sections import (
    ACCESSIBILITY,
    EMPTY,
    ENGLISH,
    EVENT_SECTIONS,
    STAND_SECTIONS,
    WHEN,
    WHO,
    Sections,
    names_in,
)
from events.models import Contribution, OrganiserLink
from events.programme.models import TradeFair

PICTURE_SALT = "events.organiser-picture"

# Between names of organizers in one line of text.
BETWEEN_NAMES = re.compile(r"\s*[;\n]\s*")


class Section(NamedTuple):
    """A part of the form: its heading, what it says first, its fields, and whether the rows stand in it."""

    heading: Any
    introduction: Any
    fields: list[forms.BoundField]
    has_rows: bool
    is_folded: bool


class OrganiserForm(StampedForm, IllustratedForm):
    """What both forms have in common; `link` says for whom, `contribution` what was sent before."""

    STAMP_SALT = "events.organiser-form"
    ROWS: Any
    SECTIONS: Sections
    ROWS_AFTER: Any
    # The field for names and the relation to clusters that takes those which are one.
    NAMES: tuple[str, str]
    explanations: Any = {}

    edit_revision = forms.IntegerField(label=gettext_lazy("Edit revision"), required=False, widget=forms.HiddenInput)
    kept_picture = forms.CharField(required=False, widget=forms.HiddenInput)
    sender_name = forms.CharField(label=gettext_lazy("Your name"), max_length=150, required=False)
    sender_email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"), help_text=gettext_lazy("For the receipt and for questions of the Land. Never public.")
    )
    sender_note = forms.CharField(
        label=gettext_lazy("Note to the Land"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Never public."),
    )

    def __init__(self, *args: Any, link: OrganiserLink, contribution: Contribution | None = None, **kwargs: Any) -> None:
        self.link, self.contribution = link, contribution
        super().__init__(*args, **kwargs)
        self.instance.state = link.state
        self.initial["edit_revision"] = self.instance.edit_revision
        if contribution is not None:
            self.initial.update(sender_name=contribution.name, sender_email=contribution.email, sender_note=contribution.note)
        names, clusters = self.NAMES
        if self.instance.pk:
            known = [cluster.name for cluster in self._clusters(clusters)]
            self.initial[names] = "; ".join(filter(None, [*known, getattr(self.instance, names)]))
        self.fields["sender_name"].widget.attrs["autocomplete"] = "name"
        self.fields["sender_email"].widget.attrs["autocomplete"] = "email"
        for name, explanation in self.explanations.items():
            if name in self.fields and not self.fields[name].help_text:
                self.fields[name].help_text = explanation
        dress(self.fields)
        self.rows = self.ROWS(self.data if self.is_bound else None, instance=self.instance, prefix="rows")
        self.matched: list[Cluster] = []

    def _clusters(self, relation: str) -> list[Cluster]:
        value = getattr(self.instance, relation)
        if isinstance(value, Cluster):
            return [value]
        return list(value.all()) if value is not None else []

    @property
    def stamped_for(self) -> str:
        """The link alone."""
        return str(self.link.pk)

    # The picture is kept while something else is put right.

    @property
    def kept(self) -> str:
        """Names the picture that came with a form which has other errors; empty without one."""
        picture = self.cleaned_data.get("image") if self.is_bound and self.errors else None
        if not isinstance(self.files.get("image"), UploadedFile) or not picture:
            return self.data.get("kept_picture", "") if self.is_bound else ""
        name = private_storage().save(f"images/{picture.name}", picture)
        return signing.dumps([self.link.pk, name], salt=PICTURE_SALT)

    def clean_image(self) -> Any:
        """The picture that was sent, or the one that was kept while something else was put right."""
        token = self.data.get("kept_picture", "")
        if not token or self.files.get("image"):
            return self.cleaned_data["image"]
        try:
            link, name = signing.loads(token, salt=PICTURE_SALT)
        except signing.BadSignature:
            return self.cleaned_data["image"]
        return name if link == self.link.pk and private_storage().exists(name) else self.cleaned_data["image"]

    # What is checked

    def is_valid(self) -> bool:
        """Whether fields and rows are."""
        return all([super().is_valid(), self.rows.is_valid()])

    def clean(self) -> dict[str, Any]:
        """Refuses what a program sent, and what was typed over a newer version."""
        cleaned = super().clean()
        self.check_sender()
        if self.instance.pk and (cleaned.get("edit_revision") or 0) != self.instance.edit_revision:
            self.data = self.data.copy()
            self.data["edit_revision"] = str(self.instance.edit_revision)
            self.add_error(
                None,
                _("This entry was changed in another window. What you typed is kept: if you send it again, it replaces that."),
            )
        names, _relation = self.NAMES
        self._match(names, cleaned)
        return cleaned

    def _match(self, names: str, cleaned: dict[str, Any]) -> None:
        """Take those names for clusters that are the name of a public one; the others stay text."""
        typed = [name for name in BETWEEN_NAMES.split(cleaned.get(names) or "") if name]
        found = {cluster.name.casefold(): cluster for cluster in Cluster.objects.filter(is_public=True)} if typed else {}
        self.matched = [found[name.casefold()] for name in typed if name.casefold() in found]
        cleaned[names] = "; ".join(name for name in typed if name.casefold() not in found)

    def save_lists(self, entry: Any) -> None:
        """The clusters among the names, where they are a list."""

    # What the template shows

    @property
    def sections(self) -> Iterator[Section]:
        """The parts of the form in their order."""
        for heading, introduction, names in self.SECTIONS:
            fields = [self[name] for name in names]
            is_folded = heading in (ENGLISH, ACCESSIBILITY) and not any(field.errors or field.value() not in EMPTY for field in fields)
            yield Section(heading, introduction, fields, heading == self.ROWS_AFTER, is_folded)

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """Where, called what, and which sentence: everything that is wrong."""
        found = problems_of(self)
        for number, row in enumerate(self.rows.forms, 1):
            label = f"{capfirst(str(self.rows.model._meta.verbose_name))} {number}"
            found += [(f"#{next(iter(row)).auto_id}", label, text) for texts in row.errors.values() for text in texts]
        return found


PICTURE_WIDGETS: dict[str, Any] = {"image": PictureInput}
ORGANIZERS_HELP = gettext_lazy("Several are parted by semicolons. The name of a cluster of this portal becomes a link to it.")


class OrganiserEventForm(OrganiserForm):
    """An event, as its organiser enters it."""

    SECTIONS, ROWS, ROWS_AFTER, NAMES = EVENT_SECTIONS, DATES, WHEN, ("further_organizers", "organizers")
    explanations = EVENT

    class Meta(EventForm.Meta):
        fields = names_in(EVENT_SECTIONS)
        widgets = {**EventForm.Meta.widgets, **PICTURE_WIDGETS, "registration_deadline": DayInput}
        field_classes = {"image": PictureField}
        labels = {"further_organizers": gettext_lazy("Organizers")}
        help_texts = {"further_organizers": ORGANIZERS_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.edition = self.link.edition

    def clean(self) -> dict[str, Any]:
        """What is free of charge has no price."""
        cleaned = super().clean()
        check_price(self)
        return cleaned

    def save_lists(self, entry: Any) -> None:
        """The organizers that are clusters."""
        entry.organizers.set(self.matched)


class OrganiserStandForm(OrganiserForm):
    """A stand, as its exhibitor enters it."""

    SECTIONS, ROWS, ROWS_AFTER, NAMES = STAND_SECTIONS, CO_EXHIBITORS, WHO, ("main_exhibitor_text", "main_exhibitor")
    explanations = STAND

    class Meta(StandForm.Meta):
        fields = names_in(STAND_SECTIONS)
        widgets = {**StandForm.Meta.widgets, **PICTURE_WIDGETS, "first_day": DayInput, "last_day": DayInput}
        field_classes = {"image": PictureField}
        labels = {"main_exhibitor_text": gettext_lazy("Main exhibitor")}
        help_texts = {"main_exhibitor_text": gettext_lazy("The name of a cluster of this portal becomes a link to it.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fair"].queryset = TradeFair.objects.filter(edition=self.link.edition)
        self.fields["fair"].help_text = ""

    def _post_clean(self) -> None:
        super()._post_clean()
        self.instance.main_exhibitor = self.matched[0] if self.matched else None


FORMS: dict[str, type[OrganiserEventForm] | type[OrganiserStandForm]] = {
    OrganiserLink.Noun.EVENT: OrganiserEventForm,
    OrganiserLink.Noun.STAND: OrganiserStandForm,
}
