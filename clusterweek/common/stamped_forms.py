"""What protects a public form without an account, a cookie and a captcha: a signed time, and a field that only programs fill in.

How often a form may be sent is counted by `limiting.is_allowed`.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.utils.text import capfirst
from django.utils.translation import gettext as _

# How long a form is open before it is sent, in seconds: who is quicker has not read it, who is slower sends it once more.
LEAST_SECONDS, MOST_SECONDS = 3, 24 * 60 * 60

# A field that only programs fill in.
HONEYPOT = "second_website"


class StampedForm(forms.BaseForm):
    """A form whose page carries when it was shown (`stamp`) and what for (`stamped_for`), signed with `STAMP_SALT`."""

    STAMP_SALT: ClassVar[str]

    @property
    def stamped_for(self) -> str:
        """What the stamp is good for, and nothing else."""
        raise NotImplementedError

    @property
    def stamp(self) -> str:
        """When this page was shown, signed, and good for what it was shown for alone."""
        return signing.TimestampSigner(salt=self.STAMP_SALT).sign(self.stamped_for)

    @property
    def honeypot(self) -> str:
        """The name of the field that only programs fill in."""
        return HONEYPOT

    def check_sender(self) -> None:
        """Add an error if a program filled in the form, or if it was sent too quickly, too late or without its stamp."""
        if self.data.get(HONEYPOT):
            self.add_error(None, _("Please leave the field “Second website” empty: only programs fill it in."))
        signer, stamp = signing.TimestampSigner(salt=self.STAMP_SALT), self.data.get("stamp", "")
        try:
            if signer.unsign(stamp, max_age=MOST_SECONDS) == self.stamped_for and self._is_older(stamp, LEAST_SECONDS):
                return
        except signing.BadSignature:
            pass
        self.add_error(None, _("Nothing is sent yet: please look through your details once more, and then send them."))

    def _is_older(self, stamp: str, seconds: int) -> bool:
        try:
            signing.TimestampSigner(salt=self.STAMP_SALT).unsign(stamp, max_age=seconds)
        except signing.SignatureExpired:
            return True
        return False


def problems_of(form: Any) -> list[tuple[str, str, str]]:
    """(address of the field, its label, sentence) of everything that is wrong with the fields of `form`; both are "" for the whole."""
    found = [("", "", sentence) for sentence in form.non_field_errors()]
    return found + [
        (f"#{form[name].auto_id}", capfirst(str(form[name].label)), text)
        for name, texts in form.errors.items()
        if name in form.fields
        for text in texts
    ]


def dress(fields: Mapping[str, forms.Field]) -> None:
    """Give the inputs of `fields` the look of the public pages."""
    for field in fields.values():
        if isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.HiddenInput):
            continue
        if isinstance(field.widget, forms.Select):
            field.widget.attrs["class"] = "kern-form-input__select"
        else:
            field.widget.attrs["class"] = "kern-form-input__input"
