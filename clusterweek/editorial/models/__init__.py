from clusterweek.editorial.models.copies import PublicCopy, WorkingCopy
from clusterweek.editorial.models.decision import Decision
from clusterweek.editorial.models.revision import PublicRevision

__all__ = ["Decision", "PublicCopy", "PublicRevision", "WorkingCopy"]
