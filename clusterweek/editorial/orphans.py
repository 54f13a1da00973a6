"""Files that no row names any more, because a process was killed or a transaction failed: found and deleted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import Storage, default_storage
from django.db import models, transaction
from django.db.models.fields.files import FileField
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from clusterweek.editorial.images import PUBLIC_FOLDER, WIDTHS, rendition_name
from clusterweek.editorial.models import PublicCopy, PublicRevision

# Uploads lie there before the row that names them has been committed, and while somebody decides between two versions of
# a form whether to take theirs; this old, they wait for nobody any more.
PATIENCE = timedelta(days=1)

# So much time passes between two sweeps of a running worker.
INTERVAL = timedelta(hours=1)


@task()
def sweep_files() -> int:
    """Sweep now, and again after INTERVAL; returns how many files were deleted."""
    deleted = sweep()
    waiting = DBTaskResult.objects.filter(task_path=sweep_files.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        sweep_files.using(run_after=timezone.now() + INTERVAL).enqueue()
    return deleted


def sweep(*, now: datetime | None = None) -> int:
    """Delete the public renditions that no public copy shows, and uploads that no row names since PATIENCE.

    Returns how many files were deleted.
    """
    latest = (now or timezone.now()) - PATIENCE
    return _sweep_renditions() + sum(_sweep_uploads(*place, names, latest) for place, names in _named_uploads().items())


def _sweep_renditions() -> int:
    """Nobody publishes meanwhile: what is not shown now was not shown when its transaction ended."""
    if not _listed(default_storage, PUBLIC_FOLDER):
        return 0
    with transaction.atomic():
        PublicRevision.hold()
        orphans = _listed(default_storage, PUBLIC_FOLDER) - _shown_renditions()
        _delete(default_storage, orphans)
    return len(orphans)


def _shown_renditions() -> set[str]:
    shown: set[str] = set()
    for model in apps.get_models():
        if issubclass(model, PublicCopy) and any(field.name == "image" for field in model._meta.fields):
            names = model._default_manager.exclude(image="").values_list("image", flat=True)
            shown.update(rendition_name(name, width) for name in names for width in WIDTHS)
    return shown


def _sweep_uploads(storage: Storage, folder: str, named: set[str], latest: datetime) -> int:
    orphans = {name for name in _listed(storage, folder) - named if storage.get_modified_time(name) < latest}
    _delete(storage, orphans)
    return len(orphans)


def _named_uploads() -> dict[tuple[Storage, str], set[str]]:
    """The names of uploads, those of former versions too, by storage and folder."""
    named: dict[tuple[Storage, str], set[str]] = defaultdict(set)
    for model, field in _upload_fields():
        for copies in filter(None, (model, _history_of(model))):
            names = copies._default_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
            named[field.storage, str(field.upload_to)].update(filter(None, names))
    return named


def _upload_fields() -> Iterator[tuple[type[models.Model], FileField]]:
    """Every field for files but those of public copies, which name renditions."""
    for model in apps.get_models():
        if not issubclass(model, PublicCopy):
            yield from ((model, field) for field in model._meta.local_fields if isinstance(field, FileField))


def _history_of(model: type[models.Model]) -> type[models.Model] | None:
    return model.history.model if hasattr(model, "history") else None


def _listed(storage: Storage, folder: str) -> set[str]:
    try:
        files = storage.listdir(folder)[1]
    except FileNotFoundError:
        return set()
    return {f"{folder.rstrip('/')}/{name}" for name in files}


def _delete(storage: Storage, names: Iterable[str]) -> None:
    for name in names:
        storage.delete(name)
