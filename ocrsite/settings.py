"""All settings, read once from the environment or `.env` (see `.env.example`).

Nothing here knows OCR; limits and defaults of domains live with `ocr.models`.
"""

from __future__ import annotations

from pathlib import Path

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from ocrsite import keys

# Lets forms and admins name their model (`ModelForm[Domain]`) at run time too.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# --- where things are kept
DATA = Path(env.str("OCRSITE_DATA", str(BASE_DIR / "data"))).expanduser().resolve()
DATA.mkdir(parents=True, exist_ok=True)
KEYS_FOLDER = Path(env.str("OCRSITE_KEYS_FOLDER", str(DATA / "keys")))
MEDIA_ROOT = DATA / "media"
TESSDATA = BASE_DIR / "static" / "vendor" / "tessdata"

# --- keys
SECRET_KEY = env.str("DJANGO_SECRET_KEY", "") or keys.django_key(KEYS_FOLDER)
SEALING_KEYS = env.list("OCRSITE_KEYS", default=[]) or keys.KeyFile(KEYS_FOLDER)

# --- where the site is served
DEBUG = env.bool("DJANGO_DEBUG", False)
BIND = env.str("OCRSITE_BIND", "127.0.0.1")
PORT = env.int("PORT", 8000)
HTTPS = env.bool("OCRSITE_HTTPS", False)
ALLOWED_HOSTS = env.list("DJANGO_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [
    f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host not in {"*", "[::1]"}
]

# --- the database: SQLite unless DATABASE_URL says otherwise
DATABASES = {"default": env.db_url("DATABASE_URL", f"sqlite:///{DATA / 'ocrsite.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("OCRSITE_CONN_MAX_AGE", 60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    SYNCHRONOUS = env.str("OCRSITE_SQLITE_SYNCHRONOUS", "FULL")
    # IMMEDIATE takes the write lock at once; without it a transaction that reads
    # first and then writes fails with "database is locked" under load.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode=WAL;PRAGMA synchronous={SYNCHRONOUS};",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- the queue: only a bell, disposable, in a file of its own
HUEY = {
    "huey_class": "huey.SqliteHuey",
    "name": "ocrsite",
    "filename": str(DATA / "queue.sqlite3"),
    "immediate": False,
    "results": False,
    "store_none": False,
    "consumer": {
        "workers": env.int("OCRSITE_WORKER_THREADS", 12),
        "worker_type": "thread",
        "max_delay": 1.0,
        "initial_delay": 0.05,
        "backoff": 1.3,
        "scheduler_interval": 1,
        "check_worker_health": True,
    },
}
QUEUE_URL = env.str("OCRSITE_QUEUE_URL", "")
if QUEUE_URL.startswith("redis"):
    HUEY |= {"huey_class": "huey.PriorityRedisHuey", "url": QUEUE_URL}
    HUEY.pop("filename")

# --- applications
INSTALLED_APPS = [
    "ocr.apps.OcrConfig",
    "ocr.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "huey.contrib.djhuey",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ocrsite.private_pages.private_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ocrsite.language.PersonalLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "ocrsite.urls"
WSGI_APPLICATION = "ocrsite.wsgi.application"
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
                "django.template.context_processors.i18n",
            ],
        },
    },
]

# --- people
AUTH_USER_MODEL = "ocr.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "ocr.views.accounts.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "ocrsite.client.address"

ADMIN_PASSWORD = env.str("OCRSITE_ADMIN_PASSWORD", "")

# --- language and time
LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
USE_I18N = True
TERMINAL_LANGUAGE = "ko" if env.str("LANG", "").startswith("ko") else "en"
TIME_ZONE = env.str("OCRSITE_TIME_ZONE", "Asia/Seoul")
USE_TZ = True

# --- static files: precompressed, names carry a hash of the content
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ocrsite.static_storage.Storage"},
}

# --- uploads; limits that a person can run into are refused beside the form
MAX_FILES = env.int("OCRSITE_MAX_FILES", 1000)
MAX_PAGES = env.int("OCRSITE_MAX_PAGES", 500)
MAX_REQUEST_BYTES = env.int("OCRSITE_MAX_REQUEST_MB", 4096) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = MAX_FILES + 10
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = ["ocrsite.uploads.GuardedUploads"]
FILE_UPLOAD_TEMP_DIR = str(DATA / "uploads")
Path(FILE_UPLOAD_TEMP_DIR).mkdir(mode=0o700, exist_ok=True)

# --- CLOVA
BACK_OFF_SECONDS = env.float("OCRSITE_BACK_OFF_SECONDS", 2.0)
CLOVA_ALLOWED_HOSTS = env.list("CLOVA_ALLOWED_HOSTS", default=[])

# --- headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "ocrsite_session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
DEFAULT_EXCEPTION_REPORTER_FILTER = "ocrsite.reports.ReportFilter"
CSRF_FAILURE_VIEW = "ocr.views.errors.form_expired"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("OCRSITE_LOG_LEVEL", "WARNING")},
    "loggers": {"huey": {"level": "WARNING", "propagate": False}, "axes": {"level": "ERROR"}},
}
