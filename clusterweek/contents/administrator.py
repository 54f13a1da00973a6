"""The first administrator, named by ADMIN_EMAIL and ADMIN_PASSWORD."""

from django.conf import settings
from django.contrib.auth.password_validation import validate_password

from clusterweek.accounts.models import User


def create_first_administrator() -> User | None:
    """The new administrator, or None if the settings name nobody or the account exists already.

    An existing account is never changed. Raises ValidationError if the password is too weak.
    """
    email, password = settings.ADMIN_EMAIL, settings.ADMIN_PASSWORD
    if not (email and password) or User.objects.filter(email__iexact=email).exists():
        return None
    validate_password(password, User(email=email))
    return User.objects.create_superuser(email, password)
