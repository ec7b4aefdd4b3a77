"""E-mails about one's account against a real SMTP server: none fails or slows a page, and no link outlives its e-mail."""

from __future__ import annotations

import logging
import re
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from safeconduct.web import demo
from safeconduct.web.jobs.models import Mail
from safeconduct.web.jobs.trying import WAITS
from safeconduct.web.people.models import Person
from safeconduct.web.site.logs import Formatter
from web.jobs.smtp import Server, words
from web.jobs.working import work

RESET, DONE = "/accounts/password/reset/", "/accounts/password/reset/done/"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def forget_password(email: str = "priya@demo.example") -> str:
    """Ask for a link; where one is led to."""
    return str(Client().post(RESET, {"email": email})["Location"])


def key() -> str:
    """The secret of the link that waits to be sent."""
    found = re.search(r"/reset/key/(\S+)/", Mail.objects.get().context["text"])
    assert found
    return found[1]


def rows() -> str:
    """Every row of every table, as text."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            said.append(str(cursor.fetchall()))
    return "\n".join(said)


def test_the_link_arrives_as_text_and_page_with_a_greeting(world: SimpleNamespace, server: Server) -> None:
    forget_password()
    secret = key()
    assert server.got == []  # the page has not waited for the server
    work()
    (message,) = server.got

    assert message["To"] == "priya@demo.example"
    assert message["Subject"] == "Your link for a new password"
    assert words(message).count("Hello Priya Nair,") == 2
    assert f'<a href="http://testserver/accounts/password/reset/key/{secret}/"' in words(message)


def test_a_server_that_is_down_neither_fails_the_page_nor_loses_the_email(world: SimpleNamespace, server: Server) -> None:
    server.stop()
    start = timezone.now()
    assert forget_password() == DONE
    assert work() == 1
    assert Mail.objects.get().state == Mail.State.WAITING

    server.start()
    with time_machine.travel(start + WAITS[0] + timedelta(seconds=5), tick=True):
        assert work() == 1
    assert [message["To"] for message in server.got] == ["priya@demo.example"]


def test_a_server_that_never_answers_slows_no_page(world: SimpleNamespace, server: Server, settings: Settings) -> None:
    settings.EMAIL_HOST = "192.0.2.1"  # set aside for documents: whoever asks it waits until the end of patience
    begun = time.monotonic()

    assert forget_password() == DONE
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("end", ["sent", "refused", "left", "broken"])
def test_no_link_outlives_its_email(
    end: str, world: SimpleNamespace, server: Server, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_password()
    secret = key()
    assert secret in rows()
    if end == "refused":
        server.rcpt = "550 no such user"
    elif end == "left":
        Person.objects.filter(pk=world.priya.pk).update(is_active=False)
    elif end == "broken":
        settings.DEFAULT_FROM_EMAIL = 7
    work()

    assert Mail.objects.get().state == (Mail.State.SENT if end == "sent" else Mail.State.FAILED)
    assert secret not in rows()


def test_a_link_that_is_given_up_after_all_tries_is_wiped(world: SimpleNamespace, server: Server) -> None:
    server.stop()
    forget_password()
    secret, moment = key(), timezone.now()
    for wait in (timedelta(), *WAITS):
        moment += wait + timedelta(seconds=5)
        with time_machine.travel(moment, tick=True):
            assert work() == 1

    assert Mail.objects.get().state == Mail.State.FAILED
    assert secret not in rows()


def test_no_link_or_address_reaches_a_log_or_a_job(
    world: SimpleNamespace, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.stop()
    with caplog.at_level(logging.DEBUG):
        forget_password()
        forget_password("stranger@demo.example")
        secret = re.findall(r"/reset/key/(\S+)/", str(Mail.objects.values_list("context", flat=True)))[0]
        work()
    ours = "\n".join(Formatter().format(record) for record in caplog.records)

    assert "a job waits" in ours
    assert [hidden for hidden in (secret, "priya", "stranger") if hidden in ours.lower()] == []
    assert secret not in str(list(DBTaskResult.objects.values()))


def test_somebody_nobody_entered_is_answered_too_and_their_address_forgotten(world: SimpleNamespace, server: Server) -> None:
    assert forget_password("Stranger@Demo.example") == DONE
    assert "stranger@demo.example" in rows().lower()
    work()
    (message,) = server.got

    assert message["To"].lower() == "stranger@demo.example"
    assert "There is no safeconduct account" in words(message)
    assert "Hello,\r\n" in words(message)
    assert "stranger@demo.example" not in rows().lower()


def test_a_change_of_password_is_told_by_a_job_as_well(world: SimpleNamespace, server: Server) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "priya@demo.example", "password": demo.PASSWORD})
    new = {"oldpassword": demo.PASSWORD, "password1": "otter-lamp-field", "password2": "otter-lamp-field"}
    server.stop()
    assert client.post("/accounts/password/change/", new).status_code == 302
    server.start()
    work()

    assert server.got[0]["Subject"] == "Your password was changed"
    assert "127.0.0.1" in words(server.got[0])


def test_what_stands_in_an_email_cannot_become_a_page(world: SimpleNamespace, server: Server) -> None:
    from safeconduct.web.jobs import mail

    mail.send(
        world.priya, "account", {"subject": "S\r\nBcc: x@y.example", "text": "<script>alert(1)</script> & http://a.example/"}
    )
    work()
    (message,) = server.got
    page = message.get_body(("html",))
    assert page is not None

    assert message["Bcc"] is None
    assert "<script>" not in page.get_content()
    assert '<a href="http://a.example/"' in page.get_content()
