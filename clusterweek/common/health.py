"""What a monitor asks: is the process alive, and can it serve?"""

from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """/healthz: 200 as long as the process answers; asks nothing else."""
    return _plain("alive")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """/readyz: 200 if the database answers and every migration is applied, else 503 with the reason."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (OperationalError, InterfaceError):
        return _plain("the database cannot be reached", status=503)
    if pending:
        return _plain(f"{len(pending)} migrations are not applied", status=503)
    return _plain("ready")


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)
