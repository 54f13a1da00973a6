"""Stands at trade fairs: every public field once (StandContent), and the copy that the public sees."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster, TechnologyField
from clusterweek.common.bilingual import in_language
from clusterweek.common.languages import page_url
from clusterweek.common.natural import natural_key
from clusterweek.common.recording import StepHistory
from clusterweek.editorial.images import IMAGE_CONSTRAINTS, IllustratedContent
from clusterweek.editorial.models import PublicCopy
from clusterweek.editorial.models.copies import PublicCopyQuerySet
from clusterweek.geography.models import FederalState
from contacts.models import ContactPerson
from events.programme.models.edition import Edition
from events.programme.models.event import PublishedEvent


class TradeFair(models.Model):
    """A fair in one year; without an edition its stands are records of clusters, not part of a programme."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("short name for addresses"), max_length=120, unique=True)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    venue_en = models.CharField(_("venue in English"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True, help_text=_("e.g. daily from 9 am to 6 pm"))
    opening_hours_en = models.CharField(_("opening hours in English"), max_length=200, blank=True)
    tickets = models.TextField(
        _("tickets"), blank=True, help_text=_("What they cost and where to get them; links are possible (Markdown).")
    )
    tickets_en = models.TextField(_("tickets in English"), blank=True)
    travel = models.TextField(
        _("getting there"), blank=True, help_text=_("By rail, bus and car, and without steps; links are possible (Markdown).")
    )
    travel_en = models.TextField(_("getting there in English"), blank=True)
    credit = models.CharField(_("credit"), max_length=300, blank=True, help_text=_("Who holds the fair, and whose its mark is."))
    credit_en = models.CharField(_("credit in English"), max_length=300, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    introduction_en = models.TextField(_("introduction in English"), blank=True)
    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), null=True, blank=True, related_name="trade_fairs")
    mark = models.ImageField(_("mark"), upload_to="fairs/", blank=True)
    mark_alt = models.CharField(_("description of the mark"), max_length=200, blank=True)

    history = StepHistory()

    class Meta:
        ordering = ["-year", "name"]
        verbose_name = _("trade fair")
        verbose_name_plural = _("trade fairs")
        constraints = [
            models.UniqueConstraint(fields=["name", "year"], name="trade_fair_is_one_a_year"),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True, last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="trade_fair_ends_after_it_starts",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(mark="") | ~Q(mark_alt=""),
                name="trade_fair_mark_has_a_description",
                violation_error_message=_("Please describe the mark for people who cannot see it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class StandContent(IllustratedContent):
    """Every public field of a stand; both copies have exactly these."""

    fair = models.ForeignKey(TradeFair, models.PROTECT, verbose_name=_("trade fair"), null=True, blank=True, related_name="+")
    hall = models.CharField(
        _("hall"), max_length=20, blank=True, help_text=_("Only the number, e.g. 2 or 27. Empty: the hall will follow.")
    )
    stand_number = models.CharField(_("stand number"), max_length=20, blank=True, help_text=_("e.g. A12"))
    first_day = models.DateField(_("present from"), null=True, blank=True, help_text=_("Empty means: on all days of the fair."))
    last_day = models.DateField(_("present until"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    main_exhibitor = models.ForeignKey(Cluster, models.PROTECT, verbose_name=_("main exhibitor"), null=True, blank=True, related_name="+")
    main_exhibitor_text = models.CharField(_("main exhibitor, if it is no cluster"), max_length=200, blank=True)
    state = models.ForeignKey(
        FederalState,
        models.PROTECT,
        verbose_name=_("Land"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty means nationwide."),
    )
    technology_fields = models.ManyToManyField(TechnologyField, verbose_name=_("technology fields"), blank=True, related_name="+")
    exhibits = models.TextField(_("exhibits"), blank=True)
    exhibits_en = models.TextField(_("exhibits in English"), blank=True)
    description = models.TextField(_("description"), blank=True, help_text=_("Paragraphs, lists and links are possible (Markdown)."))
    description_en = models.TextField(_("description in English"), blank=True)
    contact_persons = models.ManyToManyField(ContactPerson, verbose_name=_("contact persons"), blank=True, related_name="+")
    email = models.EmailField(_("organisational e-mail"), blank=True, help_text=_("Public: please no personal address."))
    phone = models.CharField(_("organisational phone"), max_length=50, blank=True, help_text=_("Public: please no personal number."))
    website = models.URLField(_("website"), max_length=500, blank=True)
    events_at_stand = models.ManyToManyField(PublishedEvent, verbose_name=_("events at the stand"), blank=True, related_name="+")
    is_example = models.BooleanField(_("example"), default=False, help_text=_("An invented entry; marked as such everywhere."))

    class Meta:
        abstract = True
        constraints = [
            *IMAGE_CONSTRAINTS,
            models.CheckConstraint(
                condition=Q(first_day__isnull=True, last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "title")[0]

    @property
    def place_key(self) -> tuple:
        """Sorts stands naturally: hall 2 before 16, stand A4 before A10, unknown halls last."""
        return (not self.hall, natural_key(self.hall), natural_key(self.stand_number), self.title)


class PublishedStandQuerySet(PublicCopyQuerySet):
    """Public stands."""

    def of(self, edition: Edition):
        """The stands of `edition` that have not been withdrawn; none before its programme opens."""
        return self.standing().filter(edition=edition) if edition.is_open else self.none()


class PublishedStand(StandContent, PublicCopy):
    """A stand as the public sees it; its edition is that of the fair."""

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), null=True, blank=True, related_name="+")
    partner_states = models.ManyToManyField(
        FederalState, verbose_name=_("partner Länder"), blank=True, related_name="+", help_text=_("Those that have confirmed.")
    )

    objects = PublishedStandQuerySet.as_manager()

    class Meta(PublicCopy.Meta):
        abstract = False
        ordering = ["pk"]
        verbose_name = _("published stand")
        verbose_name_plural = _("published stands")
        constraints = [
            *StandContent.Meta.constraints,
            *PublicCopy.Meta.constraints,
            models.UniqueConstraint(fields=["edition", "slug"], name="published_stand_slug_is_unique"),
            models.CheckConstraint(condition=Q(fair__isnull=False), name="published_stand_has_a_fair"),
        ]

    def get_absolute_url(self) -> str:
        """The stand's page, or that of its cluster's records if its fair belongs to no edition."""
        if self.edition_id:
            return page_url("stand", edition=self.edition.slug, slug=self.slug)
        return self.main_exhibitor.get_absolute_url() if self.main_exhibitor else page_url("stands")


class CoExhibitorRow(models.Model):
    """A co-exhibitor (ISO 25639-1): a cluster, or a member company with its website."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, verbose_name=_("cluster"), null=True, blank=True, related_name="+")
    name = models.CharField(_("member company"), max_length=200, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]
        verbose_name = _("co-exhibitor")
        verbose_name_plural = _("co-exhibitors")
        constraints = [
            models.CheckConstraint(
                condition=Q(cluster__isnull=False, name="") | Q(cluster__isnull=True) & ~Q(name=""),
                name="%(app_label)s_%(class)s_is_cluster_or_company",
                violation_error_message=_("Please choose a cluster or enter a company, not both."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.cluster) if self.cluster_id else self.name


class PublishedCoExhibitor(CoExhibitorRow):
    """A co-exhibitor of a public stand."""

    stand = models.ForeignKey(PublishedStand, models.CASCADE, related_name="co_exhibitors")

    class Meta(CoExhibitorRow.Meta):
        abstract = False
