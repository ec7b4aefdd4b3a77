"""What is swept up every night."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from safeconduct.web.jobs.mail import deliver
from safeconduct.web.jobs.models import Mail

DONE_KEPT: Final = timedelta(days=7)
FAILED_KEPT: Final = timedelta(days=90)
LEFT_OVER: Final = timedelta(days=1)  # longer than all tries together take


def forget() -> None:
    """Delete jobs and e-mails that are done after a week, those that failed after three months."""
    now = timezone.now()
    done, failed = now - DONE_KEPT, now - FAILED_KEPT
    DBTaskResult.objects.successful().filter(finished_at__lt=done).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=failed).delete()
    Mail.objects.filter(state=Mail.State.SENT, ended_at__lt=done).delete()
    Mail.objects.filter(state=Mail.State.FAILED, ended_at__lt=failed).delete()


def end_sessions() -> None:
    """Delete sessions that have run out, and which browser each of those that are over was."""
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def deliver_left_over() -> None:
    """Try e-mails once more whose job was lost or given up by some fault of the database."""
    waiting = Mail.objects.filter(ended_at__isnull=True, queued_at__lt=timezone.now() - LEFT_OVER)
    for mail_id in waiting.values_list("pk", flat=True):
        deliver.enqueue(str(mail_id))


__all__: Final = ("deliver_left_over", "end_sessions", "forget")
