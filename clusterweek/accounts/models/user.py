"""People who sign in: coordinators of the Länder, the programme office, administrators."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from clusterweek.geography.models import FederalState

PROGRAMME_OFFICE = "programme office"
LAND_COORDINATOR = "Land coordinator"


class UserQuerySet(models.QuerySet["User"]):
    """Accounts, with who may manage them."""

    def manageable_by(self, user: "User"):
        """Administrators manage every account; the programme office those of coordinators. Twin of `User.may_be_managed_by`."""
        if user.is_active and user.is_superuser:
            return self.all()
        if user.is_programme_office:
            return self.filter(is_superuser=False).exclude(groups__name=PROGRAMME_OFFICE)
        return self.none()

    def in_programme_office(self):
        """Who curates the programme now. Twin of `User.is_programme_office`."""
        members = User.groups.through.objects.filter(group__name=PROGRAMME_OFFICE).values("user")
        return self.filter(models.Q(is_superuser=True) | models.Q(pk__in=members), is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Creates users by e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A saved user; without a password the account cannot sign in. Raises ValueError without an e-mail."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """An administrator."""
        return self.create_user(email, password, **{**fields, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractUser):
    """Signs in with an e-mail address; the roles are Django groups, `states` are the Länder of a coordinator."""

    username = None
    is_staff = None  # has_back_office_access tells it
    first_name = None
    last_name = None
    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("name"), max_length=150, blank=True)
    states = models.ManyToManyField(
        FederalState,
        verbose_name=_("Länder"),
        blank=True,
        related_name="coordinators",
        help_text=_("The Länder that this person coordinates."),
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        default="de",
        help_text=_("In which the back office and its mail speak to this person."),
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["email"]
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_is_unique_in_any_case")]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @cached_property
    def role_names(self) -> frozenset[str]:
        """The names of this user's groups."""
        return frozenset(self.groups.values_list("name", flat=True)) if self.pk else frozenset()

    @property
    def is_programme_office(self) -> bool:
        """Curates the whole programme; administrators may do what the office may."""
        return self.is_active and (self.is_superuser or PROGRAMME_OFFICE in self.role_names)

    @property
    def is_coordinator(self) -> bool:
        """Enters the programme of the Länder in `states`."""
        return self.is_active and LAND_COORDINATOR in self.role_names

    def may_be_managed_by(self, user: "User") -> bool:
        """Whether `user` may see and change this account."""
        if user.is_active and user.is_superuser:
            return True
        return user.is_programme_office and not self.is_superuser and PROGRAMME_OFFICE not in self.role_names

    @property
    def has_back_office_access(self) -> bool:
        """May open the admin at all."""
        return self.is_programme_office or self.is_coordinator

    @cached_property
    def coordinated_states(self) -> list[FederalState]:
        """The Länder that this person coordinates; empty without the role."""
        return list(self.states.all()) if self.is_coordinator else []

    @cached_property
    def state_codes(self) -> frozenset[str]:
        """Their codes."""
        return frozenset(state.pk for state in self.coordinated_states)
