"""Serve the site from one process, and do its jobs; both end cleanly."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any, Final, NoReturn

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from waitress import create_server
from waitress.utilities import RequestEntityTooLarge

from safeconduct.errors import SiteError
from safeconduct.web.audits import ending
from safeconduct.web.jobs.worker import Background, Worker
from safeconduct.web.people import first_run
from safeconduct.web.running.upgrading import collect, waiting
from safeconduct.web.site import errors

if TYPE_CHECKING:
    from safeconduct.web.running.metrics import Listener

Say = Callable[[str], object]
THREADS: Final = 8
CONNECTIONS: Final = 800  # kept open at once; fewer than the 1,024 files that a process may usually have open
IDLE: Final = 20  # seconds after which a connection that asks nothing is closed, to make room for others
LARGEST: Final = 64 * 1024 * 1024  # of a request, pictures and all; more is refused before it is read


def serve(host: str, port: int, say: Say) -> None:
    """Serve until told to stop (Ctrl-C or SIGTERM); requests and the job at hand are finished first.

    Raises:
        SiteError: the database waits for an upgrade or does not answer, or the port is taken.
    """
    prepare()
    server = _server(host, port)
    background = Background() if settings.WORKER == "thread" else None
    figures = _figures()
    before = signal.signal(signal.SIGTERM, _end)
    try:
        if background is not None:
            background.start()
        say(f"safeconduct is at http://{host}:{port}")
        if figures is not None:
            figures.start()
            say(f"Figures about its work are at http://{figures.host}:{figures.port}/metrics")
        if code := first_run.code():
            say(f"Nobody is here yet. Open it and enter this setup code: {code}")
        say("Ctrl-C stops it.")
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass  # between two turns of the server's own loop, which takes them otherwise
    finally:
        signal.signal(signal.SIGTERM, before)
        server.close()
        if figures is not None:
            figures.stop()
        if background is not None and not background.stop():
            say("A job was still at work; it is taken up again at the next start.")
    say("safeconduct has stopped.")


def prepare() -> None:
    """Refuse to start on a database of another version; put style and script in place, delete old posts whose time is over.

    Raises:
        SiteError: see ``serve``.
    """
    if changes := waiting():
        raise SiteError(
            f"The database waits for {changes} changes of this version. Run: safeconduct upgrade (it makes a backup first)"
        )
    collect()
    ending.sweep()


def _end(signum: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _server(host: str, port: int) -> Any:
    application = get_wsgi_application()  # not before style and script are in place: it looks for them once
    # Requests and answers stay in memory: waitress would put large ones into temporary files, and drafts and pictures that
    # are checked must never reach a disk.
    # An answer may be larger than what was asked: copies of pictures without details are written anew.
    RequestEntityTooLarge.to_response = _too_large  # waitress itself tells it in one line, and lets nothing else be set
    # Browsers keep connections open between two pages. The server takes no new ones past its limit, which is only a hundred
    # if nothing is said: a staff room full of telephones would have waited for each other.
    many = {"connection_limit": CONNECTIONS, "channel_timeout": IDLE, "cleanup_interval": IDLE // 2}
    memory = {"inbuf_overflow": LARGEST + 1, "outbuf_overflow": sys.maxsize, "max_request_body_size": LARGEST}
    try:
        return create_server(application, host=host, port=port, threads=THREADS, ident=None, **many, **memory, **_proxy())
    except OSError as error:
        raise SiteError(
            f"{host}:{port} cannot be listened on: {error.strerror or error}. Choose another port with --port, "
            "or stop what uses it."
        ) from error


def _too_large(error: object, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
    """What a browser is shown that sends more than is read: status, headers and page."""
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-store"),
    ]
    return "413 Content Too Large", headers, errors.too_large(LARGEST // 1024 // 1024)


def _figures() -> Listener | None:
    """Whoever tells the figures, if that was asked for."""
    if settings.METRICS is None:
        return None
    from safeconduct.web.running.metrics import Listener  # noqa: PLC0415 not loaded otherwise

    return Listener(*settings.METRICS)


def _proxy() -> dict[str, Any]:
    """What is believed of the web server in front: who asks, and whether by HTTPS."""
    if settings.SECURE_PROXY_SSL_HEADER is None:
        return {}
    return {"trusted_proxy": settings.PROXY, "trusted_proxy_headers": {"x-forwarded-proto", "x-forwarded-for"}}


def work(say: Say) -> None:
    """Do jobs in this process until told to stop.

    Raises:
        SiteError: the database waits for an upgrade or does not answer.
    """
    if waiting():
        raise SiteError("The database waits for changes of this version. Run: safeconduct upgrade")
    worker = Worker()

    def end(signum: int, frame: FrameType | None) -> None:
        worker.stop()

    before = [signal.signal(each, end) for each in (signal.SIGTERM, signal.SIGINT)]
    say("The worker is at work. Ctrl-C stops it after the job at hand.")
    try:
        worker.run()
    finally:
        for each, handler in zip((signal.SIGTERM, signal.SIGINT), before, strict=True):
            signal.signal(each, handler)
    say("The worker has stopped.")


__all__: Final = ("LARGEST", "prepare", "serve", "work")
