"""The forms with which the public reports a barrier or an error: few fields, no account, no captcha."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusterweek.common.stamped_forms import StampedForm, dress, problems_of
from clusterweek.pages.models import Report


class ReportForm(StampedForm, forms.ModelForm):
    """What both have in common; `about` is the path of the page, for which alone the stamp is good."""

    STAMP_SALT = "pages.report"

    class Meta:
        model = Report
        fields = ["text", "email"]
        labels = {"email": _("Your e-mail address (optional)")}
        help_texts = {"email": _("If we may ask you something or shall answer you. Never public.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, about: str, **kwargs: Any) -> None:
        self.about = about
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        dress(self.fields)

    @property
    def stamped_for(self) -> str:
        """The page alone."""
        return self.about

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """Where, called what, and which sentence: everything that is wrong."""
        return problems_of(self)

    def clean(self) -> dict[str, Any]:
        """Refuses what a program sent."""
        cleaned = super().clean()
        self.check_sender()
        return cleaned


class ErrorForm(ReportForm):
    """What is wrong with an entry."""

    class Meta(ReportForm.Meta):
        labels = {**ReportForm.Meta.labels, "text": _("What is wrong?")}
        help_texts = {**ReportForm.Meta.help_texts, "text": _("If you know it, please also write what would be right.")}


class BarrierForm(ReportForm):
    """What keeps somebody from using the portal, and where."""

    class Meta(ReportForm.Meta):
        fields = ["subject", "text", "email"]
        labels = {**ReportForm.Meta.labels, "subject": _("On which page?"), "text": _("What does not work?")}
        help_texts = {
            **ReportForm.Meta.help_texts,
            "subject": _("Its name or its address. “Everywhere” is an answer, too."),
            "text": _("It helps us if you name what you use, such as a screen reader, enlargement, or the keyboard alone."),
        }
