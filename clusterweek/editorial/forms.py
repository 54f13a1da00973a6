"""The field for pictures: what is uploaded is cleaned before anything else looks at it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _

from clusterweek.editorial.images import clean_upload


class PictureInput(forms.ClearableFileInput):
    """Shows the picture there is, from the address `preview`, beside the field for another one."""

    template_name = "admin/widgets/picture.html"
    preview = ""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "image/jpeg,image/png,image/webp", **(attrs or {})})

    def is_initial(self, value: Any) -> bool:
        """Whether there is a picture; private ones have no address that could tell."""
        return bool(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["preview"] = self.preview
        return context


class PictureField(forms.FileField):
    """Takes a file and gives the cleaned picture."""

    widget = PictureInput

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # without max_length: the file gets a name of its own

    def to_python(self, data: File | None) -> File | None:
        """The cleaned picture, or None without a file. Raises ValidationError."""
        upload = super().to_python(data)
        return clean_upload(upload) if upload else upload


# What admin classes take as `formfield_overrides`.
PICTURE_INPUTS: dict[type[models.Field], dict[str, Any]] = {
    models.ImageField: {"form_class": PictureField, "widget": PictureInput},
}


def check_picture(form: forms.ModelForm, picture: str, **needed: str) -> None:
    """Add an error at each field of `form` that a picture in the field `picture` needs and that is empty.

    `needed` maps names of fields to the sentence that asks for them.
    """
    if not form.cleaned_data.get(picture):
        return
    for name, sentence in needed.items():
        if name in form.fields and not form.cleaned_data.get(name) and name not in form.errors:
            form.add_error(name, ValidationError(sentence, code="required"))


class IllustratedForm(forms.ModelForm):
    """The form of an entry with a picture, which needs a description, a credit and a licence."""

    def clean(self) -> dict[str, Any]:
        """Asks at its field for what is missing beside a picture."""
        cleaned = super().clean()
        check_picture(self, "image", image_credit=_("Please enter the credit."), image_licence=_("Please choose the licence."))
        if not cleaned.get("image_is_decorative"):
            check_picture(self, "image", image_alt=_("Please describe the picture, or tick that it is purely decorative."))
        return cleaned
