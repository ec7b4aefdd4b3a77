"""How an audit ends: by its button, with its session, with the account, by the clock. Files first, then the row.

A session ends in many ways (signing out, here or from another browser; its time being over; a password changed), and each of
them deletes it, which is what is listened to. What nothing tells of (a server that was off, a browser on a shared computer that
nobody came back to) the clock finds.
"""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import signals
from django.utils import timezone

from safeconduct.web.access.trail import append
from safeconduct.web.audits import working
from safeconduct.web.audits.models import Audit, home
from safeconduct.web.people.models import Person

UNFINISHED: Final = timedelta(hours=1)  # after which a folder that no audit has is taken for one that was cut off
_TRIES: Final = 5
_PAUSE: Final = 0.2  # seconds between two tries to delete what somebody still holds open
_GONE: Final = ".gone-"


def listen() -> None:
    """From now on, whatever ends a session or closes an account takes the audit with it."""
    signals.post_delete.connect(_session_ended, sender=Session, dispatch_uid="audits.session")
    signals.post_save.connect(_person_saved, sender=Person, dispatch_uid="audits.person")
    signals.pre_delete.connect(_audit_deleted, sender=Audit, dispatch_uid="audits.audit")


def _session_ended(instance: Session, **given: Any) -> None:
    for audit in Audit.objects.filter(session=instance.session_key):
        end(audit, "with the session")


def _person_saved(instance: Person, created: bool, **given: Any) -> None:  # noqa: FBT001 Django calls it so
    if not created and not instance.is_active:
        for audit in Audit.objects.filter(person=instance):
            end(audit, "with the account")


def _audit_deleted(instance: Audit, **given: Any) -> None:
    """However its row goes, its files go before."""
    remove(instance.folder)


def end(audit: Audit, why: str) -> None:
    """Delete an audit and everything that belongs to it; the trail says that it ended, and how, and no more."""
    with transaction.atomic():
        about = f"{Audit._meta.label_lower}:{audit.pk}"
        audit.delete()
        append("audits.look", by=None, about=about, facts={"step": "ended", "how": why})


def remove(folder: Path) -> None:
    """Delete a folder of an audit, whatever is at work in it. Its key is nowhere on this computer, so that what a failing
    disk keeps of it cannot be read."""
    working.kill(folder.name)
    aside = folder.with_name(f"{_GONE}{secrets.token_hex(8)}")
    try:
        folder.rename(aside)  # a process of another server sees that it is gone, and ends
    except FileNotFoundError:
        return
    except OSError:  # some systems move no folder while a file in it is open
        aside = folder
    for _ in range(_TRIES):
        shutil.rmtree(aside, ignore_errors=True)
        if not aside.exists():
            return
        time.sleep(_PAUSE)


def sweep() -> int:
    """End every audit whose time is over, whose session or person is gone, or whose files are; delete what belongs to none."""
    ended = 0
    for audit, why in list(_over()):
        end(audit, why)
        ended += 1
    known = set(Audit.objects.values_list("folder_name", flat=True))
    before = time.time() - UNFINISHED.total_seconds()
    for folder in home().iterdir() if home().is_dir() else ():
        with suppress(FileNotFoundError):
            left = folder.name.startswith(_GONE) or folder.stat().st_mtime < before  # a new one's row may be on its way
            if folder.name not in known and left:
                remove(folder)
    return ended


def _over() -> Iterator[tuple[Audit, str]]:
    now = timezone.now()
    sessions = {each.session_key: each for each in Session.objects.filter(session_key__in=Audit.objects.values("session"))}
    for audit in Audit.objects.select_related("person"):
        session = sessions.get(audit.session)
        if audit.ends_at <= now:
            yield audit, "by the clock"
        elif session is None or session.expire_date <= now or _left_behind(session):
            yield audit, "with the session"
        elif not audit.person.is_active:
            yield audit, "with the account"
        elif not audit.folder.is_dir():
            yield audit, "its files are gone"


def _left_behind(session: Session) -> bool:
    """Whether somebody walked away from a shared computer: they would be signed out if anybody touched it now."""
    last = session.get_decoded().get("shared")
    return last is not None and time.time() - last > settings.SHARED_SESSION_AGE


__all__: Final = ("UNFINISHED", "end", "listen", "remove", "sweep")
