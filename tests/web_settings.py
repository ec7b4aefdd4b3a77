"""The site's settings as the tests run it: a folder of its own, fast passwords, plain static files; on either database."""

import os
import tempfile

os.environ.setdefault("SAFECONDUCT_DATA", tempfile.mkdtemp(prefix="safeconduct-tests-"))
os.environ.setdefault("SAFECONDUCT_SECURE", "no")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in the thread of the tests
if url := os.environ.get("SAFECONDUCT_TEST_DATABASE_URL"):
    os.environ["SAFECONDUCT_DATABASE_URL"] = url

from safeconduct.web.settings import *  # noqa: F403
from safeconduct.web.settings import DATABASES, STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where there is none, and a warning fails a test

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["OPTIONS"] = {}  # a pool would keep the test database from being dropped
