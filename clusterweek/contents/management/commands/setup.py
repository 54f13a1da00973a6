"""manage.py setup: everything a new portal needs, without any demo."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from clusterweek.accounts.models import User
from clusterweek.contents.administrator import create_first_administrator
from clusterweek.contents.lists import load_lists
from clusterweek.contents.pages import load_pages
from clusterweek.pages.delivered import bring_up_to_date


class Command(BaseCommand):
    help = (
        "Prepares a migrated database: the cache table, the Länder, the roles, the first content of the lists and pages, "
        "and the first administrator from the variables ADMIN_EMAIL and ADMIN_PASSWORD (or ADMIN_PASSWORD_FILE). "
        "It can be repeated: what is there already stays as it is, but for pages that nobody has edited, "
        "which get the texts of this version."
    )

    def handle(self, *args: object, **options: object) -> None:
        call_command("createcachetable", verbosity=0)
        created = load_lists()
        created["pages"] = load_pages()
        for noun, number in created.items():
            self.stdout.write(f"{noun}: {number} created")
        self.stdout.write(f"pages: {bring_up_to_date()} brought up to date")
        self.stdout.write(self._administrator())

    def _administrator(self) -> str:
        try:
            administrator = create_first_administrator()
        except ValidationError as error:
            raise CommandError(f"ADMIN_PASSWORD cannot be used: {' '.join(error.messages)}") from error
        if administrator:
            return f"administrator: {administrator.email} created"
        if User.objects.filter(is_superuser=True).exists():
            return "administrator: 0 created"
        if settings.ADMIN_EMAIL and settings.ADMIN_PASSWORD:
            return f"administrator: none; {settings.ADMIN_EMAIL} exists already and is no administrator"
        return "administrator: none; set ADMIN_EMAIL and ADMIN_PASSWORD and call this command again"
