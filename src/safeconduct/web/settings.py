"""Settings: sound by default, changed by environment variables or by the file that ``safeconduct init`` writes.

SAFECONDUCT_ENV            that file; without it safeconduct.env in the working folder, if there is one
SAFECONDUCT_DATA           the folder for the database, keys and uploads (default: safeconduct-data)
SAFECONDUCT_DATABASE_URL   postgres://…; without it SQLite in that folder
SAFECONDUCT_SECRET_KEY     without it, a key is made and kept in that folder
SAFECONDUCT_CASE_KEY       the file of the key that concerns are sealed with (default: case.key in that folder)
SAFECONDUCT_TRAIL_KEY      the same for the key that seals the trail
SAFECONDUCT_ORGANISATION   the school, trust or agency: what the setup proposes as its name
SAFECONDUCT_CLAMD          where the malware scanner clamd listens (a socket's path, or host:port); else nothing is scanned
SAFECONDUCT_EVIDENCE_MB    the largest file that may be handed in as evidence (default: 30; a request holds at most 64)
SAFECONDUCT_CASE_MB        how much evidence a case may hold altogether (default: 500)
SAFECONDUCT_SMALLEST_SHOWN  the least number of people or concerns that governors are shown (default: 5; never below 3)
SAFECONDUCT_AUDIT_MB       how much of their own downloads somebody may have looked through at once (default: 2048)
SAFECONDUCT_AUDITS_MB      how much of that may lie on this computer for everybody together (default: 20480)
SAFECONDUCT_AUDITS_AT_ONCE how many of these are looked through at the same time (default: 2; each takes one core)
SAFECONDUCT_HOSTS          host names that the site answers to, with commas
SAFECONDUCT_BASE_URL       its address as people type it, for links in e-mails
SAFECONDUCT_EMAIL_URL      smtp://user:password@host:587; without it, e-mails are kept in a folder as files
SAFECONDUCT_EMAIL_FROM     the sender of its e-mails
SAFECONDUCT_SECURE         no: plain HTTP, for a trial on one machine only
SAFECONDUCT_OIDC           the school's own sign-in (OpenID Connect), as a JSON list of allauth's “APPS”
SAFECONDUCT_GOOGLE_DOMAIN  Google Workspace as that sign-in: the school's domain; with SAFECONDUCT_GOOGLE_CLIENT
                           and SAFECONDUCT_GOOGLE_SECRET
SAFECONDUCT_ENTRA_TENANT   Microsoft Entra as that sign-in: the school's tenant id; with SAFECONDUCT_ENTRA_CLIENT
                           and SAFECONDUCT_ENTRA_SECRET
SAFECONDUCT_BEHIND_PROXY   yes: a web server in front speaks HTTPS with the browsers; SAFECONDUCT_PROXY is its address
SAFECONDUCT_WORKER         process: jobs are done by "safeconduct worker"; without it by a thread of "safeconduct serve"
SAFECONDUCT_BACKUPS        the folder for backups (default: backups in the data folder)
SAFECONDUCT_BACKUP_KEYS    the file of public keys that backups are encrypted to (default: backup.pub in the data folder)
SAFECONDUCT_ROSTERS        the folder where your school system leaves files for the night: in it one for each organisation
SAFECONDUCT_METRICS        host:port on which figures about the site's work may be asked for, such as 127.0.0.1:9464; else off
SAFECONDUCT_METRICS_TOKEN  what must be shown there; needed where that host is not this computer alone
SAFECONDUCT_LOG_LEVEL      WARNING: less is logged
SAFECONDUCT_DEMO           yes: the demo school, whose passwords everybody knows
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from safeconduct.web import environment
from safeconduct.web.people.school_accounts import directories

env = environ.Env()
HERE = Path(__file__).parent

environment.take_up()
DATA = Path(env.str("SAFECONDUCT_DATA", "safeconduct-data")).absolute()
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
DEMO = env.bool("SAFECONDUCT_DEMO", False)
SECURE = env.bool("SAFECONDUCT_SECURE", not DEMO)
DEBUG = False
SECRET_KEY = env.str("SAFECONDUCT_SECRET_KEY", "") or environment.kept("secret.key", DATA)
_TRAIL = env.str("SAFECONDUCT_TRAIL_KEY", "") or environment.kept("trail.key", DATA)
TRAIL_KEY = hashlib.sha256(b"trail:" + _TRAIL.encode()).digest()
TRAIL_ANCHOR = str(DATA / "trail.head")
CASE_KEY = env.str("SAFECONDUCT_CASE_KEY", "") or str(DATA / "case.key")
CASE_RECOVERY = str(DATA / "case-key.recovery")
ORGANISATION = env.str("SAFECONDUCT_ORGANISATION", "")
BACKUPS = Path(env.str("SAFECONDUCT_BACKUPS", "") or DATA / "backups").absolute()
ROSTERS = env.str("SAFECONDUCT_ROSTERS", "")
BACKUP_KEYS = Path(env.str("SAFECONDUCT_BACKUP_KEYS", "") or DATA / "backup.pub").absolute()
BASE_URL = env.str("SAFECONDUCT_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("SAFECONDUCT_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "safeconduct.web.site",
    "safeconduct.web.api",
    "safeconduct.web.reports",
    "safeconduct.web.drafting",
    "safeconduct.web.accountable",
    "safeconduct.web.reviews",
    "safeconduct.web.audits",
    "safeconduct.web.keeping",
    "safeconduct.web.casework",
    "safeconduct.web.concerns",
    "safeconduct.web.contacts",
    "safeconduct.web.checks",
    "safeconduct.web.rostering",
    "safeconduct.web.permissions",
    "safeconduct.web.families",
    "safeconduct.web.policies",
    "safeconduct.web.people",
    "safeconduct.web.sealing",
    "safeconduct.web.jobs",
    "safeconduct.web.access",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.forms",  # after ours, so that our field templates are found first
]

MIDDLEWARE = [
    "safeconduct.web.api.encrypted.middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "safeconduct.web.people.first_run.middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "safeconduct.web.site.middleware.SignedIn",
    "safeconduct.web.site.middleware.private",
    "django.contrib.messages.middleware.MessageMiddleware",
    "safeconduct.web.site.middleware.shared",
    "safeconduct.web.site.middleware.limited",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]


def _metrics() -> tuple[str, int] | None:
    """Where figures are told; nowhere unless it is set."""
    given = env.str("SAFECONDUCT_METRICS", "")
    if not given:
        return None
    host, _, port = given.rpartition(":")
    if not host or not port.isdecimal():
        raise ImproperlyConfigured("SAFECONDUCT_METRICS is a host and a port, such as 127.0.0.1:9464.")
    if host not in {"127.0.0.1", "localhost", "[::1]"} and len(METRICS_TOKEN) < 16:
        raise ImproperlyConfigured(
            "SAFECONDUCT_METRICS is open to other computers: set SAFECONDUCT_METRICS_TOKEN, 16 letters or more."
        )
    return host.strip("[]"), int(port)


METRICS_TOKEN = env.str("SAFECONDUCT_METRICS_TOKEN", "")
METRICS = _metrics()
if METRICS is not None:
    MIDDLEWARE.insert(0, "safeconduct.web.running.metrics.middleware")

ROOT_URLCONF = "safeconduct.web.urls"
WSGI_APPLICATION = "safeconduct.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "safeconduct.web.site.context.page",
            ],
            "builtins": ["safeconduct.web.site.tags", "safeconduct.web.keeping.tags"],
        },
    }
]
FORM_RENDERER = "safeconduct.web.site.forms.Renderer"

# --- the database -------------------------------------------------------------------------------------------


def _database() -> dict[str, Any]:
    url = env.str("SAFECONDUCT_DATABASE_URL", "")
    if url:
        pool = {"min_size": 1, "max_size": 12, "timeout": 5}  # more than the threads of one process, the worker's too
        given = environ.Env.db_url_config(url)
        return {**given, "CONN_HEALTH_CHECKS": True, "OPTIONS": {**given.get("OPTIONS", {}), "pool": pool}}
    wal = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA busy_timeout=20000;PRAGMA foreign_keys=ON;"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": wal}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "safeconduct.sqlite3", "OPTIONS": options}


DATABASES = {"default": _database()}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- signing in ---------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "safeconduct.web.people.signing_in.Adapter"
SOCIALACCOUNT_ADAPTER = "safeconduct.web.people.signing_in.SchoolAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come from the office or from an invitation sent to them
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the other sessions end all the same
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password, a new passkey: the person is told
ACCOUNT_FORMS = {
    "login": "safeconduct.web.site.sign_in.Login",
    "change_password": "safeconduct.web.site.sign_in.ChangePassword",
    "set_password": "safeconduct.web.site.sign_in.SetPassword",
    "reset_password": "safeconduct.web.site.sign_in.ForgottenPassword",
    "reset_password_from_key": "safeconduct.web.site.sign_in.NewPassword",
    "reauthenticate": "safeconduct.web.site.sign_in.Again",
}
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "safeconduct.web.people.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "safeconduct"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "safeconduct.web.site.sign_in.Code",
    "reauthenticate": "safeconduct.web.site.sign_in.CodeAgain",
    "activate_totp": "safeconduct.web.site.sign_in.FirstCode",
    "add_webauthn": "safeconduct.web.site.sign_in.AddPasskey",
    "edit_webauthn": "safeconduct.web.site.sign_in.NamePasskey",
}
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ONLY = False
try:
    OIDC = directories.apps(os.environ, env.json("SAFECONDUCT_OIDC", default=[]))
except directories.SettingsError as error:
    raise ImproperlyConfigured(str(error)) from error
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "safeconduct.web.people.school_accounts.provider.SchoolAccounts", "APPS": OIDC}
}
SESSION_COOKIE_AGE = 12 * 60 * 60  # a school day; shorter on a computer that is shared
SHARED_SESSION_AGE = 20 * 60
_COOKIE = "__Host-" if SECURE else ""  # browsers take such a cookie by HTTPS alone, and from no other host of the domain
SESSION_COOKIE_NAME = f"{_COOKIE}safeconduct"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_NAME = f"{_COOKIE}csrftoken"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a message may name somebody: no cookie holds it
CSRF_FAILURE_VIEW = "safeconduct.web.site.errors.stale"

# --- what browsers are told ---------------------------------------------------------------------------------


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("SAFECONDUCT_BEHIND_PROXY", False) else None
PROXY = env.str("SAFECONDUCT_PROXY", "127.0.0.1")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        # A button that leads to the school's own sign-in is a form that is answered from there.
        "form-action": [SELF, *sorted({_origin(app["settings"]["server_url"]) for app in OIDC})],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- files, words, time -------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024  # pictures that are looked at and forgotten never touch the disk
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
EVIDENCE_LARGEST = env.int("SAFECONDUCT_EVIDENCE_MB", 30) * 1024 * 1024
SMALLEST_SHOWN = max(env.int("SAFECONDUCT_SMALLEST_SHOWN", 5), 3)  # below three there is nothing that could hide a number
EVIDENCE_OF_A_CASE = env.int("SAFECONDUCT_CASE_MB", 500) * 1024 * 1024
AUDIT_LARGEST = env.int("SAFECONDUCT_AUDIT_MB", 2048) * 1024 * 1024
AUDITS_TOGETHER = env.int("SAFECONDUCT_AUDITS_MB", 20 * 1024) * 1024 * 1024
AUDITS_AT_ONCE = env.int("SAFECONDUCT_AUDITS_AT_ONCE", 2)
CLAMD = env.str("SAFECONDUCT_CLAMD", "")
if CLAMD and "/" not in CLAMD and not CLAMD.rpartition(":")[2].isdigit():
    raise ImproperlyConfigured(f"SAFECONDUCT_CLAMD is “{CLAMD}”; give the path of its socket, or host:port.")
LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

EMAIL_FROM = DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("SAFECONDUCT_EMAIL_FROM", "safeconduct@localhost")
EMAIL_TIMEOUT = 20
if env.str("SAFECONDUCT_EMAIL_URL", ""):
    vars().update(env.email_url("SAFECONDUCT_EMAIL_URL"))
else:
    EMAIL_BACKEND, EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(DATA / "mail")

WORKER = env.str("SAFECONDUCT_WORKER", "thread")
if WORKER not in {"thread", "process"}:
    raise ImproperlyConfigured(f"SAFECONDUCT_WORKER is “{WORKER}”; it may be “thread” or “process”.")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Nothing that a person wrote, and no name, may reach a log: only the paths of pages that failed, and what failed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "safeconduct.web.site.logs.Formatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["out"], "level": env.str("SAFECONDUCT_LOG_LEVEL", "INFO")},
    "loggers": {
        "django.server": {"handlers": ["out"], "level": "WARNING", "propagate": False},
        "PIL": {"level": "WARNING"},  # at the level of debugging they write what stands in a picture's metadata
        "pillow_heif": {"level": "WARNING"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
