"""`make bench`: builds the databases, measures, prints the figures and, after a whole run, writes docs/benchmarks.md."""

import argparse
import os
import sys

import psycopg2

from bench.databases import ENGINES, Database
from bench.measuring import AGREEMENTS, measure
from bench.report import PAGE, Run, limits, report

SIZES = (300, 10_000, 100_000)
# Entries of the brochure that is set on a database of so many events.
BROCHURES = {300: 196, 10_000: 10_000}
# Rows of the workbook that is read and taken over on a database of so many events.
WORKBOOKS = {300: 2000}
SERVER = "postgres://root@127.0.0.1:5432"


def main() -> int:
    """Measure what was asked for; the exit status is 1 if portal and bare view disagree about anything."""
    options = parsed()
    runs = []
    for engine in options.engines:
        if engine == "PostgreSQL" and not answers(options.server):
            tell("No PostgreSQL answers there; name a server with --server postgres://user:password@host:5432")
            continue
        runs += [run(Database(engine, size, options.server), options) for size in options.sizes]
    page = report(runs, rounds=options.rounds, requests=options.requests, agreements=AGREEMENTS)
    tell("\n" + page)
    if options.write or is_whole(runs):
        PAGE.write_text(page, encoding="utf-8")
    broken = [sentence for run in runs for sentence in run.measured.disagreements]
    for sentence in broken:
        tell(f"Not the same: {sentence}")
    failed = [limit for limit in limits(runs) if not limit.holds]
    tell(f"{len(failed)} of {len(limits(runs))} limits do not hold.")
    return 1 if broken or not runs else 0


def run(database: Database, options: argparse.Namespace) -> Run:
    """Make the database if needed, and measure on it."""
    tell(f"{database.engine}, {database.size:,} events: {'made' if database.prepare() else 'there already'}")
    measured = measure(database, rounds=options.rounds, requests=options.requests, tell=tell)
    entries, rows = BROCHURES.get(database.size), WORKBOOKS.get(database.size)
    return Run(
        database,
        measured,
        database.run("index"),
        database.run("sql"),
        database.run("brochure", str(entries)) if entries else {},
        database.run("workbooks", str(rows)) if rows else {},
    )


def parsed() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of events")
    parser.add_argument("--engines", choices=ENGINES, nargs="+", default=ENGINES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=50, help="of each kind in each round")
    parser.add_argument("--server", default=os.environ.get("BENCH_SERVER", SERVER), help="PostgreSQL on this machine, without a database")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md even after a part of the run")
    return parser.parse_args()


def answers(server: str) -> bool:
    """Whether PostgreSQL answers at `server`."""
    try:
        psycopg2.connect(f"{server}/postgres", connect_timeout=5).close()
    except psycopg2.OperationalError:
        return False
    return True


def is_whole(runs: list[Run]) -> bool:
    """Whether everything was measured."""
    return {(run.database.engine, run.database.size) for run in runs} >= {(engine, size) for engine in ENGINES for size in SIZES}


def tell(text: str) -> None:
    """Say something on the terminal, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
