"""Figures about the site's work: off by default, of nobody, told where that was asked for and to whom shows the token."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import DjangoAssertNumQueries

from safeconduct.web.jobs.models import Mail
from safeconduct.web.running import metrics
from tests_support import ROOT
from web.running.sites import Place, Running, Start, environment, free_port, run


def asked(port: int, token: str = "", path: str = "/metrics") -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def figures(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_they_are_told_on_their_own_port_alone(start: Start, elm: Place) -> None:
    port = free_port()
    site: Running = start("serve", place=elm, SAFECONDUCT_SECURE="no", SAFECONDUCT_METRICS=f"127.0.0.1:{port}").wait()
    site.ask("GET", "/accounts/login/")
    site.ask("GET", "/people/17/")
    site.ask("GET", "/priya-nair/secret/?q=priya")
    site.ask("BREW", "/accounts/login/")
    status, text = asked(port)

    assert status == 200
    told = figures(text)
    assert told["safeconduct_requests_total", "method=GET", "page=account_login", "status=200"] == 1
    assert told["safeconduct_request_seconds_count", "page=account_login"] >= 1
    assert told["safeconduct_up",] == 1
    assert told["safeconduct_jobs", "state=failed"] == 0
    assert "priya" not in text
    assert "BREW" not in text
    assert not re.search(r'page="[^"]*\d', text)
    assert site.ask("GET", "/metrics")[0] == 404
    assert asked(port, path="/")[0] == 404
    assert site.end()[0] == 0


def test_where_a_token_is_set_it_must_be_shown(start: Start, elm: Place) -> None:
    port, token = free_port(), "long-enough-to-be-a-token"
    more = {"SAFECONDUCT_METRICS": f"127.0.0.1:{port}", "SAFECONDUCT_METRICS_TOKEN": token}
    start("serve", place=elm, SAFECONDUCT_SECURE="no", **more).wait()

    assert asked(port)[0] == 401
    assert asked(port, "another")[0] == 401
    assert asked(port, token)[0] == 200


@pytest.mark.parametrize("given", ["0.0.0.0:9464", "9464", "127.0.0.1", "127.0.0.1:http"])
def test_what_would_be_open_to_all_or_is_no_address_is_refused(tmp_path: Path, given: str) -> None:
    ran = run(Place(tmp_path), "serve", SAFECONDUCT_METRICS=given)

    assert ran.returncode == 1
    assert "SAFECONDUCT_METRICS" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_port_of_theirs_that_is_taken_is_told(start: Start, elm: Place) -> None:
    port = free_port()
    start("serve", place=elm, PORT=str(port)).wait()
    ran = run(elm, "serve", SAFECONDUCT_METRICS=f"127.0.0.1:{port}", PORT=str(free_port()))

    assert ran.returncode == 1
    assert f"127.0.0.1:{port} cannot be listened on" in ran.stderr


def test_they_are_off_and_not_even_loaded_by_default(tmp_path: Path) -> None:
    code = (
        "from safeconduct.web.running.beginning import begin; begin()\n"
        "import safeconduct.web.running.serving, sys\n"
        "from django.conf import settings\n"
        "print(settings.METRICS, 'prometheus_client' in sys.modules, [m for m in settings.MIDDLEWARE if 'metrics' in m])"
    )
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, env=environment(Place(tmp_path)), cwd=ROOT, capture_output=True, text=True, check=True)

    assert ran.stdout == "None False []\n"


def test_the_questions_to_the_database_do_not_grow(
    world: SimpleNamespace, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 30):
        for _ in range(number):
            Mail.objects.create(to=world.priya, template="test")
        with django_assert_num_queries(6):
            told = figures(generate_latest(metrics.FIGURES).decode())
    assert told["safeconduct_mails", "state=waiting"] == 31


def test_a_database_that_is_away_is_a_figure_too(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE jobs_mail RENAME TO jobs_mail_away")
    told = figures(generate_latest(metrics.FIGURES).decode())

    assert told["safeconduct_up",] == 0


def test_a_page_that_fails_is_counted_as_such(db: None) -> None:
    metrics.middleware(lambda request: HttpResponse(status=500))(RequestFactory().get("/anything/"))
    told = figures(generate_latest(metrics.FIGURES).decode())

    assert told["safeconduct_requests_total", "method=GET", "page=(none)", "status=500"] >= 1
