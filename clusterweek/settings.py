"""Every setting of the portal, read from the environment; the README lists the variables."""

from pathlib import Path
from urllib.parse import quote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from clusterweek.common import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environment.text("VAR_DIR", str(BASE_DIR / "var"))).resolve()

DEBUG = environment.switch("DEBUG", default=False)
SECRET_KEY = environment.text("SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is missing: set it to a long random text (make run writes one to var/secret_key).")
BASE_URL = environment.base_url("BASE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = environment.items("ALLOWED_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []
TRUST_PROXY = environment.switch("TRUST_PROXY", default=False)

INSTALLED_APPS = [
    "clusterweek.common",
    "clusterweek.geography",
    "clusterweek.accounts.apps.AccountsConfig",
    "clusterweek.editorial",
    "clusterweek.editorial.outbox.apps.OutboxConfig",
    "clusters",
    "contacts",
    "events.programme",
    "events",
    "clusterweek.pages",
    "clusterweek.contents",
    "clusterweek.accounts.apps.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clusterweek.common.outage.DatabaseOutageMiddleware",
    "clusterweek.common.languages.LanguageFromPathMiddleware",
    "clusterweek.accounts.middleware.BackOfficeSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "clusterweek.accounts.middleware.BackOfficeAuthenticationMiddleware",
    "clusterweek.accounts.speaking.BackOfficeLanguageMiddleware",
    "clusterweek.accounts.middleware.BackOfficeMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clusterweek.accounts.idle.IdleMiddleware",
    "clusterweek.accounts.second_factor.SecondFactorMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "clusterweek.urls"
WSGI_APPLICATION = "clusterweek.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "clusterweek.common.context.site",
            ],
        },
    },
]

# Widgets take their templates from where all others are.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": environment.database("DATABASE_URL", f"sqlite:///{quote(f'{VAR_DIR}/clusterweek.sqlite3')}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": environment.cache("CACHE_URL"),
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "clusterweek.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Clusterwoche Deutschland: "
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TRUST_PROXY else 0
# Browsers offer passkeys at https:// and at localhost alone.
AT_LOCALHOST = urlsplit(BASE_URL).hostname == "localhost"
HOST_ALLOWS_PASSKEYS = BASE_URL.startswith("https://") or AT_LOCALHOST
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", *(["webauthn"] if HOST_ALLOWS_PASSKEYS else [])]
MFA_PASSKEY_LOGIN_ENABLED = HOST_ALLOWS_PASSKEYS
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = AT_LOCALHOST
MFA_TOTP_ISSUER = "Clusterwoche Deutschland"
MFA_ADAPTER = "clusterweek.accounts.adapter.SecondFactorAdapter"
REQUIRE_SECOND_FACTOR = environment.switch("REQUIRE_SECOND_FACTOR", default=True)

# Sign-in through an OpenID Connect provider, if these are set; it opens existing accounts only.
OIDC_CLIENT_ID = environment.text("OIDC_CLIENT_ID")
OIDC_SERVER_URL = environment.base_url("OIDC_SERVER_URL", "", path_allowed=True) if OIDC_CLIENT_ID else ""
OIDC_IS_SECOND_FACTOR = environment.switch("OIDC_IS_SECOND_FACTOR", default=False)
OIDC_ORIGIN = [f"{urlsplit(OIDC_SERVER_URL).scheme}://{urlsplit(OIDC_SERVER_URL).netloc}"] if OIDC_CLIENT_ID else []
if OIDC_CLIENT_ID:
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    SOCIALACCOUNT_ADAPTER = "clusterweek.accounts.oidc.OpenIDAdapter"
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": environment.text("OIDC_NAME", "OpenID Connect"),
                    "client_id": OIDC_CLIENT_ID,
                    "secret": environment.text("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_SERVER_URL, "oauth_pkce_enabled": True},
                }
            ]
        }
    }

# Addresses that are entered without a scheme become https.
FORMS_URLFIELD_ASSUME_HTTPS = True

LANGUAGE_CODE = "de"
FORMAT_MODULE_PATH = "clusterweek.formats"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("reduced", BASE_DIR / "node_modules/.reduced"),
    ("fira-sans", BASE_DIR / "node_modules/@fontsource/fira-sans"),
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_MEDIA_ROOT = VAR_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "clusterweek.common.storage.WholeFileStorage"},
    "private": {
        "BACKEND": "clusterweek.common.storage.WholeFileStorage",
        "OPTIONS": {"location": PRIVATE_MEDIA_ROOT, "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

SESSION_COOKIE_AGE = environment.number("SESSION_IDLE_SECONDS", 60 * 60)
SESSION_SECONDS = environment.number("SESSION_SECONDS", 12 * 60 * 60)
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/"
SECURE_SSL_REDIRECT = BASE_URL.startswith("https://")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS", 31536000) if BASE_URL.startswith("https://") else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = bool(SECURE_HSTS_SECONDS)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGIN],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

vars().update(environment.email("EMAIL_URL", f"filemail:///{quote(f'{VAR_DIR}/mail')}"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "noreply@example.org")

# Mail is sent by the worker, `manage.py work`: one digest per recipient within so many seconds.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DIGEST_SECONDS = environment.number("DIGEST_SECONDS", 60 * 60)
ORPHAN_LAND_DAYS = environment.number("ORPHAN_LAND_DAYS", 14)
REPORT_DAYS = environment.number("REPORT_DAYS", 90)
INVITATION_DAYS = environment.number("INVITATION_DAYS", 7)
PREVIEW_DAYS = environment.number("PREVIEW_DAYS", 14)

SIMPLE_HISTORY_REVERT_DISABLED = True

# The first administrator, whom `manage.py setup` creates, and the password of the demo's accounts.
ADMIN_EMAIL = environment.text("ADMIN_EMAIL")
ADMIN_PASSWORD = environment.text("ADMIN_PASSWORD")
DEMO_PASSWORD = environment.text("DEMO_PASSWORD")

OFFICIAL_WEBSITE_BAR = environment.switch("OFFICIAL_WEBSITE_BAR", default=False)
IMAGE_MAX_BYTES = environment.number("IMAGE_MAX_BYTES", 10 * 1024 * 1024)
IMAGE_MAX_PIXELS = environment.number("IMAGE_MAX_PIXELS", 40_000_000)
FILE_UPLOAD_HANDLERS = [
    "clusterweek.common.uploads.CutOffUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# For tests alone: feeds are fetched from this machine, without encryption, at any port.
FEEDS_ALLOW_LOOPBACK = environment.switch("FEEDS_ALLOW_LOOPBACK", default=False)
SECURITY_CONTACT = environment.text("SECURITY_CONTACT", "mailto:security@example.org")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))},
    # Not a line for every task that went well.
    "loggers": {name: {"level": "ERROR"} for name in ("django_tasks", "django_tasks_db")},
}
