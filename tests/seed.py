"""What is in every test's database: the Länder, the lists and the roles, as `manage.py setup` loads them."""

from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_migrate


def sow(**kwargs: object) -> None:
    """Load the lists, and drop what earlier tests have left in the shared cache."""
    try:
        from clusterweek.contents import lists
    except ImportError:
        _stand_in()
    else:
        lists.load_lists()
    if "django_cache" in connection.introspection.table_names():
        cache.clear()


def _stand_in() -> None:
    from clusterweek.geography.models import FederalState
    from events.programme.models import EventFormat

    names = {
        "BW": "Baden-Württemberg", "BY": "Bayern", "BE": "Berlin", "BB": "Brandenburg", "HB": "Bremen", "HH": "Hamburg", "HE": "Hessen",
        "MV": "Mecklenburg-Vorpommern", "NI": "Niedersachsen", "NW": "Nordrhein-Westfalen", "RP": "Rheinland-Pfalz", "SL": "Saarland",
        "SN": "Sachsen", "ST": "Sachsen-Anhalt", "SH": "Schleswig-Holstein", "TH": "Thüringen",
    }  # fmt: skip
    for code, name in names.items():
        FederalState.objects.get_or_create(code=code, defaults={"name": name, "name_en": name})
    EventFormat.objects.get_or_create(slug="vortrag", defaults={"name": "Vortrag"})


def sow_after_every_emptying() -> None:
    """Have the lists loaded after the migrations and after each flush, which ends a test with real transactions."""
    post_migrate.connect(sow, sender=list(apps.get_app_configs())[-1], dispatch_uid="tests-seed")
