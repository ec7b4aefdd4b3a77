"""Walk 1 over very many texts: in this process, or in several at once with the same answers in the same order."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.connection import wait
from typing import Final, NamedTuple

import msgspec

from safeconduct.activity import Outcome
from safeconduct.decision import Decision
from safeconduct.policy import Policy
from safeconduct.screening import Context, Finding
from safeconduct.walks import MAX_TEXT, Check, check_many, hurried_screen

BATCH: Final = 200  # texts checked, or handed to a process, at once
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


def look(batch: Sequence[Asked], policies: Sequence[Policy]) -> list[Flag | None]:
    """Check some texts; nothing for one to which no policy objects. A text longer than any post is checked in pieces."""
    pieces = [(place, start, piece) for place, asked in enumerate(batch) for start, piece in _pieces(asked)]
    checks = check_many((piece for _, _, piece in pieces), policies, hurried_screen(), redacting=False)
    flags: list[Flag | None] = [None] * len(batch)
    for (place, start, _), check in zip(pieces, checks, strict=True):
        if check.decision.outcome in _SPEAKS:
            flags[place] = _stricter(flags[place], _flag(check, start))
    return flags


def _pieces(asked: Asked) -> Iterator[tuple[int, Asked]]:
    """The text, or its parts where it is too long, each with its place in it."""
    if len(asked.text) <= MAX_TEXT:
        yield 0, asked
        return
    for start in range(0, len(asked.text), _PIECE):
        yield start, asked._replace(text=asked.text[start : start + _PIECE])


def _flag(check: Check, shift: int) -> Flag:
    moved = (msgspec.structs.replace(f, start=f.start + shift, end=f.end + shift) for f in check.findings)
    return Flag(tuple(moved) if shift else check.findings, check.decision)


def _stricter(one: Flag | None, other: Flag) -> Flag:
    """Of two parts of one text the one that is judged more strictly, the first if they are equal."""
    return one if one is not None and one.decision.outcome.rank >= other.decision.outcome.rank else other


# --- several processes -------------------------------------------------------------------------------------

_Batch = Future[list[tuple[int, Flag]]]
_policies: tuple[Policy, ...] = ()


def _begin(policies: tuple[Policy, ...]) -> None:
    """In each process: the policies once, and Ctrl-C left to the process that writes the report."""
    global _policies  # noqa: PLW0603 the one thing that a worker process keeps
    _policies = policies
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Whose parent was killed would wait for its next batch for ever: each holds the other end of that pipe itself."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _look_all(batch: list[Asked]) -> list[tuple[int, Flag]]:
    return [(place, flag) for place, flag in enumerate(look(batch, _policies)) if flag is not None]


class Checker:
    """Checks texts, ``jobs`` at a time; answers come in the order of the questions. ``handed`` counts them."""

    def __init__(self, policies: tuple[Policy, ...], jobs: int = 1) -> None:
        self.handed = 0
        self._policies = policies
        self._jobs = jobs
        self._pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(policies,)) if jobs > 1 else None
        self._sent: deque[tuple[int, _Batch]] = deque()
        self._of_batch = 0  # how many answers of the oldest batch were handed out

    def answers(self, asked: Iterable[Asked]) -> Iterator[Flag | None]:
        """For each text, in order, what a policy says to it."""
        if self._pool is None:
            for batch in _batches(iter(asked)):
                for flag in look(batch, self._policies):
                    self.handed += 1
                    yield flag
        else:
            yield from self._shared_out(self._pool, iter(asked))

    def _shared_out(self, pool: ProcessPoolExecutor, asked: Iterator[Asked]) -> Iterator[Flag | None]:
        """Only so many batches are taken from the archive as the processes can work on: memory stays flat."""
        for batch in _batches(asked):
            self._sent.append((len(batch), pool.submit(_look_all, batch)))
            if len(self._sent) >= self._jobs * _AHEAD:
                yield from self._oldest()
        while self._sent:
            yield from self._oldest()

    def _oldest(self) -> Iterator[Flag | None]:
        """The answers of the oldest batch, as many as were not handed out."""
        size, batch = self._sent[0]
        flags = dict(batch.result())
        while self._of_batch < size:
            place = self._of_batch
            self._of_batch, self.handed = place + 1, self.handed + 1
            yield flags.get(place)
        self._sent.popleft()
        self._of_batch = 0

    def finished(self) -> Iterator[Flag | None]:
        """After an interruption: what the processes had found out, or were about to, as far as it has no gap."""
        self.close()
        while self._sent and not self._sent[0][1].cancelled() and self._sent[0][1].exception() is None:
            yield from self._oldest()

    def close(self) -> None:
        """Let the processes go; what they had not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def _batches(asked: Iterator[Asked]) -> Iterator[list[Asked]]:
    while batch := list(islice(asked, BATCH)):
        yield batch
