from clusterweek.editorial.models.comment import Comment
from clusterweek.editorial.models.copies import PublicCopy, WorkingCopy
from clusterweek.editorial.models.decision import Decision
from clusterweek.editorial.models.revision import PublicRevision
from clusterweek.editorial.models.text_module import TextModule
from clusterweek.editorial.models.undone_change import UndoneChange
from clusterweek.editorial.models.version import SavedVersion

__all__ = ["Comment", "Decision", "PublicCopy", "PublicRevision", "SavedVersion", "TextModule", "UndoneChange", "WorkingCopy"]
