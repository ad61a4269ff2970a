"""Settings of one installation. Everything that differs between installations comes from the environment."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).parent
DATA_DIR = Path(
    os.environ.get("TIMPORA_DATA")
    or ("/var/lib/timpora" if os.geteuid() == 0 else Path.home() / ".local" / "share" / "timpora")
)
STATE_DIR = DATA_DIR / "state"
FILES_DIR = STATE_DIR / "files"
KEY_FILE = STATE_DIR / "keys.json"
SECRET_KEY_FILE = STATE_DIR / "secret_key"
RESTORING_FILE = STATE_DIR / "restoring"  # there while a restore runs: until it is done nothing is served

DEBUG = False
ROLE = os.environ.get("TIMPORA_ROLE", "web")  # web, worker, owner or auditor: who this process is in the database


def secret_keys() -> list[str]:
    """The first line signs; what the lines below it signed is still believed, so that a key can be changed in peace."""
    if not SECRET_KEY_FILE.exists():
        SECRET_KEY_FILE.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(SECRET_KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return SECRET_KEY_FILE.read_text().split()
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return SECRET_KEY_FILE.read_text().split()


SECRET_KEY, *SECRET_KEY_FALLBACKS = os.environ.get("TIMPORA_SECRET_KEY", "").split() or secret_keys()


# A request that waits longer is answered with 503 instead of holding a process: nobody waits for a page that long.
# A page reads little from many tables: to start further processes for it takes longer than the reading, and takes the
# processors from other pages.
SESSION_LIMITS = {
    "statement_timeout": "15s", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "60s",
    "max_parallel_workers_per_gather": "0",
}  # fmt: skip


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
    session = dict(SESSION_LIMITS) if role == "web" else {}
    if os.environ.get("DATABASE_URL") and role != "owner" and not os.environ.get(f"DATABASE_URL_{role.upper()}"):
        session["role"] = f"timpora_{role}"
    if session:
        options["options"] = " ".join(f"-c {name}={value}" for name, value in session.items())
    options.setdefault("connect_timeout", "5")
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
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0  # a year
# Only a proxy that always writes this header itself may be believed when it says that the browser came by HTTPS.
if os.environ.get("TIMPORA_PROXIES", "0") != "0":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "timpora.web.errors.not_from_here"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

ROOMS = [
    "timpora.foundation", "timpora.territory", "timpora.agencies", "timpora.documents", "timpora.teams",
    "timpora.agreements",
    "timpora.sources", "timpora.registers", "timpora.intake", "timpora.identity", "timpora.compliance", "timpora.tasks",
    "timpora.exchange", "timpora.statistics", "timpora.meetings", "timpora.accountability", "timpora.flow",
    "timpora.channels.api", "timpora.web", "timpora.demo",
]  # fmt: skip

INSTALLED_APPS = [
    *[room for room in ROOMS if (PACKAGE / room.removeprefix("timpora.").replace(".", "/") / "__init__.py").exists()],
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "procrastinate.contrib.django",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "timpora.logs.RequestLogMiddleware",
    "timpora.foundation.patience.PatienceMiddleware",
    "timpora.channels.api.middleware.BearerMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "timpora.foundation.middleware.ContentSecurityPolicyMiddleware",
    "timpora.territory.middleware.TypeaheadMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "timpora.foundation.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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

# Parts of the frame that are the same for many, in each process; nothing of a person and nothing that somebody typed.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "template_fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "fragments"},
}

AUTH_USER_MODEL = "foundation.Account"
AUTHENTICATION_BACKENDS = ["timpora.foundation.signing_in.store.Accounts"]
SESSION_ENGINE = "timpora.foundation.signing_in.store"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"

# Signing in: docs/adr/0015. Of allauth only the second factors and the OpenID Connect exchange are used.
SIGN_IN_RULES = "timpora.agencies.sign_in_rules.rules_of"
IDLE_MINUTES = int(os.environ.get("TIMPORA_IDLE_MINUTES", "30"))  # practice, dapat diubah: duties that see others' data
TRUSTED_PROXIES = int(os.environ.get("TIMPORA_PROXIES", "0"))  # in front, each adding to X-Forwarded-For
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "timpora.foundation.signing_in.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds either way: clocks of telephones are not exact
MFA_TOTP_ISSUER = "Timpora"
SOCIALACCOUNT_ADAPTER = "timpora.foundation.signing_in.adapters.OfficeAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead to another site under our content policy; a link may
OIDC_URL = os.environ.get("TIMPORA_OIDC_URL", "")  # of the office's identity server; empty: no such button
OIDC_LABEL = os.environ.get("TIMPORA_OIDC_LABEL", "") or _("Masuk dengan akun kantor")
OIDC_CLAIM = os.environ.get("TIMPORA_OIDC_CLAIM", "preferred_username")  # what must equal the sign-in name here
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid", "profile"],
        "APPS": [
            {
                "provider_id": "kantor",
                "name": "kantor",
                "client_id": os.environ.get("TIMPORA_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("TIMPORA_OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": OIDC_URL},
            }
        ]
        if OIDC_URL
        else [],
    }
}

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

# Telling members by mail that something waits: off where TIMPORA_SMTP is not set. docs/operating/install.md
SMTP = os.environ.get("TIMPORA_SMTP", "")
ADDRESS = os.environ.get("TIMPORA_ADDRESS", "") or next(iter(CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000")
MAIL_FROM = os.environ.get("TIMPORA_MAIL_FROM", "") or f"timpora@{urlsplit(ADDRESS).hostname}"


def mail_server(address: str) -> dict[str, object]:
    """smtp:// in clear (a relay on this machine), smtp+tls:// with STARTTLS, smtps:// in TLS from the first byte."""
    parts = urlsplit(address)
    options: dict[str, object] = {"host": parts.hostname, "timeout": 10}
    options |= {"use_tls": parts.scheme == "smtp+tls", "use_ssl": parts.scheme == "smtps"}
    options |= {"username": unquote(parts.username or ""), "password": unquote(parts.password or "")}
    if parts.port:
        options["port"] = parts.port
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}


MAILERS = mail_server(SMTP) if SMTP else {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}

JOURNEY = "timpora.flow.journey.JOURNEY"
RESOLVE_ACTING = "timpora.agencies.acting.resolve"
ZONE_OF_AREA = "timpora.territory.queries.zone_of"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
STATUS_STEP = 0.25  # seconds: a status is answered at whole steps of time; practice, dapat diubah
STATUS_CHECKS_A_DAY = 100  # of one member, who checks singly; practice, dapat diubah
API_REQUESTS_A_MINUTE = 120  # of one token; practice, dapat diubah
SMALL_CELL = 10  # counts below this are hidden where a table leaves the duty

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "timpora.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "timpora.requests": {"level": os.environ.get("TIMPORA_LOG_REQUESTS", "WARNING")},  # INFO: a line a request
        # Django's own handlers would print addresses and mail somebody.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
