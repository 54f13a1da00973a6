"""What two calls of a command are compared by."""

from django.apps import apps

from clusterweek.editorial.models import PublicRevision


def snapshot() -> dict[str, int]:
    """The number of rows of every model, histories included, and the public revision."""
    counts = {model._meta.label: model._default_manager.count() for model in apps.get_models()}
    return {**counts, "public revision": PublicRevision.current()}
