"""The picture of a form that waits for a decision: stored where no address leads, and named by a signed token in the form."""

from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from clusterweek.editorial.images import private_storage
from events.models import Event, Stand

Entry = Event | Stand

# The name of the field with the token.
KEPT_PICTURE = "kept_picture"


def keep_picture(request: HttpRequest, entry: Entry, form: forms.ModelForm) -> str:
    """Store the picture that the form brought and name it for the next form of this person about this entry; empty without one."""
    picture = form.cleaned_data.get("image")
    if not isinstance(form.files.get(form.add_prefix("image")), UploadedFile) or not picture:
        return ""
    name = private_storage().save(f"images/{picture.name}", picture)
    return signing.dumps(name, salt=_salt(request.user, entry))


def kept_picture(token: str, user: Any, entry: Entry) -> str:
    """The name of the picture behind `token`; empty if it is not this person's for this entry, or gone."""
    try:
        name = signing.loads(token, salt=_salt(user, entry))
    except signing.BadSignature:
        return ""
    return name if private_storage().exists(name) else ""


def _salt(user: Any, entry: Entry) -> str:
    return f"kept-picture:{user.pk}:{entry._meta.label_lower}:{entry.pk}"
