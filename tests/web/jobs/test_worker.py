"""The worker: every job once, in the end; what fails is noted without its words; what dies is put back."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from safeconduct.web.jobs import worker as working
from safeconduct.web.jobs.models import Worker as Alive
from safeconduct.web.jobs.trying import TRIES, WAITS
from safeconduct.web.jobs.worker import DEAD_AFTER, Background, Worker, put_back, take
from safeconduct.web.site.logs import Formatter
from tests_support import ROOT
from web.jobs import tasks
from web.jobs.working import work


@pytest.fixture(autouse=True)
def _nothing_done() -> Iterator[None]:
    tasks.DONE.clear()
    tasks.GO.clear()
    tasks.REACHED.clear()
    yield
    tasks.GO.set()


def until(true: Callable[[], bool], seconds: float = 15) -> None:
    """Wait for something that another thread does."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def status(job: str) -> str:
    return DBTaskResult.objects.get(pk=job).status


def test_jobs_are_done_in_order_and_once(db: None) -> None:
    for word in ("one", "two", "three"):
        tasks.note.enqueue(word)

    assert work() == 3
    assert work() == 0
    assert tasks.DONE == ["one", "two", "three"]


def test_of_a_job_that_fails_its_kind_and_place_are_kept_and_never_its_words(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    job = tasks.fail.enqueue("Jayden Brown")
    with caplog.at_level(logging.DEBUG):
        assert work() == 1

    row = DBTaskResult.objects.get(pk=job.id)
    assert (row.status, row.exception_class_path) == ("FAILED", "builtins.ValueError")
    assert "tasks.py" in row.traceback
    lines = "\n".join(map(Formatter().format, caplog.records))
    assert "a job failed" in lines
    assert "ValueError" in lines
    for said in (row.traceback, lines):
        assert "Jayden" not in said


def test_a_job_that_waits_is_taken_up_again_and_given_up_at_last(db: None) -> None:
    job = tasks.later.enqueue()
    moment = timezone.now()
    for tries in range(1, TRIES + 1):
        with time_machine.travel(moment, tick=False):
            assert work() == 1
            assert work() == 0
        assert status(job.id) == ("FAILED" if tries == TRIES else "READY")
        moment += WAITS[min(tries, len(WAITS)) - 1] + timedelta(seconds=1)

    assert tasks.DONE == ["later"] * TRIES


def test_a_busy_database_fails_no_job(db: None) -> None:
    job = tasks.locked.enqueue()
    work()

    assert status(job.id) == "READY"


def test_a_job_of_an_older_version_that_is_gone_is_noted_and_stops_nothing(db: None) -> None:
    job = tasks.note.enqueue("gone")
    DBTaskResult.objects.update(task_path="web.jobs.tasks.no_longer")
    tasks.note.enqueue("next")
    assert work() == 2

    assert (status(job.id), tasks.DONE) == ("FAILED", ["next"])


# --- workers that die ----------------------------------------------------------------------------------------


def test_the_job_of_a_dead_worker_is_put_back_and_done(db: None) -> None:
    tasks.note.enqueue("again")
    Alive.objects.create(id="dead", seen_at=timezone.now() - DEAD_AFTER - timedelta(seconds=1))
    assert take("dead") is not None
    assert work() == 0

    assert put_back() == 1
    assert work() == 1
    assert tasks.DONE == ["again"]


def test_the_job_of_a_worker_that_lives_is_left_to_it(db: None) -> None:
    tasks.note.enqueue("mine")
    Alive.objects.create(id="alive")
    assert take("alive") is not None

    assert put_back() == 0
    assert work() == 0


def test_a_job_that_kills_every_worker_is_given_up(db: None) -> None:
    job = tasks.note.enqueue("poison")
    rounds = 0
    while (taken := take(f"worker {rounds}")) is not None:
        rounds += 1
        assert taken.worker_ids[-1] == f"worker {rounds - 1}"
        put_back()

    assert rounds == TRIES
    assert status(job.id) == "FAILED"


def test_a_worker_that_was_taken_for_dead_cannot_end_the_job_of_another(db: None) -> None:
    job = tasks.note.enqueue("late")
    sleepy = take("sleepy")
    assert sleepy is not None
    put_back()
    other = take("other")
    assert other is not None

    working.do(sleepy)
    assert status(job.id) == "RUNNING"
    working.do(other)
    assert status(job.id) == "SUCCESSFUL"


def test_workers_not_seen_for_a_day_are_forgotten(db: None) -> None:
    Alive.objects.create(id="old", seen_at=timezone.now() - timedelta(days=2))
    Alive.objects.create(id="new")
    put_back()

    assert [each.pk for each in Alive.objects.all()] == ["new"]


def test_a_worker_whose_database_fails_goes_on_under_another_name(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = Worker(idle=0)
    first, faults = worker.id, iter([OperationalError("the server closed the connection"), DatabaseError("no"), None])

    def step() -> bool:
        if (fault := next(faults)) is not None:
            raise fault
        worker.stop()
        return False

    monkeypatch.setattr(worker, "step", step)
    monkeypatch.setattr(worker, "_beat", lambda: None)
    monkeypatch.setattr(working, "_hang_up", lambda: None)
    worker.run()

    assert worker.id != first


# --- threads and processes -----------------------------------------------------------------------------------


def test_a_thread_does_jobs_says_that_it_lives_and_ends_after_the_job_at_hand(transactional_db: None) -> None:
    background = Background()
    background.start()
    job = tasks.slow.enqueue()
    until(tasks.REACHED.is_set)
    until(lambda: Alive.objects.count() == 1)

    threading.Timer(0.3, tasks.GO.set).start()
    assert background.stop(20)
    assert tasks.DONE == ["slow"]
    assert status(job.id) == "SUCCESSFUL"
    assert Alive.objects.count() == 0


def test_a_job_that_outlasts_the_stop_is_said_to_have(transactional_db: None) -> None:
    background = Background()
    background.start()
    tasks.slow.enqueue()
    until(tasks.REACHED.is_set)

    assert not background.stop(0.05)
    tasks.GO.set()
    assert background.stop(20)


def test_many_workers_do_every_job_once(transactional_db: None) -> None:
    for number in range(60):
        tasks.note.enqueue(str(number))

    def run() -> None:
        work()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(tasks.DONE, key=int) == [str(number) for number in range(60)]


KILLED = """
import django
django.setup()
from safeconduct.web.jobs.worker import Worker
Worker(idle=0.05).run()
"""


def test_a_worker_that_is_killed_leaves_its_job_to_the_next(transactional_db: None, tmp_path: Path) -> None:
    name = str(connection.settings_dict["NAME"])
    job = tasks.slow.enqueue()
    (tmp_path / "killed_settings.py").write_text(
        f"from web_settings import *\nDATABASES['default']['NAME'] = {name!r}\n", "utf-8"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "killed_settings"}
    env["PYTHONPATH"] = os.pathsep.join([str(tmp_path), str(ROOT / "tests"), str(ROOT / "src")])
    with subprocess.Popen([sys.executable, "-c", KILLED], env=env, stderr=subprocess.DEVNULL) as process:
        until(lambda: status(job.id) == "RUNNING", 30)
        until(Alive.objects.exists, 30)
        process.send_signal(signal.SIGKILL)
    assert put_back() == 0  # it may still live

    with time_machine.travel(timezone.now() + DEAD_AFTER + timedelta(seconds=30), tick=True):
        assert put_back() == 1
        tasks.GO.set()
        assert work() == 1
    assert (status(job.id), tasks.DONE) == ("SUCCESSFUL", ["slow"])
