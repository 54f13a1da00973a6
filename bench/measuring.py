"""Asks portal and bare view in turns, with queries that neither has seen, and keeps what each round cost."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from statistics import median
from typing import NamedTuple

from bench.agreeing import Found, disagreements, found_on
from bench.databases import Database
from bench.queries import query, whole, with_text
from bench.servers import BARE, PORTAL, Server
from bench.texts import COMMON_WORD

PATH, CALENDAR = "/programm/", "/programm.ics"
# The calendar is measured with so many events.
CALENDAR_SIZE = 300
# Requests before anything is measured, each over a connection of its own: every worker has answered by then.
WARM_UP = 40
# Queries about which portal and bare view must agree.
AGREEMENTS = 10

Ask = Callable[[], object]


class Ratio(NamedTuple):
    """The median of the ratios of all rounds, and the smallest and the largest."""

    middle: float
    least: float
    most: float


class Measured(NamedTuple):
    """What one database showed: milliseconds of CPU per request by kind and round, disagreements, bytes of memory."""

    rounds: dict[str, list[float]]
    disagreements: list[str]
    memory: dict[str, int]

    def milliseconds(self, kind: str) -> float:
        """The median of all rounds."""
        return median(self.rounds[kind])

    def ratio(self, kind: str, to: str) -> Ratio:
        """How `kind` compares with `to`, round by round."""
        ratios = [one / other for one, other in zip(self.rounds[kind], self.rounds[to], strict=True)]
        return Ratio(median(ratios), min(ratios), max(ratios))


class Bench:
    """A running portal and a running bare view on one database."""

    def __init__(self, portal: Server, bare: Server, *, calendar: bool) -> None:
        self.portal, self.bare, self.numbers, self.calendar = portal, bare, count(), calendar
        self.seen = query(next(self.numbers))

    def agree(self) -> list[str]:
        """What both tell differently; empty if they tell the same."""
        told = []
        for _query in range(AGREEMENTS):
            string = query(next(self.numbers))
            page = self._get(self.portal, f"{PATH}?{string}").decode()
            expected = Found(**json.loads(self._get(self.bare, f"/check?{string}")))
            told += [f"{string}: {sentence}" for sentence in disagreements(found_on(page), expected)]
        return told

    def warm_up(self) -> None:
        """Have every worker of both answer every kind of question."""
        self.portal.warm_up(f"{PATH}?{with_text(next(self.numbers), COMMON_WORD)}" for _request in range(WARM_UP))
        self.portal.warm_up(f"{PATH}?{self.seen}" for _request in range(WARM_UP))
        self.bare.warm_up(f"/groups?{query(next(self.numbers))}" for _request in range(WARM_UP))

    def kinds(self) -> dict[str, tuple[Server, Ask]]:
        """Kind → whom to ask and how; every call asks something new, but for what is meant to be a repetition."""
        etag = self.portal.get(f"{PATH}?{self.seen}").headers.get("ETag", "")

        def new(server: Server, path: str) -> tuple[Server, Ask]:
            return server, lambda: self._get(server, f"{path}?{query(next(self.numbers))}")

        kinds: dict[str, tuple[Server, Ask]] = {
            "page": new(self.portal, PATH),
            "one": new(self.bare, "/one"),
            "text": (self.portal, lambda: self._get(self.portal, f"{PATH}?{with_text(next(self.numbers), COMMON_WORD)}")),
            "groups": new(self.bare, "/groups"),
            "repeated": (self.portal, lambda: self._get(self.portal, f"{PATH}?{self.seen}")),
            "hello": (self.bare, lambda: self._get(self.bare, "/hello")),
        }
        if self.calendar:
            kinds["calendar"] = (self.portal, lambda: self._get(self.portal, f"{CALENDAR}?{whole(next(self.numbers))}"))
            kinds["bare_calendar"] = (self.bare, lambda: self._get(self.bare, "/calendar"))
        if etag:
            kinds["unchanged"] = (self.portal, lambda: self._unchanged(etag))
        return kinds

    def _get(self, server: Server, path: str) -> bytes:
        response = server.get(path)
        if response.status != 200:
            raise RuntimeError(f"{path}: status {response.status}")
        return response.body  # type: ignore[attr-defined]

    def _unchanged(self, etag: str) -> None:
        status = self.portal.get(f"{PATH}?{self.seen}", etag=etag).status
        if status != 304:
            raise RuntimeError(f"Status {status} instead of 304 for a page that has not changed.")


def measure(database: Database, *, rounds: int, requests: int, tell: Callable[[str], None]) -> Measured:
    """Run `rounds` rounds, in each of them `requests` requests of every kind, one after the other."""
    with ExitStack() as stack:
        portal, bare = (stack.enter_context(Server(application, database)) for application in (PORTAL, BARE))
        portal.wait("/healthz")
        bare.wait("/hello")
        bench = Bench(portal, bare, calendar=database.size == CALENDAR_SIZE)
        bench.warm_up()
        told = bench.agree()
        kinds = bench.kinds()
        costs: dict[str, list[float]] = {name: [] for name in kinds}
        for number in range(rounds):
            for name, cost in one_round(kinds, requests):
                costs[name].append(cost)
            tell(f"  round {number + 1}: " + ", ".join(f"{name} {values[-1]:.2f} ms" for name, values in costs.items()))
        return Measured(costs, told, {"portal": portal.memory(), "bare": bare.memory()})


def one_round(kinds: dict[str, tuple[Server, Ask]], requests: int) -> Iterator[tuple[str, float]]:
    """(kind, milliseconds of CPU per request) for every kind."""
    for name, (server, ask) in kinds.items():
        ask()
        before = server.cpu()
        for _request in range(requests):
            ask()
        yield name, server.cpu().since(before) / requests * 1000
