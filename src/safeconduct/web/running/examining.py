"""What ``safeconduct doctor`` looks at: each thing the site needs, whether it is well, and what to do where it is not.

A look changes nothing, and one that fails does not keep the others from being taken.
"""

from __future__ import annotations

import os
import shutil
import smtplib
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

import requests
from django.conf import settings
from django.core.mail import get_connection
from django.db import Error, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from safeconduct.errors import SiteError
from safeconduct.web import environment
from safeconduct.web import settings as described
from safeconduct.web.access import trail
from safeconduct.web.concerns import scanning
from safeconduct.web.demo import CAST
from safeconduct.web.jobs.models import Mail, Worker
from safeconduct.web.jobs.worker import DEAD_AFTER
from safeconduct.web.people.models import Person
from safeconduct.web.rostering import automatic
from safeconduct.web.rostering.models import RosterHabits
from safeconduct.web.running import backing_up, backup_keys, upgrading
from safeconduct.web.sealing import standing

OK, LOOK, BROKEN = "OK", "look", "broken"
_MB: Final = 1 << 20
_ENTRIES: Final = 1_000
_OLD_SIGNATURES: Final = 7  # days: newer ones come every day
_SHORT: Final = 32  # letters of a key that somebody set


Look = Callable[[str], Iterator["Found"]]


class Found(NamedTuple):
    """What a look found: of what, whether it is well, why, and what to do."""

    what: str
    state: str
    says: str
    do: str = ""


def examine() -> Iterator[Found]:
    """Everything, in the order in which one thing rests on another; without a database, what does not need it."""
    found = list(_looked(_database))
    yield from found
    for look in LOOKS:
        yield from _looked(look)
    if all(each.state == OK for each in found):
        for look in LOOKS_INTO_IT:
            yield from _looked(look)
    else:
        yield Found("the rest", LOOK, "trail, jobs and people were not looked at", "Mend the database, then look again.")


def _looked(look: Look) -> Iterator[Found]:
    what = look.__name__.strip("_").replace("_", " ")
    try:
        yield from look(what)
    except Error:
        yield Found(what, BROKEN, "the database does not answer to this", "safeconduct upgrade, then look again.")
    except (OSError, SiteError) as error:
        yield Found(what, BROKEN, str(error))


def _settings(what: str) -> Iterator[Found]:
    said = list(upgrading.notes())
    for note in said:
        yield Found(what, LOOK, note)
    known = (described.__doc__ or "").split()
    for name in sorted(name for name in os.environ if name.startswith(environment.PREFIX) and name not in known):
        if not name.startswith(_OF_OTHERS):
            said.append(name)
            yield Found(what, LOOK, f"{name} is no setting of safeconduct.", "Mend its name: docs/how-to/install.md lists all.")
    if not said:
        yield Found(what, OK, f"nothing is amiss; the site is {settings.BASE_URL}")


_OF_OTHERS: Final = ("SAFECONDUCT_SECOND_OPINION", "SAFECONDUCT_TEST")


def _keys(what: str) -> Iterator[Found]:
    """None that everybody knows, and none that others on this computer may read."""
    weak = [name for name in ("SAFECONDUCT_SECRET_KEY", "SAFECONDUCT_TRAIL_KEY") if _is_weak(os.environ.get(name))]
    for name in weak:
        do = f"Take {name} out: safeconduct then makes one of its own. Everybody must sign in again."
        yield Found(what, BROKEN, f"{name} is short or well known", do)
    if settings.DEMO:
        yield Found(
            what, BROKEN, "this is the demo, whose passwords everybody knows", "Take SAFECONDUCT_DEMO out of the settings."
        )
    open_ = [file for file in _secret_files() if os.name == "posix" and file.exists() and file.stat().st_mode & 0o077]
    for file in open_:
        mode = "700" if file.is_dir() else "600"
        yield Found(what, BROKEN, f"{file} may be read by others on this computer", f"chmod {mode} {file}")
    if not (weak or open_ or settings.DEMO):
        yield Found(what, OK, "they are this site's own, and may be read by its owner alone")


def _is_weak(key: str | None) -> bool:
    return key is not None and (len(key) < _SHORT or len(set(key)) < _SHORT // 4 or key.startswith("django-insecure"))


def _secret_files() -> Iterator[Path]:
    data = Path(settings.DATA)
    yield from (data, data / "secret.key", data / "trail.key", data / "setup.code")
    yield Path(os.environ.get(environment.NAMED) or data / environment.FILE)
    if case_key := getattr(settings, "CASE_KEY", None):
        yield Path(case_key)


def _database(what: str) -> Iterator[Found]:
    if changes := upgrading.waiting():
        yield Found(what, BROKEN, f"it waits for {changes} changes of this version", "safeconduct upgrade")
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            if mode != "wal":
                do = "Put the data folder onto a disk of this computer: a network folder cannot hold a database."
                yield Found(what, BROKEN, f"SQLite writes in the mode “{mode}”, in which pages wait for each other", do)
                return
        else:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
            yield from _about_clock(float(cursor.fetchone()[0]) - time.time())
    yield Found(what, OK, f"{connection.display_name} answers, and is as this version needs it")


def _about_clock(apart: float) -> Iterator[Found]:
    """Whether the database's clock goes with this computer's: what is due, and codes from phones, hang on it."""
    if abs(apart) > 5:
        do = "Set both clocks by the network (timedatectl set-ntp true)."
        yield Found(
            "clock", BROKEN if abs(apart) > 60 else LOOK, f"the database's is {apart:+.0f} seconds apart from this one", do
        )
    else:
        yield Found("clock", OK, "the database's goes with this one")


def _room(what: str) -> Iterator[Found]:
    for folder in {Path(settings.DATA), settings.BACKUPS if settings.BACKUPS.exists() else Path(settings.DATA)}:
        free = shutil.disk_usage(folder).free // _MB
        state = BROKEN if free < 200 else LOOK if free < 2_000 else OK
        yield Found(what, state, f"{free} MB are free for {folder}", "" if state == OK else "Make room, or take a larger disk.")


def _static(what: str) -> Iterator[Found]:
    if upgrading.is_collected():
        yield Found(what, OK, "style and script are in place")
    else:
        yield Found(
            what, LOOK, "style and script are not of this version", "They are put in place when safeconduct serve starts."
        )


def _people(what: str) -> Iterator[Found]:
    if not settings.DEMO and Person.objects.filter(email__in=[member.email for member in CAST]).exists():
        do = "Begin a real site in a new folder: safeconduct init"
        yield Found(what, BROKEN, "people of the demo are here, whose password everybody knows", do)
    elif not Person.objects.exists():
        yield Found(what, LOOK, "nobody is here yet", "Open the site and enter the setup code that safeconduct serve prints.")


def _trail(what: str) -> Iterator[Found]:
    faults = list(trail.late_faults(_ENTRIES))
    for fault in faults:
        yield Found(what, BROKEN, f"entry {fault.number}: {fault.says}", "safeconduct verify")
    if not faults:
        yield Found(what, OK, f"its last {_ENTRIES} entries are whole (safeconduct verify reads all)")


def _case_key(what: str) -> Iterator[Found]:
    said = list(standing.advice())
    for line in said:
        yield Found(what, LOOK, line, "docs/how-to/keys.md")
    if not said:
        yield Found(what, OK, "nothing needs to be done about it")


def _jobs(what: str) -> Iterator[Found]:
    now = timezone.now()
    seen = Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    if seen is None or seen < now - DEAD_AFTER:
        when = f"since {seen:%d %B %H:%M}" if seen else "yet"
        do = "Start the site (safeconduct serve), or with SAFECONDUCT_WORKER=process a worker (safeconduct worker)."
        yield Found(what, LOOK, f"nobody has done jobs {when}: e-mails and reminders wait", do)
    else:
        yield Found(what, OK, "somebody is at work")
    late = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - timedelta(hours=1)).count()
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - timedelta(days=7)).count()
    if late:
        yield Found(what, LOOK, f"{late} wait for more than an hour", "Look whether a worker is at work, and at the log.")
    if failed:
        yield Found(what, LOOK, f"{failed} failed in the last seven days", "The log names each, with its place in the code.")


def _mail(what: str) -> Iterator[Found]:
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield _mail_server(what)
    else:
        yield Found(what, LOOK, "no mail server is set: e-mails are not sent", "Set SAFECONDUCT_EMAIL_URL.")


def _school_sign_in(what: str) -> Iterator[Found]:
    """Whether each of the school's own sign-ins answers, and is the one that it is set to be."""
    for app in settings.OIDC:
        where = str(app["settings"]["server_url"]).partition("/.well-known/")[0].rstrip("/")
        issuer = _issuer(where)
        if not issuer:
            yield Found(what, BROKEN, f"{where} does not answer as a sign-in does", "docs/how-to/sign-in.md")
        elif issuer != where:
            yield Found(what, LOOK, f"{where} calls itself {issuer}", "docs/how-to/sign-in.md")
        else:
            yield Found(what, OK, f"{where} answers")


def _issuer(where: str) -> str:
    """What a sign-in calls itself; nothing if it does not answer as one does."""
    try:
        said = requests.get(f"{where}/.well-known/openid-configuration", timeout=5).json()
    except (requests.RequestException, ValueError):
        return ""
    return str(said.get("issuer", "")).rstrip("/") if isinstance(said, dict) else ""


def _rosters(what: str) -> Iterator[Found]:
    """Whether the folder of each organisation's nightly files is there, and can be read."""
    for each in RosterHabits.objects.filter(nightly=True).select_related("organisation").order_by("pk"):
        folder = automatic.folder_of(each.organisation)
        if folder is None:
            do = "Set SAFECONDUCT_ROSTERS (docs/how-to/import-from-your-mis.md)."
            yield Found(what, BROKEN, "files are to be taken each night, and no folder is set", do)
        elif not os.access(folder, os.R_OK | os.X_OK):
            yield Found(what, BROKEN, f"{folder} is not there, or may not be read", "Make it, and let safeconduct read it.")
        else:
            yield Found(what, OK, f"{folder} can be read")


def _mail_given_up(what: str) -> Iterator[Found]:
    failed = Mail.objects.filter(state=Mail.State.FAILED, ended_at__gt=timezone.now() - timedelta(days=7)).count()
    if failed:
        yield Found(
            what, LOOK, f"{failed} e-mails could not be delivered in seven days", "safeconduct send-test-email YOU@YOUR-SCHOOL"
        )


def _mail_server(what: str) -> Found:
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    server = get_connection(timeout=5)
    try:
        server.open()
        server.close()
    except (smtplib.SMTPException, OSError) as error:
        why = getattr(error, "smtp_code", None) or getattr(error, "strerror", None) or type(error).__name__
        return Found(what, BROKEN, f"the mail server {where} does not let us in ({why})", "Check SAFECONDUCT_EMAIL_URL.")
    return Found(what, OK, f"the mail server {where} lets us in")


def _backups(what: str) -> Iterator[Found]:
    try:
        backup_keys.recipients(settings.BACKUP_KEYS)
    except SiteError as error:
        yield Found(what, BROKEN, str(error), "safeconduct backup --new-key")
    made = backing_up.backups(settings.BACKUPS)
    if not made:
        yield Found(
            what, BROKEN, f"there is none in {settings.BACKUPS}", "safeconduct backup, every night: docs/how-to/back-up.md"
        )
        return
    days = (time.time() - made[-1].stat().st_mtime) / timedelta(days=1).total_seconds()
    state = OK if days < 2 else LOOK if days < 7 else BROKEN
    yield Found(what, state, f"the newest is {days:.1f} days old", "" if state == OK else "Look why the timer did not run.")
    if settings.BACKUPS.stat().st_dev == Path(settings.DATA).stat().st_dev:
        do = "Copy them elsewhere, or set SAFECONDUCT_BACKUPS to another disk."
        yield Found(what, LOOK, "they lie on the same disk as the site, and would be lost with it", do)


def _scanner(what: str) -> Iterator[Found]:
    """Whether clamd is set up and answers, and how old its signatures are."""
    if not settings.CLAMD:
        yield Found(what, OK, "none is set up (SAFECONDUCT_CLAMD): evidence is kept as it comes, marked as not scanned")
        return
    try:
        said = scanning.version()
    except OSError as error:
        why = error.strerror or type(error).__name__
        do = "Start clamd, or correct SAFECONDUCT_CLAMD. Until then evidence is kept and scanned later."
        yield Found(what, BROKEN, f"clamd does not answer at {settings.CLAMD} ({why})", do)
        return
    yield _about_signatures(what, said)


def _about_signatures(what: str, said: str) -> Found:
    name, _, rest = said.partition("/")
    try:
        made = datetime.strptime(rest.partition("/")[2], "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    except ValueError:
        return Found(what, BROKEN, f"{name} answers, but does not say how old its signatures are", "Run freshclam.")
    days = (timezone.now() - made).days
    if days > _OLD_SIGNATURES:
        return Found(
            what, LOOK, f"{name} answers; its signatures are {days} days old", "Look why freshclam gets no newer ones."
        )
    return Found(what, OK, f"{name} answers; its signatures are {max(days, 0)} days old")


LOOKS: Final[tuple[Look, ...]] = (_settings, _keys, _room, _static, _mail, _school_sign_in, _backups, _scanner)
LOOKS_INTO_IT: Final[tuple[Look, ...]] = (_people, _trail, _case_key, _jobs, _mail_given_up, _rosters)
__all__: Final = ("BROKEN", "LOOK", "LOOKS", "LOOKS_INTO_IT", "OK", "Found", "examine")
