"""Who signs in and out, and who is refused, in the log: by number and way, never by name or address."""

from __future__ import annotations

import logging
from typing import Any, Final

from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

log = logging.getLogger(__name__)


def listen() -> None:
    """Write down every sign-in, sign-out and refusal from now on."""
    user_logged_in.connect(_came, dispatch_uid="people.came")
    user_logged_out.connect(_went, dispatch_uid="people.went")
    user_login_failed.connect(_refused, dispatch_uid="people.refused")
    authentication_failed.connect(_no_second_step, dispatch_uid="people.no_second_step")


def _came(sender: object, user: Any, **more: object) -> None:
    log.info("somebody signed in", extra={"facts": {"person": user.pk}})


def _went(sender: object, user: Any = None, **more: object) -> None:
    if user is not None:
        log.info("somebody signed out", extra={"facts": {"person": user.pk}})


def _refused(sender: object, **more: object) -> None:
    log.warning("a sign-in was refused")  # whose it was to be is not said: people mistype passwords into that field


def _no_second_step(sender: object, user: Any, **more: object) -> None:
    log.warning("a second step was wrong", extra={"facts": {"person": user.pk}})


__all__: Final = ("listen",)
