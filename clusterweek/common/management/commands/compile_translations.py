"""manage.py compile_translations"""

from django.conf import settings
from django.core.management.base import BaseCommand

from clusterweek.common.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compiles the translations; needs no gettext."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        number = sum(compile_catalogues(folder) for folder in settings.LOCALE_PATHS)
        self.stdout.write(f"translations: {number} compiled")
