"""manage.py demo: real data of 2017 and 2019 and invented examples, to try the portal out."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, models

from clusters.models import Cluster
from clusterweek.accounts.models import User
from clusterweek.contents.demo.load import load_demo
from contacts.models import ContactPerson
from events.models import Event, Stand
from events.programme.models import Edition, PublishedEvent, PublishedStand, TradeFair

DEFAULT_PASSWORD = "clusterwoche-demo"  # noqa: S105
NOUNS: dict[str, type[models.Model]] = {
    "accounts": User,
    "contacts": ContactPerson,
    "clusters": Cluster,
    "editions": Edition,
    "trade fairs": TradeFair,
    "events": Event,
    "public events": PublishedEvent,
    "stands": Stand,
    "public stands": PublishedStand,
}


class Command(BaseCommand):
    help = (
        "Loads the demo: the editions of 2017 and 2019 with their real entries, 2019 filled up with invented examples that are "
        "marked as such, a coming edition, and accounts. It can be repeated: what is there already stays as it is. "
        "On any database but a local SQLite file it needs --on-this-database and a password of its own in DEMO_PASSWORD."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on-this-database", action="store_true", help="load it although this is no SQLite database")
        parser.add_argument("--if-empty", action="store_true", help="do nothing if there is any edition")

    def handle(self, *args: object, **options: object) -> None:
        if options["if_empty"] and Edition.objects.exists():
            self.stdout.write("There are editions already: nothing to do.")
            return
        password = settings.DEMO_PASSWORD or DEFAULT_PASSWORD
        if connection.vendor != "sqlite":
            self._refuse_carelessness(bool(options["on_this_database"]), password)
        load_demo(password=password, tell=self.stdout.write)
        for noun, model in NOUNS.items():
            self.stdout.write(f"{noun}: {model._default_manager.count()}")

    def _refuse_carelessness(self, allowed: bool, password: str) -> None:
        if not allowed:
            raise CommandError("This is no local SQLite database: call the command with --on-this-database if the demo belongs here.")
        if password == DEFAULT_PASSWORD:
            raise CommandError("On this database the demo needs a password of its own: set DEMO_PASSWORD.")
