"""Settings of one installation. Everything that differs between installations comes from the environment."""

import hashlib
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).parent
DATA_DIR = Path(
    os.environ.get("TIMPORA_DATA")
    or ("/var/lib/timpora" if os.geteuid() == 0 else Path.home() / ".local" / "share" / "timpora")
)
STATE_DIR = DATA_DIR / "state"
FILES_DIR = STATE_DIR / "files"
KEY_FILE = STATE_DIR / "keys.json"

MODE = os.environ.get("TIMPORA_MODE", "LATIHAN")
DEBUG = False
ROLE = os.environ.get("TIMPORA_ROLE", "web")  # web, worker, owner or auditor: who this process is in the database


def secret_key() -> str:
    path = STATE_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = os.environ.get("TIMPORA_SECRET_KEY") or secret_key()
INSTALLATION_ID = uuid5(UUID(int=0), hashlib.sha256(SECRET_KEY.encode()).hexdigest())


def database(role: str) -> dict[str, object]:
    """The connection of one role. With DATABASE_URL one login takes the role at connection time; without it the
    embedded server is started or joined."""
    url = os.environ.get(f"DATABASE_URL_{role.upper()}") or os.environ.get("DATABASE_URL")
    name = os.environ.get("TIMPORA_DATABASE", "timpora")
    if not url:
        from timpora.embedded import ensure_server

        url = ensure_server().url(f"timpora_{role}", name)
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    options = {key: value for key, value in query.items() if key not in ("host", "port")}
    if os.environ.get("DATABASE_URL") and role != "owner" and not os.environ.get(f"DATABASE_URL_{role.upper()}"):
        options["options"] = f"-c role=timpora_{role}"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or unquote(parts.hostname or ""),
        "PORT": query.get("port") or str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": os.environ.get("TIMPORA_TEST_DB", "test_timpora")},
    }


DATABASES = {"default": database(ROLE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ALLOWED_HOSTS = os.environ.get("TIMPORA_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("TIMPORA_ORIGINS", "").split(",") if origin]
IS_HTTPS = os.environ.get("TIMPORA_HTTPS", "") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "timpora.web.errors.not_from_here"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

ROOMS = [
    "timpora.foundation", "timpora.territory", "timpora.agencies", "timpora.documents", "timpora.teams",
    "timpora.sources", "timpora.registers", "timpora.intake", "timpora.identity", "timpora.compliance", "timpora.tasks",
    "timpora.meetings", "timpora.accountability", "timpora.flow", "timpora.web", "timpora.demo",
]  # fmt: skip

INSTALLED_APPS = [
    *[room for room in ROOMS if (PACKAGE / room.removeprefix("timpora.") / "__init__.py").exists()],
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "timpora.foundation.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "timpora.foundation.middleware.ActingMiddleware",
]

ROOT_URLCONF = "timpora.web.urls"
WSGI_APPLICATION = "timpora.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "timpora.web.context.frame",
            ],
            "builtins": ["timpora.foundation.templatetags.timpora", "django.templatetags.i18n"],
        },
    }
]

AUTH_USER_MODEL = "foundation.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Bahasa Inggris"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"  # moments are stored in UTC; a legal day belongs to an area

STATIC_URL = "/static/"
STATIC_ROOT = None  # served from where they lie, by WhiteNoise
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.InMemoryStorage"
    },  # nothing is stored by it: see foundation.files
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

JOURNEY = "timpora.flow.journey.JOURNEY"
RESOLVE_ACTING = "timpora.agencies.acting.resolve"
ZONE_OF_AREA = "timpora.territory.queries.zone_of"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
SMALL_CELL = 10  # counts below this are hidden where a table leaves the duty

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
