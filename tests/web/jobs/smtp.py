"""A real SMTP server on this machine that can be told to misbehave."""

from __future__ import annotations

import asyncio
import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


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
