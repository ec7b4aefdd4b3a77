"""Bring the database and the static files to this version, and say what is amiss with the settings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import checks
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from safeconduct.errors import SiteError
from safeconduct.web.running.backing_up import back_up
from safeconduct.web.sealing import keeping, keys

_OF_HTTPS: Final = frozenset({"security.W004", "security.W008", "security.W012", "security.W016"})
_STYLE: Final = "safeconduct/built/site.css"


def upgrade(*, backup: bool = True) -> Iterator[str]:
    """Do it, and say each step; a backup comes first wherever the database is changed and holds something.

    Raises:
        SiteError: the database does not answer, no backup could be made, or a step failed; it says how to go back.
    """
    changes, made = waiting(), None
    if changes and backup and begun():
        made = _backed_up()
        yield f"A backup from before is {made}."
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as error:
        raise SiteError(f"The database could not be changed: {_first(error)} {_way_back(made)}") from error
    yield f"The database is as this version needs it ({changes} changes made)." if changes else "The database is up to date."
    if keeping.ensure():
        yield f"A key for what is told in confidence was made: {keys.file()}. It has no holders yet."
        yield "Name three people who can bring it back if it is lost: safeconduct keys holders NAME NAME NAME"
    elif said_of_key := keeping.missing():
        yield said_of_key
    yield "Style and script are in place." if collect() else "Style and script were in place already."
    said = list(notes())
    yield from said
    yield "Nothing is amiss with the settings." if not said else "The site runs all the same, but please look at the above."


def _backed_up() -> Path:
    try:
        return back_up()
    except SiteError as error:
        raise SiteError(
            f"Nothing was changed, for no backup could be made first: {error} (--no-backup goes without.)"
        ) from error


def _way_back(made: Path | None) -> str:
    """What to do when the database could be changed in part only."""
    if made is None:
        return "Mend this and run it again; or install the version from before, and put the last backup back."
    return (
        "Mend this and run safeconduct upgrade again. To go back instead: install the version from before, then run "
        f"safeconduct restore {made} --to NEW-FOLDER"
    )


def begun() -> bool:
    """Whether the database holds anything yet."""
    return "django_migrations" in connection.introspection.table_names()


def waiting() -> int:
    """How many changes of this version the database waits for.

    Raises:
        SiteError: the database does not answer.
    """
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        cache = settings.CACHES["default"].get("LOCATION")
        return len(plan) + (cache is not None and cache not in connection.introspection.table_names())
    except DatabaseError as error:
        raise SiteError(
            f"The database does not answer: {_first(error)} "
            "Check that it runs, and SAFECONDUCT_DATABASE_URL or SAFECONDUCT_DATA."
        ) from error


def _first(error: BaseException) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__).rstrip(".") + "."


def collect() -> bool:
    """Put style and script where they are served from, if what is there is not of this version; whether it was done.

    Raises:
        SiteError: they have not been built, or cannot be written.
    """
    if finders.find(_STYLE) is None:
        raise SiteError("The pages' style has not been built. In a copy of the source run: python tools/build_static.py")
    if is_collected():
        return False
    try:
        call_command("collectstatic", verbosity=0, interactive=False)
        _mark().write_text(_stamp(), "ascii")
    except OSError as error:
        raise SiteError(
            f"{error.filename or settings.STATIC_ROOT}: style and script cannot be written: {error.strerror}."
        ) from error
    return True


def is_collected() -> bool:
    """Whether what is served as style and script is of this version."""
    return _mark().exists() and _mark().read_text("ascii") == _stamp()


def _mark() -> Path:
    return Path(settings.STATIC_ROOT) / ".collected"


def _stamp() -> str:
    """What tells one version's files from another's: their names, sizes and times."""
    made = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in sorted(finder.list([]), key=lambda each: str(each[0])):
            file = Path(storage.path(name)).stat()
            made.update(f"{name}\0{file.st_size}\0{file.st_mtime_ns}\n".encode())
    return made.hexdigest()


def notes() -> Iterator[str]:
    """What is amiss with the settings, in plain words."""
    if settings.DEMO:
        return
    yield from _about_the_address()
    yield from _about_mail()
    yield from _about_the_key()
    if settings.WORKER == "process":
        yield "SAFECONDUCT_WORKER is process: e-mails and reminders wait until “safeconduct worker” runs beside the site."
    for found in checks.run_checks(include_deployment_checks=True):
        if settings.SECURE or found.id not in _OF_HTTPS:  # of plain HTTP enough is said above
            yield " ".join(f"{found.msg} {found.hint or ''}".split())


def _about_the_address() -> Iterator[str]:
    address = urlsplit(settings.BASE_URL)
    if not settings.SECURE:
        yield "SAFECONDUCT_SECURE is no: passwords travel unprotected. Keep it so for a trial on one computer only."
        return
    if address.scheme != "https":
        yield (
            f"SAFECONDUCT_BASE_URL is {settings.BASE_URL}: links in e-mails would lead there. "
            "Set it to the https address that people type."
        )
    elif address.hostname not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        yield f"SAFECONDUCT_HOSTS lacks {address.hostname}, which SAFECONDUCT_BASE_URL names: nobody could open the site there."
    if settings.SECURE_PROXY_SSL_HEADER is None:
        yield (
            "SAFECONDUCT_BEHIND_PROXY is not set: put a web server with a certificate in front (docs/how-to/install.md), "
            "then set it to yes."
        )


def _about_mail() -> Iterator[str]:
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield (
            f"SAFECONDUCT_EMAIL_URL is not set: e-mails are not sent, but kept as files in {settings.EMAIL_FILE_PATH}. "
            "Set it, then try: safeconduct send-test-email YOU@YOUR-SCHOOL"
        )
    elif settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield f"SAFECONDUCT_EMAIL_FROM is {settings.DEFAULT_FROM_EMAIL}: other mail servers will not take that. Set your own."


def _about_the_key() -> Iterator[str]:
    try:
        keys.identities()
    except keys.NoKey as error:
        yield f"Nothing can be told in confidence: {error}"


__all__: Final = ("begun", "collect", "is_collected", "notes", "upgrade", "waiting")
