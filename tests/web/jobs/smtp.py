"""A real SMTP server on this machine that can be told to misbehave."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django.fixtures import Settings


class Server:
    """Takes e-mails in, or answers with what a test wants: ``rcpt`` and ``data`` are its answers, ``hang_up`` cuts the line."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.tries = 0
        self.rcpt = self.data = "250 OK"
        self.hang_up = self.hang_up_after = False
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._controller: Any = None

    def start(self) -> Server:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]) -> str:  # noqa: N802, ARG002 aiosmtpd's
        self.tries += 1
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(to)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002 aiosmtpd's
        if self.hang_up:
            _cut(server)
            return "250 never heard"
        if self.data.startswith("250"):
            assert isinstance(envelope.content, bytes)
            message = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.got.append(message)
        if self.hang_up_after:
            _cut(server)
        return self.data


def _cut(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    """A mail server that answers, and the site set to use it."""
    server = Server()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    settings.DEFAULT_FROM_EMAIL = "Elm Park <safeconduct@elm.example>"
    server.start()
    yield server
    server.stop()


def words(message: EmailMessage) -> str:
    """All that an e-mail says: its subject, its text and its page."""
    parts = [part.get_content() for kind in ("plain", "html") if (part := message.get_body((kind,))) is not None]
    return "\n".join((str(message["Subject"]), *parts))


__all__ = ("Server", "server", "words")
