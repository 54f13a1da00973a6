"""The Clusterwochen with their dates, hosts and greeting."""

from datetime import date, datetime, timedelta

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clusterweek.common.bilingual import in_language
from clusterweek.common.languages import page_url
from clusterweek.common.recording import StepHistory

EDITION_SLUG = r"\d{4}(?:-[a-z0-9]+)?"


class Edition(models.Model):
    """One Clusterwoche with its dates, e.g. 2 to 11 April 2019."""

    class Phase(models.TextChoices):
        ANNOUNCED = "announced", _("Announced")
        COLLECTING = "collecting", _("Collecting")
        OPEN = "open", _("Open")
        RUNNING = "running", _("Running")
        OVER = "over", _("Over")
        CLOSED = "closed", _("Closed")

    number = models.PositiveSmallIntegerField(_("number"), unique=True, help_text=_("The how-manieth Clusterwoche this is."))
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    slug = models.CharField(
        _("short name for addresses"),
        max_length=24,
        unique=True,
        validators=[RegexValidator(rf"^{EDITION_SLUG}\Z", _("A year, with an addition if needed: 2019 or 2019-autumn."))],
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    collects_from = models.DateField(_("entries are collected from"))
    submission_deadline = models.DateTimeField(_("submission deadline"))
    opens_at = models.DateTimeField(_("programme becomes public"), help_text=_("From this moment on everybody sees what is approved."))
    is_closed = models.BooleanField(_("closed"), default=False, help_text=_("Nothing can be changed but corrections with a reason."))
    outcomes_until = models.DateField(
        _("feedback until"),
        null=True,
        blank=True,
        help_text=_("Last day on which the Länder may tell which events took place and how many took part. Empty: no end."),
    )
    hosts = models.TextField(_("hosts"), blank=True)
    hosts_en = models.TextField(_("hosts in English"), blank=True)
    opening_text = models.CharField(_("opening, as text"), max_length=300, blank=True)
    opening_text_en = models.CharField(_("opening, as English text"), max_length=300, blank=True)
    closing_text = models.CharField(_("closing, as text"), max_length=300, blank=True)
    closing_text_en = models.CharField(_("closing, as English text"), max_length=300, blank=True)
    opening_event = models.ForeignKey(
        "programme.PublishedEvent", models.SET_NULL, verbose_name=_("opening event"), null=True, blank=True, related_name="+"
    )
    closing_event = models.ForeignKey(
        "programme.PublishedEvent", models.SET_NULL, verbose_name=_("closing event"), null=True, blank=True, related_name="+"
    )
    greeting_heading = models.CharField(_("heading of the greeting"), max_length=200, blank=True)
    greeting_heading_en = models.CharField(_("heading of the greeting in English"), max_length=200, blank=True)
    greeting_teaser = models.TextField(_("teaser of the greeting"), blank=True, help_text=_("Two or three sentences for the home page."))
    greeting_teaser_en = models.TextField(_("teaser of the greeting in English"), blank=True)
    greeting_text = models.TextField(_("greeting"), blank=True, help_text=_("Paragraphs, lists and links are possible (Markdown)."))
    greeting_text_en = models.TextField(_("greeting in English"), blank=True)
    greeting_is_signed = models.BooleanField(
        _("the patrons have signed"), default=False, help_text=_("Only for the original text: the names then stand under it.")
    )
    portrait = models.ImageField(_("joint picture of the patrons"), upload_to="editions/", blank=True)
    portrait_caption = models.CharField(_("caption"), max_length=300, blank=True)
    portrait_caption_en = models.CharField(_("caption in English"), max_length=300, blank=True)
    portrait_alt = models.CharField(_("description of the picture"), max_length=300, blank=True)
    portrait_alt_en = models.CharField(_("description of the picture in English"), max_length=300, blank=True)
    portrait_credit = models.CharField(_("credit"), max_length=300, blank=True)
    mark = models.ImageField(_("mark"), upload_to="editions/", blank=True, help_text=_("Empty: the portal's own word mark."))
    mark_alt = models.CharField(_("description of the mark"), max_length=200, blank=True)

    history = StepHistory()

    class Meta:
        ordering = ["-first_day"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="edition_ends_after_it_starts",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(collects_from__lte=F("first_day")),
                name="edition_collects_before_it_starts",
                violation_error_message=_("Entries are collected before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(portrait="") | ~Q(portrait_alt="") & ~Q(portrait_credit=""),
                name="edition_portrait_has_alt_and_credit",
                violation_error_message=_("A picture needs a description and a credit."),
            ),
            models.CheckConstraint(
                condition=Q(mark="") | ~Q(mark_alt=""),
                name="edition_mark_has_a_description",
                violation_error_message=_("Please describe the mark for people who cannot see it."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "title")[0]

    def get_absolute_url(self) -> str:
        return page_url("edition_programme", edition=self.slug)

    @property
    def days(self) -> list[date]:
        """Every day of the week, first to last."""
        return [self.first_day + timedelta(days=number) for number in range((self.last_day - self.first_day).days + 1)]

    def phase_at(self, now: datetime) -> "Edition.Phase":
        """The phase at `now` (aware); only `closed` is set by hand."""
        today = timezone.localdate(now)
        if self.is_closed:
            return self.Phase.CLOSED
        if now < self.opens_at:
            return self.Phase.ANNOUNCED if today < self.collects_from else self.Phase.COLLECTING
        if today < self.first_day:
            return self.Phase.OPEN
        return self.Phase.RUNNING if today <= self.last_day else self.Phase.OVER

    @property
    def phase(self) -> "Edition.Phase":
        """The phase now."""
        return self.phase_at(timezone.now())

    @property
    def is_open(self) -> bool:
        """Whether the programme is public now."""
        return self.opens_at <= timezone.now()


class Patron(models.Model):
    """A minister under whose patronage an edition stands."""

    edition = models.ForeignKey(Edition, models.CASCADE, verbose_name=_("edition"), related_name="patrons")
    name = models.CharField(_("name"), max_length=150)
    office = models.CharField(_("office"), max_length=250)
    office_en = models.CharField(_("office in English"), max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    history = StepHistory()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("patron")
        verbose_name_plural = _("patrons")

    def __str__(self) -> str:
        return self.name


class CurrentEdition(models.Model):
    """The one row that says which edition stands at /programm/."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="+")

    history = StepHistory()

    class Meta:
        verbose_name = _("current edition")
        verbose_name_plural = _("current edition")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="current_edition_is_one_row")]

    def __str__(self) -> str:
        return str(self.edition)

    @classmethod
    def switch_to(cls, edition: Edition) -> None:
        """Make `edition` the current one; of two switches at once the later stands."""
        cls.objects.update_or_create(pk=1, defaults={"edition": edition})
