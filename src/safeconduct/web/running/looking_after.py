"""What the person who looks after the site asks of it: is the trail whole, do e-mails arrive?

An app may have a ``verifying.py``: its ``faults(*, thorough)`` answers with whatever is not as the trail tells of it, each
with ``where`` and ``says``; its ``notes()``, if it has them, with lines on what should be put right. Nothing is registered.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Final

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.validators import validate_email
from django.db import DatabaseError

from safeconduct.errors import SiteError
from safeconduct.web.access import trail
from safeconduct.web.access.models import Event
from safeconduct.web.jobs import mail


def faults(*, thorough: bool = False) -> Iterator[str]:
    """Each fault of the trail, and then of what it tells of, in a line. ``thorough`` also opens what is sealed.

    Raises:
        SiteError: the database does not answer.
    """
    try:
        for fault in trail.faults():
            yield f"entry {fault.number}: {fault.says}"
        for module in _verifying():
            for found in module.faults(thorough=thorough):
                yield f"{found.where}: {found.says}"
    except DatabaseError as error:
        raise SiteError(
            "The trail cannot be read: the database does not answer. Run safeconduct upgrade, then try again."
        ) from error


def advice() -> Iterator[str]:
    """What is no fault, but should be put right."""
    for module in _verifying():
        yield from getattr(module, "notes", tuple)()


def _verifying() -> Iterator[ModuleType]:
    for config in apps.get_app_configs():
        name = f"{config.name}.verifying"
        if config.name.startswith("safeconduct.web.") and find_spec(name) is not None:
            yield import_module(name)


def entries() -> int:
    """How many entries the trail has."""
    return Event.objects.count()


def accept() -> int:
    """Take the trail as it stands after a backup was put back; how many entries it had.

    Raises:
        SiteError: its entries themselves are not whole.
    """
    try:
        return trail.accept()
    except ValueError as error:
        raise SiteError(
            "The trail cannot be accepted: its entries themselves are not whole. Run safeconduct verify to see where, "
            "and put back a backup from before."
        ) from error


def send_test_email(to: str) -> str:
    """Send one e-mail now, without a job; what happened.

    Raises:
        SiteError: the address is none, or the server does not take it.
    """
    try:
        validate_email(to)
    except ValidationError as error:
        raise SiteError(f"“{to}” is not an e-mail address.") from error
    message = mail.test_message(to)
    message.connection = get_connection()
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        raise SiteError(
            f"The e-mail was not sent: {_why(error)} Check SAFECONDUCT_EMAIL_URL and SAFECONDUCT_EMAIL_FROM."
        ) from error
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return f"SAFECONDUCT_EMAIL_URL is not set, so it was not sent, but written into {settings.EMAIL_FILE_PATH}."
    return f"The mail server took it. Look whether it arrives at {to}, and not among the unwanted."


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"the mail server refuses the name or the password ({error.smtp_code})."
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"the mail server refuses the address ({', '.join(str(code) for code, _ in error.recipients.values())})."
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error if isinstance(error.smtp_error, str) else error.smtp_error.decode("utf-8", "replace")
        return f"the mail server said {error.smtp_code} {said.rstrip('.')}."
    if isinstance(error, smtplib.SMTPException):
        return f"the mail server hung up or cannot do what is asked ({type(error).__name__})."
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    return f"the mail server {where} cannot be reached: {getattr(error, 'strerror', None) or error}."


__all__: Final = ("accept", "advice", "entries", "faults", "send_test_email")
