"""Events: every public field once (EventContent), and the copy that the public sees."""

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster, TechnologyField
from clusterweek.accounts.models import User
from clusterweek.common.bilingual import in_language
from clusterweek.common.dates import span_label, time_label
from clusterweek.common.languages import page_url
from clusterweek.editorial.images import IMAGE_CONSTRAINTS, IllustratedContent
from clusterweek.editorial.models import PublicCopy
from clusterweek.editorial.models.copies import PublicCopyQuerySet
from clusterweek.geography.models import FederalState
from contacts.models import ContactPerson
from events.programme.models.edition import Edition
from events.programme.models.vocabularies import Audience, EventFormat, EventLanguage

# Model field → value of the parameter `accessibility`.
ACCESSIBILITY_FEATURES = {
    "step_free_access": "step-free",
    "accessible_toilet": "accessible-toilet",
    "hearing_loop": "hearing-loop",
    "sign_language": "sign-language",
    "captions": "captions",
    "easy_language": "easy-language",
}

POSITION_IS_WHOLE = Q(latitude__isnull=True, longitude__isnull=True) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180))


class EventContent(IllustratedContent):
    """Every public field of an event; both copies have exactly these."""

    class AttendanceMode(models.TextChoices):
        ON_SITE = "on_site", _("on site")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("on site and online")

    class EventStatus(models.TextChoices):
        SCHEDULED = "scheduled", _("takes place")
        CANCELLED = "cancelled", _("cancelled")
        POSTPONED = "postponed", _("postponed")
        RESCHEDULED = "rescheduled", _("new date")
        MOVED_ONLINE = "moved_online", _("moved online")

    class RegistrationState(models.TextChoices):
        NOT_NEEDED = "not_needed", _("not needed")
        OPEN = "open", _("open")
        WAITING_LIST = "waiting_list", _("waiting list")
        FULL = "full", _("fully booked")

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="+")
    title = models.CharField(_("title"), max_length=160, help_text=_("Says what one experiences; at best under 90 characters."))
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    summary = models.CharField(_("summary"), max_length=300, blank=True, help_text=_("One or two sentences for lists and search."))
    summary_en = models.CharField(_("summary in English"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True, help_text=_("Paragraphs, lists and links are possible (Markdown)."))
    description_en = models.TextField(_("description in English"), blank=True)
    format = models.ForeignKey(EventFormat, models.PROTECT, verbose_name=_("format"), null=True, blank=True, related_name="+")
    technology_fields = models.ManyToManyField(TechnologyField, verbose_name=_("technology fields"), blank=True, related_name="+")
    state = models.ForeignKey(
        FederalState,
        models.PROTECT,
        verbose_name=_("Land"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty means nationwide."),
    )
    opening_hours = models.CharField(
        _("opening hours"), max_length=200, blank=True, help_text=_("Only if the times above do not tell it, e.g. “in the afternoon”.")
    )
    opening_hours_en = models.CharField(_("opening hours in English"), max_length=200, blank=True)
    attendance_mode = models.CharField(_("attendance"), max_length=10, choices=AttendanceMode.choices, default=AttendanceMode.ON_SITE)
    event_status = models.CharField(_("status"), max_length=12, choices=EventStatus.choices, default=EventStatus.SCHEDULED)
    status_note = models.CharField(
        _("note on the status"), max_length=300, blank=True, help_text=_("What visitors should know, e.g. the reason or where to go now.")
    )
    status_note_en = models.CharField(_("note on the status in English"), max_length=300, blank=True)
    previous_dates = models.JSONField(_("previous dates"), default=list, blank=True, editable=False)
    venue = models.CharField(_("venue"), max_length=200, blank=True, help_text=_("Empty means: the place will be announced."))
    street = models.CharField(_("street and number"), max_length=150, blank=True)
    postal_code = models.CharField(
        _("postcode"), max_length=5, blank=True, validators=[RegexValidator(r"^\d{5}\Z", _("A postcode has five digits."))]
    )
    city = models.CharField(_("place"), max_length=100, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    room = models.CharField(_("room"), max_length=100, blank=True)
    online_address = models.URLField(
        _("online address"), max_length=500, blank=True, help_text=_("Public: the page on which one takes part.")
    )
    organizers = models.ManyToManyField(
        Cluster, verbose_name=_("organizers"), blank=True, related_name="+", help_text=_("Every public cluster, also of other Länder.")
    )
    further_organizers = models.CharField(_("further organizers"), max_length=300, blank=True)
    contact_persons = models.ManyToManyField(ContactPerson, verbose_name=_("contact persons"), blank=True, related_name="+")
    email = models.EmailField(_("organisational e-mail"), blank=True, help_text=_("Public: please no personal address."))
    phone = models.CharField(_("organisational phone"), max_length=50, blank=True, help_text=_("Public: please no personal number."))
    website = models.URLField(_("website"), max_length=500, blank=True)
    registration_state = models.CharField(
        _("registration"), max_length=12, choices=RegistrationState.choices, blank=True, help_text=_("Empty means: not stated.")
    )
    registration_url = models.URLField(_("address of the registration"), max_length=500, blank=True)
    registration_deadline = models.DateField(_("registration until"), null=True, blank=True)
    registration_places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    is_free = models.BooleanField(_("free of charge"), null=True, blank=True)
    price = models.CharField(_("price"), max_length=200, blank=True, help_text=_("As text, e.g. “20 €, students 5 €”."))
    price_en = models.CharField(_("price in English"), max_length=200, blank=True)
    languages = models.ManyToManyField(EventLanguage, verbose_name=_("languages"), blank=True, related_name="+")
    audiences = models.ManyToManyField(Audience, verbose_name=_("audiences"), blank=True, related_name="+")
    step_free_access = models.BooleanField(_("step-free access"), null=True, blank=True)
    accessible_toilet = models.BooleanField(_("accessible toilet"), null=True, blank=True)
    hearing_loop = models.BooleanField(_("hearing loop"), null=True, blank=True)
    sign_language = models.BooleanField(_("sign language"), null=True, blank=True)
    captions = models.BooleanField(_("captions"), null=True, blank=True)
    easy_language = models.BooleanField(_("easy language"), null=True, blank=True)
    accessibility_note = models.CharField(_("note on accessibility"), max_length=300, blank=True)
    accessibility_note_en = models.CharField(_("note on accessibility in English"), max_length=300, blank=True)
    accessibility_contact = models.CharField(
        _("contact for needs"), max_length=200, blank=True, help_text=_("Where to turn with a need, e.g. an e-mail address of the office.")
    )
    is_example = models.BooleanField(_("example"), default=False, help_text=_("An invented entry; marked as such everywhere."))

    class Meta:
        abstract = True
        constraints = [
            *IMAGE_CONSTRAINTS,
            models.CheckConstraint(
                condition=POSITION_IS_WHOLE,
                name="%(app_label)s_%(class)s_position_is_whole",
                violation_error_message=_("A position needs latitude (−90 to 90) and longitude (−180 to 180)."),
            ),
            models.CheckConstraint(
                condition=~Q(is_free=True) | Q(price=""),
                name="%(app_label)s_%(class)s_free_has_no_price",
                violation_error_message=_("What is free of charge has no price."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "title")[0]


class PublishedEventQuerySet(PublicCopyQuerySet):
    """Public events, with what their addresses load."""

    def of(self, edition: Edition):
        """The events of `edition` that have not been withdrawn; none before its programme opens."""
        return self.standing().filter(edition=edition) if edition.is_open else self.none()

    def pickable_by(self, user: User):
        """Those that everybody can read, and before the opening those of one's own Länder; the office picks all."""
        if user.is_programme_office:
            return self.standing()
        return self.standing().filter(Q(edition__opens_at__lte=timezone.now()) | Q(state__in=user.state_codes))


class PublishedEvent(EventContent, PublicCopy):
    """An event as the public sees it."""

    partner_states = models.ManyToManyField(
        FederalState, verbose_name=_("partner Länder"), blank=True, related_name="+", help_text=_("Those that have confirmed.")
    )

    objects = PublishedEventQuerySet.as_manager()

    class Meta(PublicCopy.Meta):
        abstract = False
        ordering = ["pk"]
        verbose_name = _("published event")
        verbose_name_plural = _("published events")
        constraints = [
            *EventContent.Meta.constraints,
            *PublicCopy.Meta.constraints,
            models.UniqueConstraint(fields=["edition", "slug"], name="published_event_slug_is_unique"),
            models.CheckConstraint(
                condition=Q(format__isnull=False) | Q(withdrawn_for_legal_reasons=True),
                name="published_event_has_a_format",
            ),
        ]

    def get_absolute_url(self) -> str:
        return page_url("event", edition=self.edition.slug, slug=self.slug)


class DateRow(models.Model):
    """One date of an event: a day or a span of days, with times if they are known.

    A row over several days with times means daily from `from_time` to `to_time`; without times the
    clock is told later, never an invented midnight.
    """

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), help_text=_("The same as the first day for a single day."))
    from_time = models.TimeField(_("from"), null=True, blank=True, help_text=_("Empty means: time to follow."))
    to_time = models.TimeField(_("to"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["first_day", "from_time", "pk"]
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(to_time__isnull=True) | Q(from_time__isnull=False),
                name="%(app_label)s_%(class)s_end_has_a_start",
                violation_error_message=_("Please enter from when, too."),
            ),
        ]

    def __str__(self) -> str:
        return f"{span_label(self.first_day, self.last_day, weekday=True)}, {time_label(self.from_time, self.to_time)}"


class PublishedEventDate(DateRow):
    """A date of a public event."""

    event = models.ForeignKey(PublishedEvent, models.CASCADE, related_name="dates")

    class Meta(DateRow.Meta):
        abstract = False
        constraints = [
            *DateRow.Meta.constraints,
            models.UniqueConstraint(fields=["event", "uid"], name="published_event_date_uid_is_unique"),
        ]
        indexes = [models.Index(fields=["first_day", "last_day"], name="published_event_days")]
