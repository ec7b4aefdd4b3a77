"""Settings: sound by default, changed by environment variables or by the file that ``safeconduct init`` writes.

SAFECONDUCT_DATA           the folder for the database, keys and uploads (default: safeconduct-data)
SAFECONDUCT_DATABASE_URL   postgres://…; without it SQLite in that folder
SAFECONDUCT_SECRET_KEY     without it, a key is made and kept in that folder
SAFECONDUCT_HOSTS          host names that the site answers to, with commas
SAFECONDUCT_BASE_URL       its address as people type it, for links in e-mails
SAFECONDUCT_EMAIL_URL      smtp://user:password@host:587; without it, e-mails are kept in a folder as files
SAFECONDUCT_EMAIL_FROM     the sender of its e-mails
SAFECONDUCT_SECURE         no: plain HTTP, for a trial on one machine only
SAFECONDUCT_OIDC           the school's own sign-in (OpenID Connect), as a JSON list of allauth's “APPS”
SAFECONDUCT_BEHIND_PROXY   yes: a web server in front speaks HTTPS with the browsers; SAFECONDUCT_PROXY is its address
SAFECONDUCT_WORKER         process: jobs are done by "safeconduct worker"; without it by a thread of "safeconduct serve"
SAFECONDUCT_DEMO           yes: the demo school, whose passwords everybody knows
"""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
HERE = Path(__file__).parent


def _kept(name: str, folder: Path) -> str:
    """A secret kept in the data folder, made when it is first asked for and readable by its owner alone."""
    file = folder / name
    if not file.exists():
        made = folder / f".{name}.{secrets.token_hex(4)}"
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(64), "ascii")
        made.replace(file) if not file.exists() else made.unlink()
    return file.read_text("ascii").strip()


DATA = Path(env.str("SAFECONDUCT_DATA", "safeconduct-data")).absolute()
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
DEMO = env.bool("SAFECONDUCT_DEMO", False)
SECURE = env.bool("SAFECONDUCT_SECURE", not DEMO)
DEBUG = False
SECRET_KEY = env.str("SAFECONDUCT_SECRET_KEY", "") or _kept("secret.key", DATA)
TRAIL_KEY = hashlib.sha256(b"trail:" + (env.str("SAFECONDUCT_TRAIL_KEY", "") or _kept("trail.key", DATA)).encode()).digest()
TRAIL_ANCHOR = str(DATA / "trail.head")
BASE_URL = env.str("SAFECONDUCT_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("SAFECONDUCT_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "safeconduct.web.site",
    "safeconduct.web.contacts",
    "safeconduct.web.checks",
    "safeconduct.web.policies",
    "safeconduct.web.people",
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
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "safeconduct.web.site.middleware.private",
    "django.contrib.messages.middleware.MessageMiddleware",
    "safeconduct.web.site.middleware.shared",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

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
            "builtins": ["safeconduct.web.site.tags"],
        },
    }
]
FORM_RENDERER = "safeconduct.web.site.forms.Renderer"

# --- the database -------------------------------------------------------------------------------------------


def _database() -> dict[str, Any]:
    url = env.str("SAFECONDUCT_DATABASE_URL", "")
    if url:
        pool = {"min_size": 1, "max_size": 12, "timeout": 5}  # more than the threads of one process, the worker's too
        return {**environ.Env.db_url_config(url), "CONN_HEALTH_CHECKS": True, "OPTIONS": {"pool": pool}}
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
OIDC = env.json("SAFECONDUCT_OIDC", default=[])
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OIDC}}
SESSION_COOKIE_AGE = 12 * 60 * 60  # a school day; shorter on a computer that is shared
SHARED_SESSION_AGE = 20 * 60
SESSION_COOKIE_NAME = "safeconduct"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
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
    "loggers": {"django.server": {"handlers": ["out"], "level": "WARNING", "propagate": False}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
