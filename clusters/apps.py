from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClustersConfig(AppConfig):
    name = "clusters"
    verbose_name = _("Clusters")

    def ready(self) -> None:
        from clusters.models import Cluster, FundingProgramme, TechnologyField
        from clusterweek.editorial.models.revision import publishes_at_once

        publishes_at_once(Cluster, FundingProgramme, TechnologyField)
