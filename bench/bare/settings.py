"""The portal's settings with nothing between server and view."""

from clusterweek.settings import *  # noqa: F403

QUIET = {"allauth.account": "bench.bare.apps.QuietAccountConfig"}
INSTALLED_APPS = [QUIET.get(name, name) for name in INSTALLED_APPS]  # noqa: F405
MIDDLEWARE = []
ROOT_URLCONF = "bench.bare.urls"
WSGI_APPLICATION = "bench.bare.wsgi.application"
