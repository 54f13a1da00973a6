"""manage.py work: what the portal does in the background, such as sending mail."""

import logging
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, connection
from django.utils.crypto import get_random_string
from django_tasks.base import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

from clusterweek.editorial import recurring
from clusterweek.editorial.orphans import sweep_files
from clusterweek.editorial.outbox.tasks import send_due_mail

logger = logging.getLogger(__name__)

# Seconds between two looks for tasks, and between two tries to reach a stopped database.
INTERVAL = 2
PAUSE = 5

# After so many tasks the worker tidies up.
TASKS_UNTIL_TIDYING = 500


class Command(BaseCommand):
    help = "Works off the tasks of the portal, such as sending mail, until it is stopped; a stopped database is waited for."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", action="store_true", help="End when there is nothing left to do now.")

    def handle(self, *args: object, batch: bool, **options: object) -> None:
        while True:
            worker = self._worker(batch=batch)
            try:
                call_command("prune_db_task_results", verbosity=0)
                send_due_mail.enqueue()
                sweep_files.enqueue()
                recurring.begin()
                worker.run()
            except (OperationalError, InterfaceError) as error:
                logger.error("The database cannot be reached: %s", error)
                connection.close()
                time.sleep(PAUSE)
            else:
                if batch or not worker.running:
                    return

    def _worker(self, *, batch: bool) -> Worker:
        worker = Worker(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            excluded_queue_names=[],
            interval=INTERVAL,
            batch=batch,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=TASKS_UNTIL_TIDYING,
            worker_id=get_random_string(32),
        )
        worker.configure_signals()
        return worker
