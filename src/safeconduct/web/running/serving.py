"""Serve the site from one process, and do its jobs; both end cleanly."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType
from typing import Any, Final, NoReturn

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from waitress import create_server

from safeconduct.errors import SiteError
from safeconduct.web.jobs.worker import Background, Worker
from safeconduct.web.running.upgrading import collect, waiting

Say = Callable[[str], object]
THREADS: Final = 8
LARGEST: Final = 64 * 1024 * 1024  # of a request, pictures and all; more is refused before it is read


def serve(host: str, port: int, say: Say) -> None:
    """Serve until told to stop (Ctrl-C or SIGTERM); requests and the job at hand are finished first.

    Raises:
        SiteError: the database waits for an upgrade or does not answer, or the port is taken.
    """
    prepare()
    server = _server(host, port)
    background = Background() if settings.WORKER == "thread" else None
    before = signal.signal(signal.SIGTERM, _end)
    try:
        if background is not None:
            background.start()
        say(f"safeconduct is at http://{host}:{server.effective_port if hasattr(server, 'effective_port') else port}")
        say("Ctrl-C stops it.")
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass  # between two turns of the server's own loop, which takes them otherwise
    finally:
        signal.signal(signal.SIGTERM, before)
        server.close()
        if background is not None and not background.stop():
            say("A job was still at work; it is taken up again at the next start.")
    say("safeconduct has stopped.")


def prepare() -> None:
    """Refuse to start on a database of another version; put style and script in place.

    Raises:
        SiteError: see ``serve``.
    """
    if changes := waiting():
        raise SiteError(
            f"The database waits for {changes} changes of this version. Make a backup, then run: safeconduct upgrade"
        )
    collect()


def _end(signum: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _server(host: str, port: int) -> Any:
    application = get_wsgi_application()  # not before style and script are in place: it looks for them once
    # Requests and answers stay in memory: waitress would put large ones into temporary files, and drafts and pictures that
    # are checked must never reach a disk.
    memory = {"inbuf_overflow": LARGEST + 1, "outbuf_overflow": LARGEST + 1, "max_request_body_size": LARGEST}
    try:
        return create_server(application, host=host, port=port, threads=THREADS, ident=None, **memory, **_proxy())
    except OSError as error:
        raise SiteError(
            f"{host}:{port} cannot be listened on: {error.strerror or error}. Choose another port with --port, "
            "or stop what uses it."
        ) from error


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
