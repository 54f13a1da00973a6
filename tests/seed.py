"""What is in every test's database: the Länder, the lists and the roles, as `manage.py setup` loads them."""

from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_migrate

from clusterweek.contents.lists import load_lists


def sow(**kwargs: object) -> None:
    """Load the lists, and drop what earlier tests have left in the shared cache."""
    load_lists()
    if "django_cache" in connection.introspection.table_names():
        cache.clear()


def sow_after_every_emptying() -> None:
    """Have the lists loaded after the migrations and after each flush, which ends a test with real transactions."""
    post_migrate.connect(sow, sender=list(apps.get_app_configs())[-1], dispatch_uid="tests-seed")
