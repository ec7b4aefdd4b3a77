"""Walk 1 over very many texts: in this process, or in several at once with the same answers in the same order."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Final, NamedTuple

import msgspec

from safeconduct.activity import Outcome
from safeconduct.decision import Decision
from safeconduct.policy import Policy
from safeconduct.screening import Context, Finding
from safeconduct.walks import MAX_TEXT, check_draft

BATCH: Final = 200  # texts handed to a process at once: some 0.3 s of work
_AHEAD: Final = 3  # batches in flight for each process
_PIECE: Final = MAX_TEXT - 1000
_SPEAKS: Final = (Outcome.CAUTION, Outcome.ASK, Outcome.STOP)


class Asked(NamedTuple):
    """A text and where it went."""

    text: str
    context: Context


class Flag(msgspec.Struct, frozen=True):
    """A text that a policy speaks of: what was found, and what the policies answer."""

    findings: tuple[Finding, ...]
    decision: Decision


def look(asked: Asked, policies: Sequence[Policy]) -> Flag | None:
    """Check one text; nothing if no policy objects. A text longer than any post is checked piece by piece."""
    if len(asked.text) <= MAX_TEXT:
        return _look(asked.text, asked.context, policies, 0)
    flags = [_look(asked.text[start : start + _PIECE], asked.context, policies, start) for start in _starts(asked.text)]
    spoken = [flag for flag in flags if flag]
    return max(spoken, key=lambda flag: flag.decision.outcome.rank) if spoken else None


def _starts(text: str) -> range:
    return range(0, len(text), _PIECE)


def _look(text: str, context: Context, policies: Sequence[Policy], shift: int) -> Flag | None:
    check = check_draft(text, policies, context)
    if check.decision.outcome not in _SPEAKS:
        return None
    findings = check.findings
    if shift:
        findings = tuple(msgspec.structs.replace(f, start=f.start + shift, end=f.end + shift) for f in findings)
    return Flag(findings, check.decision)


# --- several processes -------------------------------------------------------------------------------------

_policies: tuple[Policy, ...] = ()


def _begin(policies: tuple[Policy, ...]) -> None:
    """In each process: the policies once, and Ctrl-C left to the process that writes the report."""
    global _policies  # noqa: PLW0603 the one thing that a worker process keeps
    _policies = policies
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _look_all(batch: list[Asked]) -> list[tuple[int, Flag]]:
    looked = ((place, look(asked, _policies)) for place, asked in enumerate(batch))
    return [(place, flag) for place, flag in looked if flag is not None]


class Checker:
    """Checks texts, ``jobs`` at a time; answers come in the order of the questions."""

    def __init__(self, policies: tuple[Policy, ...], jobs: int = 1) -> None:
        self._policies = policies
        self._jobs = jobs
        self._pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(policies,)) if jobs > 1 else None

    def answers(self, asked: Iterable[Asked]) -> Iterator[Flag | None]:
        """For each text, in order, what a policy says to it."""
        if self._pool is None:
            yield from (look(each, self._policies) for each in asked)
        else:
            yield from self._shared_out(self._pool, iter(asked))

    def _shared_out(self, pool: ProcessPoolExecutor, asked: Iterator[Asked]) -> Iterator[Flag | None]:
        """Only so many batches are taken from the archive as the processes can work on: memory stays flat."""
        waiting: deque[tuple[int, Future[list[tuple[int, Flag]]]]] = deque()
        while batch := list(islice(asked, BATCH)):
            waiting.append((len(batch), pool.submit(_look_all, batch)))
            if len(waiting) >= self._jobs * _AHEAD:
                yield from _unpacked(*waiting.popleft())
        while waiting:
            yield from _unpacked(*waiting.popleft())

    def close(self) -> None:
        """Let the processes go; what they had not finished is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def _unpacked(size: int, future: Future[list[tuple[int, Flag]]]) -> Iterator[Flag | None]:
    flags = dict(future.result())
    for place in range(size):
        yield flags.get(place)
