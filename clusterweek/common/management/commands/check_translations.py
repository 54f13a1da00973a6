"""manage.py check_translations"""

from django.core.management.base import BaseCommand, CommandError

from clusterweek.common.catalogues import problems


class Command(BaseCommand):
    help = "Fails if the German translation lacks a text of the code, leaves one open or has one that is no longer used."

    def handle(self, *args: object, **options: object) -> None:
        found = list(problems())
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"{len(found)} texts to look at: call “make messages”, then translate them.")
        self.stdout.write("translations: complete")
