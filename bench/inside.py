"""What needs Django and a database: `python -m bench.inside fill 300`, `… index`, `… brochure 196`; each command prints JSON."""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import django


def fill(size: str) -> dict[str, Any]:
    """Fill the empty database with `size` events."""
    from django.core.management import call_command

    from bench.filling import fill as fill_database

    call_command("migrate", verbosity=0)
    call_command("setup", stdout=open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    fill_database(int(size))
    return {"events": int(size)}


def migrate() -> dict[str, Any]:
    """Bring the schema up to date."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return {}


def index() -> dict[str, Any]:
    """Seconds until this process can answer at all, and until it answers after one published change, with those of its CPU."""
    from django.db import transaction
    from django.http import QueryDict

    from bench.filling import SLUG
    from clusterweek.editorial.models import PublicRevision
    from events.programme.lists import current_lists
    from events.programme.models import PublishedEvent
    from events.programme.programme import find

    def seconds() -> tuple[float, float]:
        started, spent = time.perf_counter(), time.process_time()
        lists = current_lists()
        edition = lists.edition(SLUG)
        if edition is None or not find(edition, QueryDict(), lists).count:
            raise LookupError("The database of the bench is empty.")
        return time.perf_counter() - started, time.process_time() - spent

    build, build_cpu = seconds()
    event = PublishedEvent.objects.order_by("pk")[0]
    patches = []
    for _change in range(5):
        with transaction.atomic():
            PublishedEvent.objects.filter(pk=event.pk).update(title=event.title, revision=PublicRevision.advance())
        patches.append(seconds())
    patch, patch_cpu = sorted(patches)[len(patches) // 2]
    return {"build": build, "build_cpu": build_cpu, "patch": patch, "patch_cpu": patch_cpu}


def sql() -> dict[str, Any]:
    """How many queries and bytes each kind of answer takes, once everything is warm."""
    from bench.counting import count_all

    return count_all()


def brochure(most: str) -> dict[str, Any]:
    """Seconds of CPU for the brochure of the first `most` events, the press's own process counted in, once everything is warm."""
    from django.http import QueryDict
    from pyroaring import BitMap

    from bench.filling import SLUG
    from events.programme.formats.brochure.asked import events
    from events.programme.formats.taken import Taken
    from events.programme.lists import current_lists
    from events.programme.programme import find

    lists = current_lists()
    edition = lists.edition(SLUG)
    if edition is None:
        raise LookupError("The database of the bench is empty.")

    def seconds(count: int) -> tuple[float, int]:
        result = find(edition, QueryDict(), lists)
        result.events = BitMap(list(result.events)[:count])
        started = os.times()
        pdf = events(Taken(result))
        return sum(os.times()[:4]) - sum(started[:4]), len(pdf)

    seconds(2)
    spent, size = seconds(int(most))
    return {"entries": int(most), "cpu": spent, "bytes": size}


def workbooks(rows: str) -> dict[str, Any]:
    """Seconds of CPU for dry run and taking over of a workbook with so many rows, new and changed."""
    from bench.workbooks import cost_of_workbooks

    return cost_of_workbooks(int(rows))


COMMANDS: dict[str, Callable[..., dict[str, Any]]] = {each.__name__: each for each in (fill, migrate, index, sql, brochure, workbooks)}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clusterweek.settings")
    django.setup()
    sys.stdout.write(json.dumps(COMMANDS[sys.argv[1]](*sys.argv[2:])) + "\n")
