"""What the worker does again and again, besides mail and sweeping: apps above add their tasks."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

_tasks: list[Any] = []


def add_recurring(task: Any) -> None:
    """Have the worker enqueue `task` whenever it starts; the task sees to its next time itself."""
    _tasks.append(task)


def begin() -> None:
    """Enqueue every recurring task once."""
    for task in _tasks:
        task.enqueue()


def again_in(task: Any, span: timedelta) -> None:
    """Have `task` run once more after `span`, unless it waits already."""
    if not DBTaskResult.objects.filter(task_path=task.module_path, status=TaskResultStatus.READY).exists():
        task.using(run_after=timezone.now() + span).enqueue()
