"""The WSGI entry point that gunicorn serves; the index of the current edition is built before the first request."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clusterweek.settings")

django_application = get_wsgi_application()

# Only once the apps are loaded.
from events.programme.index.keeping import warm_up  # noqa: E402
from events.programme.repeating import repeating  # noqa: E402

application = repeating(django_application)
warm_up()
