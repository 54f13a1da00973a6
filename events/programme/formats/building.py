"""Large files: made by the worker outside the request, one at a time, and kept as long as what they say is true."""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.http import HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from events.programme.answers import build
from events.programme.formats.taken import Taken
from events.programme.lists import Lists, current_lists
from events.programme.programme import find

if TYPE_CHECKING:
    from events.programme.formats.registry import Format

FOLDER = "large-files"
# Files that may wait at once; further requests are asked to come back.
MOST_WAITING = 5
# The worker's hold: seconds after which a killed worker's hold is over, and between two tries.
HOLD, HOLD_SECONDS, PAUSE = "large-file", 300, 5
# Seconds after which one may ask again.
RETRY_AFTER = 5


class Full(Exception):
    """Too many files are waiting."""


class Failed(Exception):
    """The worker could not make this file."""


def is_large(form: Format, count: int) -> bool:
    """Whether so many entries in that format are left to the worker."""
    return form.large_from is not None and count >= form.large_from


def made_or_waited_for(taken: Taken, form: Format) -> bytes | HttpResponse:
    """The file that the worker has made of `taken`; until then a page says that it is being made (202), or why it is not (503)."""
    try:
        made = fetch(taken, form.extension)
    except (Full, Failed) as reason:
        return _wait(taken, form, 503, type(reason).__name__.lower())
    return made if made is not None else _wait(taken, form, 202, "waiting")


def _wait(taken: Taken, form: Format, status: int, reason: str) -> HttpResponse:
    lists = taken.result.lists
    context = {
        "lists": lists,
        "current_edition": lists.current_edition,
        "count": taken.result.count,
        "reason": reason,
        "page": taken.page,
        "form": form,
    }
    response = HttpResponse(render_to_string("programme/large_file.html", context), status=status)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


def name_of(taken: Taken, extension: str) -> str:
    """The file of `taken`: its name tells everything on which its content depends."""
    result = taken.result
    state = (build(), taken.language, taken.address(extension), timezone.localdate())
    return f"{FOLDER}/{result.lists.revision}-{blake2b(repr(state).encode(), digest_size=12).hexdigest()}.{extension}"


def fetch(taken: Taken, extension: str) -> bytes | None:
    """The file of `taken`, or None while the worker is making it. Raises Full, or Failed."""
    name = name_of(taken, extension)
    storage = storages["private"]
    if storage.exists(name):
        with storage.open(name) as file:
            return file.read()
    orders = DBTaskResult.objects.filter(task_path=build_file.module_path)
    mine = [order for order in orders.order_by("-enqueued_at")[:50] if order.args_kwargs["kwargs"].get("name") == name]
    if mine and mine[0].status == TaskResultStatus.FAILED:
        raise Failed
    waiting = orders.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
    if not any(order.status in {TaskResultStatus.READY, TaskResultStatus.RUNNING} for order in mine):
        if waiting.count() >= MOST_WAITING:
            raise Full
        result = taken.result
        build_file.enqueue(
            name=name,
            edition=result.edition.slug,
            query_string=result.query.canonical.removeprefix("?"),
            language=taken.language,
            revision=result.lists.revision,
            extension=extension,
        )
    return None


@task()
def build_file(*, name: str, edition: str, query_string: str, language: str, revision: int, extension: str) -> str:
    """Make the file of a result and keep it as `name`; says what became of it."""
    from events.programme.formats.registry import EVENT_FORMATS

    lists = current_lists()
    if lists.revision != revision or storages["private"].exists(name):
        sweep(lists)
        return "not needed any more"
    if not cache.add(HOLD, name, HOLD_SECONDS):
        build_file.using(run_after=timezone.now() + timedelta(seconds=PAUSE)).enqueue(
            name=name, edition=edition, query_string=query_string, language=language, revision=revision, extension=extension
        )
        return "another one is being made"
    try:
        with translation.override(language):
            wanted = lists.edition(edition)
            if wanted is None or not wanted.is_open:
                return "not public"
            render = next(form.render for form in EVENT_FORMATS if form.extension == extension)
            made = render(Taken(find(wanted, QueryDict(query_string), lists)))
        storages["private"].save(name, ContentFile(made))
    finally:
        cache.delete(HOLD)
    sweep(lists)
    return "made"


def sweep(lists: Lists) -> int:
    """Delete the files of earlier revisions and of earlier days; returns how many."""
    storage = storages["private"]
    try:
        names = storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return 0
    today = timezone.localdate()
    old = [
        name
        for name in names
        if not name.startswith(f"{lists.revision}-") or timezone.localdate(storage.get_modified_time(f"{FOLDER}/{name}")) < today
    ]
    for name in old:
        storage.delete(f"{FOLDER}/{name}")
    return len(old)
