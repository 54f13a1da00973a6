"""Forms of events and stands: what the person at the form may choose, and when their text may be saved."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.forms.utils import ErrorDict
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusterweek.accounts.models import User
from clusterweek.accounts.widgets import StatedSelect
from clusterweek.editorial.forms import IllustratedForm
from clusterweek.editorial.review import locked
from clusterweek.geography.models import FederalState
from events.admin.explanations import EVENT, STAND
from events.admin.pictures import KEPT_PICTURE, kept_picture
from events.models import Event, Stand
from events.programme.models import ACCESSIBILITY_FEATURES, CurrentEdition, Edition, TradeFair

# The button that takes a submitted entry back and saves what was typed meanwhile.
TAKE_BACK = "_take_back"
SUBMITTED_MEANWHILE = gettext_lazy(
    "This entry has been submitted in the meantime: nothing is saved yet, your text is kept below. "
    "With “Take back and save” it becomes a draft again that says what you typed."
)


class EntryForm(IllustratedForm):
    """The form of an event or a stand. The admin sets `by`, `picture_address`, `problems` and `field_notes`.

    `problems` maps names of fields to what is missing there; they are shown although nothing was posted.
    `field_notes` maps names of fields to what the office wrote there when it returned the entry, `cell_notes` to what
    stood in the workbook from which the entry comes and could not be read.
    """

    by: User
    # The form is only compared with a newer version, or only shown with two versions put together.
    is_compared = is_proposal = False
    picture_address = ""
    problems: dict[str, str] = {}
    field_notes: dict[str, str] = {}
    cell_notes: dict[str, str] = {}
    pickers: tuple[str, ...] = ()
    explanations: Mapping[str, Any] = {}

    edit_revision = forms.IntegerField(label=gettext_lazy("Edit revision"), required=False, widget=forms.HiddenInput)
    kept_picture = forms.CharField(required=False, widget=forms.HiddenInput)
    correction_reason = forms.CharField(
        label=gettext_lazy("Reason for the correction"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("This edition is closed: the history keeps why it was corrected."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["edit_revision"] = self.instance.edit_revision
        for name in self.pickers:
            if name in self.fields:
                self._limit_picker(name)
        if "image" in self.fields:
            self.fields["image"].widget.preview = self.picture_address
        if "state" in self.fields and not self.by.is_programme_office:
            self._limit_state()
        for name, explanation in self.explanations.items():
            if name in self.fields and not self.fields[name].help_text:
                self.fields[name].help_text = explanation
        for notes, author in ((self.cell_notes, _("From your workbook:")), (self.field_notes, _("The programme office writes:"))):
            for name, note in notes.items():
                if name in self.fields:
                    self.fields[name].help_text = with_note(note, self.fields[name].help_text, author=author)

    def _limit_picker(self, name: str) -> None:
        """What one may pick, and what the entry names already."""
        field, chosen = self.fields[name], []
        if self.instance.pk:
            value = getattr(self.instance, name)
            chosen = [value.pk] if isinstance(value, Model) else list(value.values_list("pk", flat=True)) if value else []
        pickable = field.queryset.model.objects.pickable_by(self.by)
        field.queryset = field.queryset.model.objects.filter(Q(pk__in=pickable.values("pk")) | Q(pk__in=chosen))

    def _limit_state(self) -> None:
        """A coordinator chooses among their Länder; a single one is chosen already."""
        field, codes = self.fields["state"], self.by.state_codes
        field.queryset, field.required, field.help_text = FederalState.objects.filter(pk__in=codes), True, ""
        if len(codes) == 1:
            field.empty_label = None
            self.initial["state"] = self.initial.get("state") or next(iter(codes))

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound and self.problems:
            self._errors, self.cleaned_data = ErrorDict(), {}
            for name, sentence in self.problems.items():
                if name in self.fields:
                    self.add_error(name, sentence)

    def clean_image(self) -> Any:
        """The picture that was sent, or the one that was kept while the person decided between two versions."""
        token = self.data.get(KEPT_PICTURE, "")
        if token and not self.files.get(self.add_prefix("image")):
            return kept_picture(token, self.by, self.instance) or self.cleaned_data["image"]
        return self.cleaned_data["image"]

    def clean(self) -> dict[str, Any]:
        """Refuses what was typed over an older version, or over one that is with the office; the text stays in the form."""
        cleaned = super().clean()
        if self.instance.pk:
            self._check_state(locked(self.instance), cleaned)
        return cleaned

    def _check_state(self, current: Event | Stand, cleaned: dict[str, Any]) -> None:
        if current.is_closed and not self.by.is_programme_office:
            self.add_error(None, _("This edition has been closed in the meantime. Nothing can be changed any more."))
        elif current.is_closed and not cleaned.get("correction_reason"):
            self.add_error("correction_reason", _("Please give the reason for the correction."))
        elif not current.may_change(self.by) and TAKE_BACK not in self.data:
            self.add_error(None, ValidationError(SUBMITTED_MEANWHILE, code="submitted"))
        elif not self.is_compared and (cleaned.get("edit_revision") or 0) != current.edit_revision:
            self._refuse_outdated(current)
        elif self.is_proposal:
            self.add_error(
                None, ValidationError(_("Not saved yet: please look through both versions, put together here, and save."), "proposal")
            )

    def _refuse_outdated(self, current: Event | Stand) -> None:
        sentence = _(
            "Not saved: %(person)s has changed this entry in the meantime (%(moment)s). Your text is kept below. "
            "Please correct what is marked and save again; then you see both versions and decide."
        )
        moment = date_format(localtime(current.last_edited_at or current.created_at), "SHORT_DATETIME_FORMAT")
        person = current.last_edited_by or _("somebody")
        self.add_error(None, ValidationError(sentence, code="outdated", params={"person": person, "moment": moment}))


def with_note(note: str, help_text: Any = "", *, author: str = "") -> SafeString:
    """A note, by default of the office, before the help of its field, so that both belong to the field's description."""
    words = author or _("The programme office writes:")
    return format_html('<span class="field-note"><strong>{}</strong> {}</span>{}', words, note, help_text)


def open_editions(besides: int | None) -> QuerySet[Edition]:
    """Editions that take entries, and the one with the key `besides`."""
    return Edition.objects.filter(Q(is_closed=False) | Q(pk=besides))


def all_editions() -> list[Edition]:
    """Every edition, the earliest first, each with whether it `is_current`."""
    is_current = Exists(CurrentEdition.objects.filter(edition=OuterRef("pk")))
    return list(Edition.objects.annotate(is_current=is_current).order_by("first_day"))


def edition_for_new_entries(among: list[Edition] | None = None) -> Edition | None:
    """The edition that is collecting, or else the current one; None if there is neither. One query without `all_editions` at hand."""
    editions = [edition for edition in (all_editions() if among is None else among) if not edition.is_closed]
    collecting = (edition for edition in editions if edition.phase == Edition.Phase.COLLECTING)
    return next(collecting, None) or next((edition for edition in editions if edition.is_current), None)


class EventForm(EntryForm):
    """The form of an event."""

    pickers = ("organizers", "contact_persons")
    explanations = EVENT

    class Meta:
        model = Event
        fields = "__all__"
        widgets = {
            "technology_fields": forms.CheckboxSelectMultiple,
            "audiences": forms.CheckboxSelectMultiple,
            "languages": forms.CheckboxSelectMultiple,
            "summary": forms.Textarea(attrs={"rows": 3}),
            "description": forms.Textarea(attrs={"rows": 10}),
            "description_en": forms.Textarea(attrs={"rows": 10}),
            "internal_note": forms.Textarea(attrs={"rows": 4}),
            "is_free": StatedSelect,
            **dict.fromkeys(ACCESSIBILITY_FEATURES, StatedSelect),
        }
        help_texts = {
            "latitude": gettext_lazy("Can stay empty: the position follows from postcode and place. What you enter here is kept."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "edition" in self.fields:
            self.fields["edition"].queryset = open_editions(self.instance.edition_id)
            if not self.instance.pk:
                self.initial.setdefault("edition", edition_for_new_entries())

    def clean(self) -> dict[str, Any]:
        """What is free of charge has no price."""
        cleaned = super().clean()
        check_price(self)
        return cleaned


def check_price(form: forms.ModelForm) -> None:
    """Add an error at the price of an event that is free of charge."""
    if form.cleaned_data.get("is_free") and form.cleaned_data.get("price"):
        form.add_error("price", _("What is free of charge has no price."))


class StandForm(EntryForm):
    """The form of a stand."""

    pickers = ("main_exhibitor", "contact_persons", "events_at_stand")
    explanations = STAND

    class Meta:
        model = Stand
        fields = "__all__"
        widgets = {
            "technology_fields": forms.CheckboxSelectMultiple,
            "exhibits": forms.Textarea(attrs={"rows": 5}),
            "description": forms.Textarea(attrs={"rows": 10}),
            "internal_note": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "fair" in self.fields:
            open_fairs = Q(edition__isnull=True) | Q(edition__is_closed=False) | Q(pk=self.instance.fair_id)
            self.fields["fair"].queryset = TradeFair.objects.filter(open_fairs)

    def clean(self) -> dict[str, Any]:
        """Events at the stand belong to the edition of its fair."""
        cleaned = super().clean()
        events, fair = cleaned.get("events_at_stand"), cleaned.get("fair")
        if events and events.exclude(edition=fair.edition_id if fair else None).exists():
            self.add_error("events_at_stand", _("These events do not belong to the edition of the trade fair."))
        return cleaned


class PartnerFormSet(forms.BaseInlineFormSet):
    """The partner Länder of an entry, among which its own Land is none."""

    def clean(self) -> None:
        """Refuses the lead Land as a partner of itself."""
        super().clean()
        for form in self.forms:
            row = getattr(form, "cleaned_data", {})
            # Rows that are there already are not to be changed: of those Django keeps the key alone.
            code = getattr(row.get("state"), "pk", row.get("state"))
            if code and code == self.instance.state_id and not row.get("DELETE"):
                raise ValidationError(_("The Land that leads the entry is no partner of its own."))


class CoExhibitorForm(forms.ModelForm):
    """One co-exhibitor; clusters as far as one may pick them. The inline sets `by`."""

    by: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cluster"]
        pickable = field.queryset.model.objects.pickable_by(self.by)
        field.queryset = field.queryset.model.objects.filter(Q(pk__in=pickable.values("pk")) | Q(pk=self.instance.cluster_id))
