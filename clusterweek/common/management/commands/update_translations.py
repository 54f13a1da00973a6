"""manage.py update_translations"""

from django.core.management.base import BaseCommand

from clusterweek.common.catalogues import update_catalogue


class Command(BaseCommand):
    help = "Writes the texts of the code into the German catalogue, new ones without a translation; needs gettext."

    def handle(self, *args: object, **options: object) -> None:
        update_catalogue()
