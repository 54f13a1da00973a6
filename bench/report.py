"""The figures as the tables of docs/benchmarks.md."""

import os
import platform
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from bench.databases import ROOT, Database
from bench.measuring import Measured, Ratio

PAGE = ROOT / "docs" / "benchmarks.md"
MB = 1_000_000
KINDS = {
    "page": "programme page with facets, query never seen",
    "text": "the same with a word that is in half of all events",
    "repeated": "programme page, query seen before",
    "unchanged": "304, page not changed",
    "one": "bare view: one SQL, 20 rows",
    "groups": "bare view: the same and four GROUP BYs",
    "calendar": "calendar of all events, query never seen",
    "bare_calendar": "bare view: one SQL, the same bytes with icalendar",
    "hello": "WSGI hello",
}
WORKBOOK_STEPS = [(kind, step, name) for kind in ("new", "changed") for step, name in (("check", "dry run"), ("take", "taking over"))]
HEAD = """# What a page costs

Measured by `make bench`: CPU time (user and system) per request of the server's processes and of PostgreSQL's backends.
The portal runs as `make run` serves it; beside it, with the same interpreter, gunicorn, workers and flags, run a bare Django
view without middleware – one indexed SQL that fetches {rows} joined rows, and a plain template – and a WSGI hello.
One client asks them in turns over a kept connection, identity encoding, {rounds} rounds of {requests} requests of each kind.
Every query string is new to both: four Länder and four formats, a twelfth of all events. Before that, both had to name the same
events, numbers and counts for {agreements} queries. Ratios are medians of the rounds, in brackets the smallest and the largest.
Brochures and workbooks are measured in the process that makes or reads them; of a workbook, 13 columns are filled in.

{date}; {machine}; Python {python}; {workers} workers with {threads} threads.
"""


class Run(NamedTuple):
    """All that was found out about one database."""

    database: Database
    measured: Measured
    times: dict[str, float]
    sql: dict[str, dict[str, int]]
    brochure: dict[str, Any] = {}
    workbooks: dict[str, Any] = {}


class Limit(NamedTuple):
    """A figure that must hold, and whether it does."""

    text: str
    value: str
    holds: bool


def report(runs: list[Run], *, rounds: int, requests: int, agreements: int) -> str:
    """The page as Markdown."""
    head = HEAD.format(
        rows=20,
        rounds=rounds,
        requests=requests,
        agreements=agreements,
        date=date.today().isoformat(),  # noqa: DTZ011
        machine=f"{os.cpu_count()} cores, {processor()}",
        python=platform.python_version(),
        workers=os.environ.get("WEB_PROCESSES", "2"),
        threads=os.environ.get("WEB_THREADS", "4"),
    )
    parts = [head]
    for engine in dict.fromkeys(run.database.engine for run in runs):
        mine = [run for run in runs if run.database.engine == engine]
        parts += [f"## {engine}\n", costs(mine), ratios(mine), others(mine)]
    parts += ["## What must hold\n", limits_table(limits(runs))]
    return "\n".join(parts)


def costs(runs: list[Run]) -> str:
    """Milliseconds, queries and bytes by kind."""

    def cell(run: Run, kind: str) -> str:
        if kind not in run.measured.rounds:
            return "–"
        told = run.sql.get(kind)
        return f"{run.measured.milliseconds(kind):.2f} ms" + (f", {told['sql']} SQL, {told['bytes'] / 1000:.1f} kB" if told else "")

    rows = [[text, *(cell(run, kind) for run in runs)] for kind, text in KINDS.items()]
    return table(["per request", *(events(run) for run in runs)], rows)


def ratios(runs: list[Run]) -> str:
    """The ratios that matter."""
    pairs = (
        ("page", "one"),
        ("page", "groups"),
        ("text", "page"),
        ("repeated", "hello"),
        ("unchanged", "hello"),
        ("calendar", "bare_calendar"),
    )
    names = {"one": "bare view", "groups": "bare view with GROUP BYs", "page": "page", "hello": "hello", "bare_calendar": "bare calendar"}
    labels = {"page": "page", "text": "page with a word", "repeated": "page seen before", "unchanged": "304", "calendar": "calendar"}

    def cell(run: Run, kind: str, to: str) -> str:
        return told(run.measured.ratio(kind, to)) if kind in run.measured.rounds else "–"

    rows = [[f"{labels[kind]} / {names[to]}", *(cell(run, kind, to) for run in runs)] for kind, to in pairs]
    return table(["ratio", *(events(run) for run in runs)], rows)


def others(runs: list[Run]) -> str:
    """Index, memory, brochure and workbooks."""

    def workbook(run: Run, kind: str) -> str:
        if not run.workbooks:
            return "–"
        return f"{run.workbooks['rows']:,} rows, {run.workbooks[f'{kind}_check']:.1f} s and {run.workbooks[f'{kind}_take']:.1f} s of CPU"

    lines: dict[str, Callable[[Run], str]] = {
        "index built": lambda run: f"{run.times['build']:.2f} s, {run.times['build_cpu']:.2f} s of CPU",
        "ready after one change": lambda run: f"{run.times['patch'] * 1000:.0f} ms, {run.times['patch_cpu'] * 1000:.0f} ms of CPU",
        "memory of a worker": lambda run: f"{run.measured.memory['portal'] / MB:.0f} MB",
        "memory of a bare worker": lambda run: f"{run.measured.memory['bare'] / MB:.0f} MB",
        "brochure": lambda run: "{entries:,} entries, {cpu:.2f} s of CPU".format(**run.brochure) if run.brochure else "–",
        "workbook of new entries: dry run, and taken over": lambda run: workbook(run, "new"),
        "workbook that changes every entry": lambda run: workbook(run, "changed"),
    }
    return table(["", *(events(run) for run in runs)], [[name, *(tell(run) for run in runs)] for name, tell in lines.items()])


def limits(runs: list[Run]) -> list[Limit]:
    """The figures that the project asks for, as far as they were measured."""
    found = []
    for run in runs:
        where, size = f"{run.database.engine}, {events(run)}", run.database.size
        if size >= 10_000:
            found += [
                at_most(f"page / bare view ({where})", run.measured.ratio("page", "one").middle, 1),
                at_most(f"memory of a worker ({where})", run.measured.memory["portal"] / MB, 250 if size > 10_000 else 110, "MB"),
            ]
        if size >= 100_000:
            found += [at_most(f"index built ({where})", run.times["build"], 15, "s")]
            found += [at_most(f"ready after one change ({where})", run.times["patch"], 0.3, "s")]
        if run.brochure:
            entries = run.brochure["entries"]
            found.append(at_most(f"brochure of {entries:,} entries ({where})", run.brochure["cpu"], 1 if entries <= 196 else 20, "s"))
        for kind, step, name in WORKBOOK_STEPS if run.workbooks else ():
            what = f"{name} of {run.workbooks['rows']:,} {kind} rows ({where})"
            found.append(at_most(what, run.workbooks[f"{kind}_{step}"], 30, "s"))
        found.append(at_most(f"page with a common word / page ({where})", run.measured.ratio("text", "page").middle, 2))
        found.append(at_most(f"page seen before / hello ({where})", run.measured.ratio("repeated", "hello").middle, 5))
        found.append(at_most(f"SQL of a page ({where})", run.sql["page"]["sql"], 3))
        if "calendar" in run.measured.rounds:
            found.append(at_most(f"calendar / bare calendar ({where})", run.measured.ratio("calendar", "bare_calendar").middle, 1.5))
            found.append(at_most(f"SQL of a calendar ({where})", run.sql["calendar"]["sql"], 2))
        if "unchanged" in run.measured.rounds:
            found.append(at_most(f"304 / hello ({where})", run.measured.ratio("unchanged", "hello").middle, 5))
            found.append(at_most(f"SQL of a 304 ({where})", run.sql["unchanged"]["sql"], 1))
    return found + growth(runs)


def growth(runs: list[Run]) -> list[Limit]:
    """How the page grows from the smallest to the largest database of an engine."""
    found = []
    for engine in dict.fromkeys(run.database.engine for run in runs):
        mine = sorted((run for run in runs if run.database.engine == engine), key=lambda run: run.database.size)
        first, last = mine[0], mine[-1]
        if first is not last:
            value = last.measured.milliseconds("page") / first.measured.milliseconds("page")
            found.append(at_most(f"page at {events(last)} / at {events(first)} ({engine})", value, 1.5))
    return found


def at_most(text: str, value: float, most: float, unit: str = "") -> Limit:
    """A figure that may not be above `most`."""
    return Limit(f"{text} at most {most:g} {unit}".strip(), f"{value:.2f} {unit}".strip(), value <= most)


def limits_table(found: list[Limit]) -> str:
    """The limits with what was measured."""
    return table(["", "measured", ""], [[limit.text, limit.value, "holds" if limit.holds else "**does not hold**"] for limit in found])


def told(ratio: Ratio) -> str:
    """A ratio with its spread."""
    return f"{ratio.middle:.2f} ({ratio.least:.2f}–{ratio.most:.2f})"


def events(run: Run) -> str:
    """The size of a database, for people."""
    return f"{run.database.size:,} events"


def table(head: list[str], rows: list[list[Any]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"


def processor() -> str:
    """The name of the processor, as far as the system tells it."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
