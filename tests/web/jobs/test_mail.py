"""E-mails against a real SMTP server: what arrives, what is tried again, what is given up; none lost, none twice."""

from __future__ import annotations

import itertools
import json
import logging
import threading
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.template import TemplateDoesNotExist
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from safeconduct.web.jobs import housekeeping, worker
from safeconduct.web.jobs.mail import TAKEN_FOR, deliver, send
from safeconduct.web.jobs.models import Mail
from safeconduct.web.jobs.trying import WAITS
from safeconduct.web.people.models import Person
from web.jobs.smtp import Server
from web.jobs.working import work


@pytest.fixture(autouse=True)
def _templates(tmp_path: Path, settings: Settings) -> None:
    """A template for these tests beside the real ones."""
    folder = tmp_path / "mail" / "tests"
    folder.mkdir(parents=True)
    (folder / "note.subject.txt").write_text("A policy\n  waits for you\n", "utf-8")
    (folder / "note.txt").write_text(
        '{% extends "mail/base.txt" %}{% block main %}Read it: {{ address }}{{ path }} & sign.{% endblock %}', "utf-8"
    )
    (folder / "note.html").write_text(
        '{% extends "mail/base.html" %}{% block main %}<a href="{{ address }}{{ path }}">Read</a>{% endblock %}', "utf-8"
    )
    (folder / "broken.subject.txt").write_text("x", "utf-8")
    (folder / "broken.txt").write_text('{% include "no/such/template" %}', "utf-8")
    (folder / "broken.html").write_text("x", "utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]


def note(world: SimpleNamespace, template: str = "tests/note") -> Mail:
    send(world.tomasz, template, {"path": "/policies/7/"})
    return Mail.objects.latest("queued_at")


def now_at(mail: Mail) -> tuple[str, str]:
    mail.refresh_from_db()
    return mail.state, mail.code


def test_it_arrives_as_text_and_page(world: SimpleNamespace, server: Server) -> None:
    mail = note(world)
    assert work() == 1

    (message,) = server.got
    assert message["Subject"] == "A policy waits for you"
    assert (message["To"], message["From"]) == ("tomasz@demo.example", "Elm Park <safeconduct@elm.example>")
    assert message["Message-ID"] == f"<{mail.pk}@elm.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    text, page = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert page is not None
    assert "Hello Tomasz Zieliński," in text.get_content()
    assert "Read it: http://127.0.0.1:8000/policies/7/ & sign." in text.get_content()
    assert '<a href="http://127.0.0.1:8000/policies/7/">Read</a>' in page.get_content()
    assert now_at(mail) == ("sent", "")
    assert mail.context == {}


def test_a_name_is_escaped_in_the_page_and_plain_in_the_text(world: SimpleNamespace, server: Server) -> None:
    Person.objects.filter(pk=world.tomasz.pk).update(name="Tom <b>& Co</b>\r\nBcc: x@y.example")
    note(world)
    work()

    text, page = server.got[0].get_body(("plain",)), server.got[0].get_body(("html",))
    assert text is not None
    assert page is not None
    assert "Hello Tom <b>& Co</b>" in text.get_content()
    assert "Hello Tom &lt;b&gt;&amp; Co&lt;/b&gt;" in page.get_content()
    assert server.got[0]["Bcc"] is None


def test_the_job_holds_an_id_and_nothing_else(world: SimpleNamespace) -> None:
    mail = note(world)

    (job,) = DBTaskResult.objects.all()
    assert job.args_kwargs == {"args": [str(mail.pk)], "kwargs": {}}


def test_a_change_that_fails_sends_nothing(world: SimpleNamespace) -> None:
    def change() -> None:
        with transaction.atomic():
            send(world.priya, "tests/note", {})
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        change()
    assert (Mail.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@pytest.mark.parametrize("template", ["tests/none", "../../etc/passwd"])
def test_a_template_that_is_missing_shows_when_it_is_asked_for(world: SimpleNamespace, template: str) -> None:
    with pytest.raises(TemplateDoesNotExist):
        send(world.priya, template, {})
    assert Mail.objects.count() == 0


def test_a_context_that_cannot_be_kept_shows_when_it_is_given(world: SimpleNamespace) -> None:
    with pytest.raises(TypeError):
        send(world.priya, "tests/note", {"person": world.priya})


# --- what goes wrong -----------------------------------------------------------------------------------------


def test_a_server_that_is_down_loses_nothing(world: SimpleNamespace, server: Server) -> None:
    server.stop()
    start = timezone.now()
    mail = note(world)
    assert work() == 1
    assert now_at(mail) == ("waiting", "ConnectionRefusedError")
    assert work() == 0  # it waits

    with time_machine.travel(start + WAITS[0] + timedelta(seconds=5), tick=True):
        assert work() == 1
    server.start()
    with time_machine.travel(start + WAITS[0] + WAITS[1] + timedelta(seconds=15), tick=True):
        assert work() == 1
    assert now_at(mail) == ("sent", "")
    assert len(server.got) == 1


def test_a_server_that_stays_down_is_tried_eight_times_ever_more_seldom(world: SimpleNamespace, server: Server) -> None:
    server.stop()
    mail, moment, tries = note(world), timezone.now(), []
    for _ in range(2_000):
        with time_machine.travel(moment, tick=False):
            tries += [moment] * work()
        moment += timedelta(seconds=30)

    waits = [later - earlier for earlier, later in itertools.pairwise(tries)]
    assert len(tries) == 8
    assert waits == sorted(waits)
    assert timedelta(minutes=1) <= waits[0] <= timedelta(minutes=2)
    assert timedelta(hours=6) <= waits[-1] <= timedelta(hours=6, minutes=2)
    assert now_at(mail) == ("failed", "ConnectionRefusedError")


@pytest.mark.parametrize(("rcpt", "data"), [("550 no such user", "250 OK"), ("553 bad name", "250 OK"), ("250 OK", "554 spam")])
def test_a_refusal_for_good_is_kept_with_its_code_alone(
    world: SimpleNamespace, server: Server, rcpt: str, data: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.rcpt, server.data = rcpt, data
    mail = note(world)
    with caplog.at_level(logging.DEBUG):
        assert work() == 1
        assert work() == 0

    assert now_at(mail) == ("failed", rcpt[:3] if data.startswith("250") else data[:3])
    assert mail.context == {}
    kept = json.dumps([*DBTaskResult.objects.values_list("traceback", "return_value", "exception_class_path")])
    for said in (kept, mail.code):
        assert "tomasz" not in said.lower()
        assert "no such user" not in said


@pytest.mark.parametrize(("rcpt", "data"), [("451 later", "250 OK"), ("250 OK", "452 full"), ("421 busy", "250 OK")])
def test_a_server_that_asks_to_come_again_is_asked_again(world: SimpleNamespace, server: Server, rcpt: str, data: str) -> None:
    server.rcpt, server.data = rcpt, data
    mail = note(world)
    assert work() == 1
    assert now_at(mail)[0] == "waiting"

    server.rcpt = server.data = "250 OK"
    with time_machine.travel(timezone.now() + WAITS[0] + timedelta(seconds=5), tick=True):
        assert work() == 1
    assert now_at(mail) == ("sent", "")


def test_a_line_cut_in_mid_message_is_tried_again_under_the_same_message_id(world: SimpleNamespace, server: Server) -> None:
    server.hang_up = True
    mail = note(world)
    assert work() == 1
    assert now_at(mail) == ("waiting", "SMTPServerDisconnected")
    assert server.got == []

    server.hang_up = False
    with time_machine.travel(timezone.now() + WAITS[0] + timedelta(seconds=5), tick=True):
        assert work() == 1
    assert [message["Message-ID"] for message in server.got] == [f"<{mail.pk}@elm.example>"]


def test_a_wrong_password_is_no_refusal_for_good(world: SimpleNamespace, server: Server, settings: Settings) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "elm", "wrong"
    mail = note(world)
    assert work() == 1

    assert now_at(mail)[0] == "waiting"


def test_a_full_disk_is_waited_for(world: SimpleNamespace, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", full)
    mail = note(world)
    assert work() == 1

    assert now_at(mail) == ("waiting", "OSError")


def test_nobody_who_has_left_is_written_to(world: SimpleNamespace, server: Server) -> None:
    mail = note(world)
    Person.objects.filter(pk=world.tomasz.pk).update(is_active=False)
    work()

    assert now_at(mail) == ("failed", "left")
    assert server.tries == 0


def test_an_email_that_cannot_be_written_is_given_up_and_no_other_with_it(world: SimpleNamespace, server: Server) -> None:
    broken = note(world, "tests/broken")
    good = note(world)
    assert work() == 2

    assert now_at(broken) == ("failed", "error")
    assert now_at(good) == ("sent", "")
    assert DBTaskResult.objects.failed().count() == 1


# --- never twice ---------------------------------------------------------------------------------------------


def test_an_email_that_is_queued_twice_goes_out_once(world: SimpleNamespace, server: Server) -> None:
    mail = note(world)
    deliver.enqueue(str(mail.pk))
    assert work() == 2

    assert len(server.got) == 1


def test_an_email_that_another_worker_has_is_left_to_it_until_that_one_must_be_dead(
    world: SimpleNamespace, server: Server
) -> None:
    mail = note(world)
    start = timezone.now()
    Mail.objects.update(state=Mail.State.SENDING, taken_at=start)
    assert work() == 1
    assert server.got == []

    with time_machine.travel(start + TAKEN_FOR + timedelta(minutes=10), tick=True):
        work()
    assert now_at(mail) == ("sent", "")
    assert len(server.got) == 1


def test_two_workers_at_once_send_each_email_once(transactional_db: None, server: Server) -> None:
    people = [Person.objects.create_person(f"p{number}@demo.example", f"P {number}") for number in range(12)]
    for person in people:
        send(person, "tests/note", {})
        deliver.enqueue(str(Mail.objects.get(to=person).pk))  # and the job twice
    faults: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 it is looked at below
            faults.append(error)
        finally:
            connection.close()

    threads: list[Any] = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    with time_machine.travel(timezone.now() + timedelta(minutes=20), tick=True):
        work()  # what met the other worker's e-mail came back
    assert sorted(message["To"] for message in server.got) == sorted(person.email for person in people)


def test_an_email_whose_job_was_lost_is_found_again(world: SimpleNamespace, server: Server) -> None:
    mail = note(world)
    DBTaskResult.objects.all().delete()
    assert work() == 0
    housekeeping.deliver_left_over()
    assert work() == 0  # not before the usual tries are over

    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=True):
        housekeeping.deliver_left_over()
        assert work() == 1
    assert now_at(mail) == ("sent", "")


def test_old_emails_are_forgotten_the_failed_ones_later(world: SimpleNamespace, server: Server) -> None:
    note(world)
    work()
    server.rcpt = "550 no"
    note(world)
    work()
    left = {}
    for days in (6, 8, 91):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=True):
            housekeeping.forget()
            left[days] = (Mail.objects.count(), DBTaskResult.objects.count())

    assert left == {6: (2, 2), 8: (1, 0), 91: (0, 0)}


def test_no_name_or_address_reaches_the_log(world: SimpleNamespace, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    from safeconduct.web.site.logs import Formatter

    server.rcpt = "550 <tomasz@demo.example> is unknown here"
    note(world)
    note(world, "tests/broken")
    with caplog.at_level(logging.DEBUG):
        work()

    lines = "\n".join(Formatter().format(record) for record in caplog.records if record.name.startswith("safeconduct"))
    assert "an e-mail was given up" in lines
    assert "550" in lines
    assert "tomasz" not in lines.lower()
    assert worker.__name__ in lines
