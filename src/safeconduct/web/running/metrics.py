"""Figures about the site's work, for whoever watches over it; off unless ``SAFECONDUCT_METRICS`` says where to ask.

They are told at an address of their own, ``/metrics`` on that host and port, in the words of Prometheus: how many pages of
which kind were asked for and how long they took, how many jobs and e-mails wait or failed. Pages are named as the program
knows them: no figure tells of a person, and none is told for a page that somebody's id stands in.
"""

from __future__ import annotations

import hmac
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import Error, close_old_connections
from django.http import HttpRequest, HttpResponseBase
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from waitress import create_server

from safeconduct.errors import SiteError
from safeconduct.web.jobs.models import Mail

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Answer = Callable[[HttpRequest], HttpResponseBase]
_KIND: Final = "text/plain; version=0.0.4; charset=utf-8"
_METHODS: Final = frozenset({"GET", "HEAD", "POST"})
disable_created_metrics()  # type: ignore[no-untyped-call] # when a figure was begun tells nobody anything
FIGURES: Final = CollectorRegistry()
_asked: Final = Counter(
    "safeconduct_requests", "Requests answered, by page, method and status.", ["page", "method", "status"], registry=FIGURES
)
_took: Final = Histogram(
    "safeconduct_request_seconds", "How long they took.", ["page"], registry=FIGURES,
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip


def middleware(get_response: Answer) -> Answer:
    """Count and time each answer."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        page = (match.view_name if match else "") or "(none)"
        method = request.method if request.method in _METHODS else "(other)"
        _asked.labels(page, method, str(response.status_code)).inc()
        _took.labels(page).observe(time.perf_counter() - began)
        return response

    return answered


class _Waiting:
    """What waits in the database, asked when the figures are."""

    def collect(self) -> Iterator[Metric]:
        """One figure each; ``safeconduct_up`` is 0 where the database does not answer."""
        up = GaugeMetricFamily("safeconduct_up", "Whether the database answers.")
        try:
            jobs, mails = _jobs(), _mails()
        except Error:
            up.add_metric([], 0)
        else:
            up.add_metric([], 1)
            yield from (jobs, mails)
        yield up


def _jobs() -> Metric:
    found = GaugeMetricFamily("safeconduct_jobs", "Background jobs, by state.", labels=["state"])
    for state in ("ready", "running", "failed"):
        found.add_metric([state], getattr(DBTaskResult.objects, state)().count())
    return found


def _mails() -> Metric:
    found = GaugeMetricFamily("safeconduct_mails", "E-mails that wait or could not be delivered, by state.", labels=["state"])
    for state in (Mail.State.WAITING, Mail.State.SENDING, Mail.State.FAILED):
        found.add_metric([str(state.value)], Mail.objects.filter(state=state).count())
    return found


FIGURES.register(_Waiting())


def application(asked: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    """The one page that tells them, to whoever shows the token, if there is one."""
    shown = str(asked.get("HTTP_AUTHORIZATION", ""))
    if asked.get("PATH_INFO") != "/metrics":
        return _said(start, "404 Not Found", b"The figures are at /metrics.\n")
    token = settings.METRICS_TOKEN
    if token and not hmac.compare_digest(shown.encode(), f"Bearer {token}".encode()):
        return _said(start, "401 Unauthorized", b"Show the token: Authorization: Bearer ...\n")
    close_old_connections()
    try:
        return _said(start, "200 OK", generate_latest(FIGURES))
    finally:
        close_old_connections()


def _said(start: StartResponse, status: str, body: bytes) -> Iterable[bytes]:
    headers = [("Content-Type", _KIND), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    if status.startswith("401"):
        headers.append(("WWW-Authenticate", "Bearer"))
    start(status, headers)
    return [body]


class Listener:
    """Tells the figures from a thread of its own.

    Raises:
        SiteError: the port cannot be listened on.
    """

    def __init__(self, host: str, port: int) -> None:
        try:
            self._server: Any = create_server(application, host=host, port=port, threads=1, ident=None)
        except OSError as error:
            raise SiteError(
                f"SAFECONDUCT_METRICS: {host}:{port} cannot be listened on: {error.strerror or error}. Choose another port."
            ) from error
        self.host, self.port = host, port
        self._thread = threading.Thread(target=self._server.run, name="metrics", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._server.close()


__all__: Final = ("FIGURES", "Listener", "application", "middleware")
