"""Who does the jobs: a thread of the site's own process, or ``safeconduct worker`` for bigger sites; any number of them.

A worker takes one job after the other, and says every few seconds that it lives. A job whose worker died (the power went,
the process was killed) is put back by the next one that looks; so a job must bear being done twice. Of a job that fails
are kept the kind of the error and its place in the code, never its message, which may quote what somebody wrote.
"""

from __future__ import annotations

import logging
import secrets
import threading
import traceback
from datetime import timedelta
from typing import Any, Final

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connections, transaction
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from safeconduct.web.jobs import models
from safeconduct.web.jobs.schedule import schedules, take_turns
from safeconduct.web.jobs.trying import TRIES, TryAgain, wait

BEAT: Final = timedelta(seconds=10)
DEAD_AFTER: Final = timedelta(seconds=90)
IDLE: Final = 1.0
_FRAMES: Final = 12
log = logging.getLogger(__name__)


class Worker:
    """One worker. ``run`` returns when ``stop`` has been called and the job at hand is done."""

    def __init__(self, idle: float = IDLE) -> None:
        schedules()  # a mistake in one shows at once, and not in the middle of the night
        self.id = _name()
        self._idle = idle
        self._stopping = threading.Event()

    def run(self) -> None:
        """Do jobs until told to stop; a database that is away is waited for."""
        beating = threading.Thread(target=self._beat, name="heartbeat", daemon=True)
        beating.start()
        while not self._stopping.is_set():
            try:
                close_old_connections()
                busy = self.step()
            except DatabaseError:
                log.exception("the database does not answer; the jobs wait")
                busy, self.id = False, _name()  # under another name, so that what it had at hand is put back in time
            if not busy:
                self._stopping.wait(self._idle)
        beating.join()
        self._leave()

    def stop(self) -> None:
        """Ask it to end, after the job at hand."""
        self._stopping.set()

    def step(self) -> bool:
        """Do one job, if one is due; whether there was one."""
        job = take(self.id)
        if job is not None:
            do(job)
        return job is not None

    def _beat(self) -> None:
        """Say that it lives, put back what dead workers dropped, and look at the clock."""
        while True:
            try:
                close_old_connections()
                models.Worker.objects.update_or_create(pk=self.id, defaults={"seen_at": timezone.now()})
                put_back()
                take_turns(timezone.now())
            except DatabaseError:
                log.exception("the database does not answer; the clock waits")
            if self._stopping.wait(BEAT.total_seconds()):
                break
        close_old_connections()
        _hang_up()

    def _leave(self) -> None:
        try:
            models.Worker.objects.filter(pk=self.id).delete()
        except DatabaseError:
            log.exception("the database does not answer; this worker will be taken for dead")
        _hang_up()


def _name() -> str:
    return secrets.token_hex(16)


def _hang_up() -> None:
    """Close this thread's own connection."""
    connections.close_all()


def take(worker: str) -> DBTaskResult[Any, Any] | None:
    """The job that is due first, now this worker's; nothing if none is due, or the database is busy."""
    due = DBTaskResult.objects.ready()
    if not due.exists():  # asking locks nothing
        return None
    with exclusive_transaction():
        job: DBTaskResult[Any, Any] | None = due.get_locked()
        if job is not None:
            job.claim(worker)
    return job


def do(job: DBTaskResult[Any, Any]) -> None:
    """Do a job and note how it ended: done, failed, or to be taken up again."""
    facts = {"job": str(job.pk), "task": job.task_path}
    try:
        result = job.task_result
        context = TaskContext(task_result=result)  # type: ignore[arg-type] # a result is one, at run time
        given = (context,) if result.task.takes_context else ()
        result.task.call(*given, *result.args, **result.kwargs)
    except (TryAgain, OperationalError, InterfaceError) as error:
        later = wait(len(job.worker_ids))
        if later is None:
            _end(job, TaskResultStatus.FAILED, error)
            log.error("a job was given up", extra={"facts": facts})
        else:
            _end(job, TaskResultStatus.READY, run_after=timezone.now() + later)
            log.info("a job waits", extra={"facts": {**facts, "seconds": int(later.total_seconds())}})
    except Exception as error:  # whatever a job may raise; the worker goes on
        log.exception("a job failed", extra={"facts": facts})
        _end(job, TaskResultStatus.FAILED, error)
    else:
        _end(job, TaskResultStatus.SUCCESSFUL)
        log.info("a job is done", extra={"facts": facts})


def _end(job: DBTaskResult[Any, Any], status: TaskResultStatus, error: BaseException | None = None, **more: object) -> None:
    """Note it, unless the job was taken from this worker meanwhile."""
    if status != TaskResultStatus.READY:
        more["finished_at"] = timezone.now()
    if error is not None:
        more |= {"exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}", "traceback": _place(error)}
    with exclusive_transaction():
        now = DBTaskResult.objects.select_for_update().filter(pk=job.pk, status=TaskResultStatus.RUNNING).first()
        if now is not None and now.worker_ids == job.worker_ids:
            DBTaskResult.objects.filter(pk=job.pk).update(status=status, **more)


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return "".join(f"{frame.filename}:{frame.lineno} {frame.name}\n" for frame in frames)


def put_back() -> int:
    """Give back the jobs of workers that died; how many. A job that has killed as many workers as it may is given up."""
    now = timezone.now()
    models.Worker.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()
    if not DBTaskResult.objects.running().exists():
        return 0
    put = 0
    with transaction.atomic():
        alive = set(models.Worker.objects.filter(seen_at__gte=now - DEAD_AFTER).values_list("pk", flat=True))
        for job in DBTaskResult.objects.running().select_for_update(skip_locked=True):
            if alive.isdisjoint(job.worker_ids[-1:]):
                given_up = len(job.worker_ids) >= TRIES
                status = TaskResultStatus.FAILED if given_up else TaskResultStatus.READY
                ended = {"finished_at": now} if given_up else {"run_after": now}
                DBTaskResult.objects.filter(pk=job.pk).update(status=status, **ended)
                log.warning(
                    "a job was put back: its worker died", extra={"facts": {"job": str(job.pk), "tries": len(job.worker_ids)}}
                )
                put += 1
    return put


class Background:
    """A worker in a thread of this process."""

    def __init__(self) -> None:
        self._worker = Worker()
        self._thread = threading.Thread(target=self._worker.run, name="worker", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, seconds: float = 30) -> bool:
        """End after the job at hand; whether it ended in time. What is left over, the next start puts back."""
        self._worker.stop()
        self._thread.join(seconds)
        return not self._thread.is_alive()


__all__: Final = ("BEAT", "DEAD_AFTER", "Background", "Worker", "do", "put_back", "take")
