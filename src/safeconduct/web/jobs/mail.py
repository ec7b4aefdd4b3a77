"""E-mails: ``send`` notes one down together with the change that it tells of; a job delivers it.

    send(person, "policies/reminder", {"adoption": 12, "path": "/policies/12/"})

The templates are ``templates/mail/<template>.subject.txt``, ``.txt`` and ``.html``; they see ``to`` (the person),
``address`` (of the site) and what stands in the context: ids, dates and addresses, never a name or a text. A subject names
nobody: it is seen on locked phones. What was in a context (it may be a link that opens something once) is wiped from the
database as soon as the e-mail is sent or given up, and stands in no log.

A server that is down loses nothing: the e-mail is tried eight times in fourteen hours. A server that refuses for good
is taken at its word, and its code is kept. Two workers never send one e-mail twice. If a worker dies after the server took
the e-mail and before it noted so, the e-mail goes out once more under the same Message-ID rather than never.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import Q
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import timezone
from django_tasks import TaskContext, task

from safeconduct.web.jobs.models import Mail
from safeconduct.web.jobs.trying import TRIES, TryAgain

if TYPE_CHECKING:
    from safeconduct.web.people.models import Person

TAKEN_FOR: Final = timedelta(minutes=15)  # far longer than the slowest server is waited for
_KINDS: Final = ("subject.txt", "txt", "html")
_FOR_GOOD: Final = 500
log = logging.getLogger(__name__)


def send(to: Person | str, template: str, context: Mapping[str, Any]) -> None:
    """Note an e-mail down, to be sent once the change around it is done; a change that fails sends nothing.

    Args:
        to: the person, or the address of somebody whom nobody has entered.
        template: its name in ``templates/mail``.
        context: what its templates see.

    Raises:
        TemplateDoesNotExist: one of its three templates is missing.
        TypeError: the context holds something other than words, numbers and lists of them.
    """
    for kind in _KINDS:
        get_template(f"mail/{template}.{kind}")
    whom = {"address": to} if isinstance(to, str) else {"to": to}
    with transaction.atomic():
        mail = Mail.objects.create(**whom, template=template, context=dict(context))
        deliver.enqueue(str(mail.pk))


@task(takes_context=True)
def deliver(context: TaskContext, mail_id: str) -> None:
    """Send one e-mail, once.

    Raises:
        TryAgain: the server is down, or another worker has it just now.
    """
    if not _taken(mail_id):
        if Mail.objects.filter(pk=mail_id, state=Mail.State.SENDING).exists():
            raise TryAgain
        return
    mail = Mail.objects.select_related("to").get(pk=mail_id)
    try:
        code = _sent(mail)
    except Unreachable as error:
        if context.attempt < TRIES:
            Mail.objects.filter(pk=mail_id).update(state=Mail.State.WAITING, code=error.code)
            raise TryAgain from error
        code = error.code
    except Exception:
        _end(mail, "error")
        raise
    _end(mail, code)


def _taken(mail_id: str) -> bool:
    """Whether this worker, and no other, has the e-mail now; one that was taken long ago was dropped by a dead worker."""
    now = timezone.now()
    free = Q(state=Mail.State.WAITING) | Q(state=Mail.State.SENDING, taken_at__lt=now - TAKEN_FOR)
    return bool(Mail.objects.filter(free, pk=mail_id).update(state=Mail.State.SENDING, taken_at=now))


def _end(mail: Mail, code: str) -> None:
    mail.state, mail.code = Mail.State.FAILED if code else Mail.State.SENT, code
    mail.ended_at, mail.context, mail.address = timezone.now(), {}, ""
    mail.save(update_fields=["state", "code", "ended_at", "context", "address"])
    if code:
        log.warning("an e-mail was given up", extra={"facts": {"mail": str(mail.pk), "template": mail.template, "code": code}})


class Unreachable(Exception):  # noqa: N818 it is said of a server
    """The server cannot be reached, or asks to come again later."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _sent(mail: Mail) -> str:
    """Send it; nothing, or the code of a refusal for good.

    Raises:
        Unreachable: it may be tried again.
    """
    if mail.to is not None and not mail.to.is_active:
        return "left"
    connection = get_connection()
    try:
        connection.open()
        message = written(mail)
        message.connection = connection
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(min(code for code, _ in error.recipients.values()))
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code)
    except smtplib.SMTPResponseException as error:  # greeting, sign-in, sender: a mistake in the settings, soon mended
        raise Unreachable(str(error.smtp_code)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable(type(error).__name__[:40]) from error
    finally:
        with suppress(smtplib.SMTPException, OSError):  # what follows the server's “taken” cannot undo it
            connection.close()
    return ""


def _refused(code: int) -> str:
    if code < _FOR_GOOD:
        raise Unreachable(str(code))
    return str(code)


def written(mail: Mail) -> EmailMultiAlternatives:
    """The e-mail itself, from its templates."""
    given = {"address": settings.BASE_URL, **mail.context, "to": mail.to}
    subject, text, page = (_filled(f"mail/{mail.template}.{kind}", given, escape=kind == "html") for kind in _KINDS)
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<{mail.pk}@{domain}>", "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    to = mail.address if mail.to is None else mail.to.email
    message = EmailMultiAlternatives(" ".join(subject.split()), text.strip() + "\n", to=[to], headers=headers)
    message.attach_alternative(page, "text/html")
    return message


def test_message(to: str) -> EmailMultiAlternatives:
    """The e-mail that shows whether e-mails arrive."""
    given = {"address": settings.BASE_URL}
    subject, text, page = (_filled(f"mail/test.{kind}", given, escape=kind == "html") for kind in _KINDS)
    message = EmailMultiAlternatives(" ".join(subject.split()), text, to=[to], headers={"Auto-Submitted": "auto-generated"})
    message.attach_alternative(page, "text/html")
    return message


def _filled(name: str, given: Mapping[str, Any], *, escape: bool) -> str:
    template: Template = get_template(name).template  # type: ignore[attr-defined] # our engine's own
    return template.render(Context(dict(given), autoescape=escape))


__all__: Final = ("deliver", "send", "test_message", "written")
