"""Cluster initiatives and the two lists that describe them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.models import User
from clusterweek.common.bilingual import in_language
from clusterweek.common.languages import page_url
from clusterweek.common.recording import StepHistory
from clusterweek.common.vocabulary import VocabularyEntry
from clusterweek.geography.models import FederalState


class TechnologyField(VocabularyEntry):
    """A field of technology, e.g. "Energie und Umwelt"."""

    history = StepHistory()

    class Meta(VocabularyEntry.Meta):
        verbose_name = _("technology field")
        verbose_name_plural = _("technology fields")


class FundingProgramme(VocabularyEntry):
    """A programme that supports clusters, e.g. "go-cluster"."""

    history = StepHistory()

    class Meta(VocabularyEntry.Meta):
        verbose_name = _("funding programme")
        verbose_name_plural = _("funding programmes")


class ClusterQuerySet(models.QuerySet):
    """Clusters, with who may see, pick and edit them."""

    def public(self):
        """Those that the office has made public."""
        return self.filter(is_public=True)

    def editable_by(self, user: User):
        """Coordinators edit the clusters of their Länder; the programme office edits all. Twin of `may_edit`."""
        if user.is_programme_office:
            return self.all()
        return self.filter(pk__in=Cluster.states.through.objects.filter(federalstate__in=user.state_codes).values("cluster"))

    def pickable_by(self, user: User):
        """Every public cluster, and one's own that are not public yet."""
        return self.filter(Q(is_public=True) | Q(pk__in=Cluster.objects.editable_by(user).values("pk")))


class Cluster(models.Model):
    """A cluster initiative; master data without a second copy."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    slug = models.SlugField(_("short name for addresses"), max_length=120, unique=True)
    states = models.ManyToManyField(FederalState, verbose_name=_("Länder"), related_name="clusters")
    city = models.CharField(_("place"), max_length=100, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    technology_fields = models.ManyToManyField(TechnologyField, verbose_name=_("technology fields"), blank=True, related_name="clusters")
    funding_programmes = models.ManyToManyField(FundingProgramme, verbose_name=_("funding programmes"), blank=True, related_name="clusters")
    website = models.URLField(_("website"), blank=True)
    members = models.CharField(_("members"), max_length=100, blank=True, help_text=_("As text, e.g. “over 100 (2019)”."))
    email = models.EmailField(_("organisational e-mail"), blank=True, help_text=_("Public: please no personal address."))
    phone = models.CharField(_("organisational phone"), max_length=50, blank=True, help_text=_("Public: please no personal number."))
    logo = models.ImageField(_("logo"), upload_to="clusters/", blank=True)
    logo_alt = models.CharField(_("description of the logo"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True, help_text=_("Paragraphs, lists and links are possible (Markdown)."))
    description_en = models.TextField(_("description in English"), blank=True)
    is_public = models.BooleanField(_("public"), default=False, help_text=_("Set by the programme office."))
    is_example = models.BooleanField(_("example"), default=False, help_text=_("An invented entry; marked as such everywhere."))

    history = StepHistory(m2m_fields=[states, technology_fields, funding_programmes])
    objects = ClusterQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        constraints = [
            models.CheckConstraint(
                condition=Q(logo="") | ~Q(logo_alt=""),
                name="cluster_logo_has_a_description",
                violation_error_message=_("Please describe the logo for people who cannot see it."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="cluster_position_is_whole",
                violation_error_message=_("A position needs latitude (−90 to 90) and longitude (−180 to 180)."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "name")[0]

    def get_absolute_url(self) -> str:
        return page_url("cluster", slug=self.slug)

    def may_edit(self, user: User) -> bool:
        """Whether this cluster belongs to one of the Länder of `user`, or `user` to the office."""
        return user.is_programme_office or self.states.filter(pk__in=user.state_codes).exists()
