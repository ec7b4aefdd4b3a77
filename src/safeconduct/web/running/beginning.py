"""Take the settings up; whatever is wrong with them is said in words that can be acted upon."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import Error

from safeconduct.errors import SiteError

SETTINGS: Final = "safeconduct.web.settings"
_MARK: Final = ".safeconduct-demo"
_KEPT: Final = ("SAFECONDUCT_LOG_LEVEL", "SAFECONDUCT_SECOND_OPINION")


def begin() -> None:
    """Make Django ready.

    Raises:
        SiteError: the settings cannot be used, or their folder cannot.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        raise SiteError(
            f"The settings cannot be used: {error} Look at the variables whose names begin with SAFECONDUCT_."
        ) from error
    except OSError as error:
        where = error.filename or "the data folder"
        raise SiteError(
            f"{where}: {error.strerror}. Set SAFECONDUCT_DATA to a folder that may be written to, or make room there."
        ) from error
    except ModuleNotFoundError as error:
        if error.name not in {"psycopg", "psycopg_pool"}:
            raise
        raise SiteError("For PostgreSQL install safeconduct with it: pip install 'safeconduct[postgres]'.") from error


def choose_demo(folder: Path, port: int, *, fresh: bool) -> None:
    """Make the folder the one that the settings speak of: nothing of a real site is touched. Comes before ``begin``.

    Raises:
        SiteError: the folder holds something else.
    """
    folder = folder.absolute()
    if folder.exists() and not (folder / _MARK).exists() and any(folder.iterdir()):
        raise SiteError(f"{folder} holds something that is not a demo. Choose another folder with --folder.")
    if fresh and folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / _MARK).touch()
    for name in [name for name in os.environ if name.startswith("SAFECONDUCT_") and not name.startswith(_KEPT)]:
        del os.environ[name]
    os.environ["SAFECONDUCT_ENV"] = ""
    os.environ["SAFECONDUCT_DATA"], os.environ["SAFECONDUCT_DEMO"] = str(folder), "yes"
    os.environ["SAFECONDUCT_BASE_URL"] = f"http://127.0.0.1:{port}"
    os.environ.setdefault("SAFECONDUCT_LOG_LEVEL", "WARNING")


@contextmanager
def answering() -> Iterator[None]:
    """Say it in plain words if the database does not answer.

    Raises:
        SiteError: it does not.
    """
    try:
        yield
    except Error as error:
        raise SiteError("The database does not answer. Run safeconduct upgrade, then try again.") from error


__all__: Final = ("SETTINGS", "answering", "begin", "choose_demo")
