"""Do what is due, as a worker does."""

from __future__ import annotations

from safeconduct.web.jobs.worker import Worker


def work() -> int:
    """Do every job that is due now; how many."""
    worker, done = Worker(), 0
    while worker.step():
        done += 1
    return done
