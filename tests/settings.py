"""The portal's settings as tests need them: the same for everybody, whatever the shell's environment says.

Only DATABASE_URL and CACHE_URL are taken from outside, so that the same tests run on every database.
"""

import os
import tempfile

OUTSIDE = {name: os.environ[name] for name in ("DATABASE_URL", "CACHE_URL") if name in os.environ}
SCRATCH = tempfile.mkdtemp(prefix="clusterweek-tests-")

for name in (
    "ALLOWED_HOSTS",
    "DEBUG",
    "DIGEST_SECONDS",
    "EMAIL_URL",
    "FEEDS_ALLOW_LOOPBACK",
    "INVITATION_DAYS",
    "OFFICIAL_WEBSITE_BAR",
    "OIDC_CLIENT_ID",
    "OIDC_IS_SECOND_FACTOR",
    "ORPHAN_LAND_DAYS",
    "REPORT_DAYS",
    "SECRET_KEY_FILE",
    "SESSION_IDLE_SECONDS",
    "SESSION_SECONDS",
    "TRUST_PROXY",
):
    os.environ.pop(name, None)
os.environ.update(
    OUTSIDE,
    SECRET_KEY="only-for-tests",
    BASE_URL="http://testserver",
    REQUIRE_SECOND_FACTOR="0",
    VAR_DIR=SCRATCH,
    LOG_LEVEL="WARNING",
)

from clusterweek.settings import *  # noqa: E402, F403
from clusterweek.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Nothing is collected before a test run: files are served from where they are written.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True

# A file, as in production: the threads of the live server each have a connection of their own.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": f"{SCRATCH}/tests.sqlite3"}
