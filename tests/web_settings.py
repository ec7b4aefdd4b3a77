"""The site's settings as the tests run it: a folder of its own, fast passwords, plain static files; on either database."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from pyrage.x25519 import Identity

os.environ["SAFECONDUCT_ENV"] = ""  # whatever lies in the working folder is not the tests'
if "SAFECONDUCT_DATA" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:  # each process of the tests has its own
    os.environ["SAFECONDUCT_DATA"] = tempfile.mkdtemp(prefix="safeconduct-tests-")
    atexit.register(shutil.rmtree, os.environ["SAFECONDUCT_DATA"], ignore_errors=True)
os.environ.setdefault("SAFECONDUCT_SECURE", "no")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in the thread of the tests
if url := os.environ.get("SAFECONDUCT_TEST_DATABASE_URL"):
    os.environ["SAFECONDUCT_DATABASE_URL"] = url

from safeconduct.web.settings import *  # noqa: F403
from safeconduct.web.settings import CASE_KEY, DATA, DATABASES, STATIC_ROOT, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if not Path(CASE_KEY).exists():
    Path(CASE_KEY).touch(mode=0o600)
    Path(CASE_KEY).write_text(f"{Identity.generate()}\n", "ascii")
STATIC_ROOT.mkdir(exist_ok=True)  # where nothing was collected, whitenoise warns
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["OPTIONS"] = {}  # a pool would keep the test database from being dropped
    DATABASES["default"]["TEST"] = {"NAME": f"test_safeconduct_{os.getpid()}"}  # several runs may share a server
else:
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}  # a file, so that threads and locks are as in earnest
