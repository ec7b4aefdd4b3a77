"""The audit itself: every record once, the owner's words through the checker, everything past the inquiries.

Other people's messages are counted and never looked at.
"""

from __future__ import annotations

import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Final

import msgspec

from safeconduct.archive.reading import Reading
from safeconduct.archive.record import OWN_WORDS, Record, RecordKind
from safeconduct.audit.checking import Asked, Checker, Flag
from safeconduct.audit.inquiry import Look, inquiries
from safeconduct.audit.journal import Journal
from safeconduct.audit.matter import Matter, Section, excerpt, from_record
from safeconduct.audit.scope import Scope
from safeconduct.decision import Reason

_PASSED_ON: Final = frozenset({RecordKind.LIKE, RecordKind.REPOST})
Progress = Callable[[int, int, int], None]  # bytes read, bytes in all, matters so far


class _Question(msgspec.Struct, frozen=True):
    """A text to check and what it belongs to."""

    record: Record
    text: str
    section: Section
    earlier: bool = False


class Tally(msgspec.Struct):
    """What went through an audit."""

    records: int = 0
    checked: int = 0  # of the person's own texts, earlier versions included
    outside: int = 0  # not in the days asked for
    undated: int = 0  # checked although the archive gives no time
    unknown_author: int = 0
    others_messages: int = 0
    first: datetime | None = None
    last: datetime | None = None
    by_platform: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    periods: dict[str, tuple[datetime, datetime]] = msgspec.field(default_factory=dict)

    def count(self, record: Record) -> None:
        """Take note of a record."""
        self.records += 1
        self.by_platform[record.platform, record.kind.value] += 1
        self.others_messages += record.kind is RecordKind.MESSAGE and record.author_is_owner is False
        self.unknown_author += record.kind in OWN_WORDS and record.author_is_owner is None and bool(record.text)
        if record.at is not None:
            self._date(record.platform, record.at)

    def ask(self, question: _Question, times: int = 1) -> None:
        """A text is handed to the checker; or taken back, when the audit is stopped before the answer."""
        if question.section is Section.OWN_WORDS:
            self.checked += times
            self.undated += times if question.record.at is None else 0

    def _date(self, platform: str, at: datetime) -> None:
        self.first = at if self.first is None or at < self.first else self.first
        self.last = at if self.last is None or at > self.last else self.last
        first, last = self.periods.get(platform, (at, at))
        if at <= first or at >= last:
            self.periods[platform] = (min(first, at), max(last, at))


class Result(msgspec.Struct, frozen=True):
    """What an audit came to. ``stopped`` says that it was interrupted before the end of the archive."""

    scope: Scope
    reading: Reading
    matters: tuple[Matter, ...]
    tally: Tally
    stopped: bool = False
    resumable: bool = False
    notes: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the archive was there, was read to the end and was understood: else nobody may say “nothing found”."""
        return self.reading.understood and not self.stopped and not self.tally.unknown_author

    def of(self, section: Section) -> tuple[Matter, ...]:
        """The matters of one section, the worst first."""
        return tuple(matter for matter in self.matters if matter.section is section)


class _Interned:
    """Equal tuples of reasons and advice kept once: a hundred thousand matters share a few hundred of them."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def matter(self, matter: Matter) -> Matter:
        policies = self._once(("policies", *matter.policies.items()), matter.policies)
        reasons = self._once(("reasons", *matter.reasons), matter.reasons)
        guidance = self._once(("guidance", *matter.guidance), matter.guidance)
        return msgspec.structs.replace(matter, policies=policies, reasons=reasons, guidance=guidance)

    def _once(self, key: tuple[Any, ...], value: Any) -> Any:
        return self._known.setdefault(key, value)


class _Stop:
    """Remembers that Ctrl-C was pressed: Python drops the interruption where it comes while a generator is being let go."""

    def __init__(self) -> None:
        self.asked = False
        self._ours = False
        self._ending = False

    def __enter__(self) -> None:
        self._ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if self._ours and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, self._ask)

    def __exit__(self, *given: object) -> None:
        if self._ours and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def end(self) -> None:
        """From here on a second Ctrl-C is of no account: what was found must still be gathered."""
        self._ending = True

    def _ask(self, *_signal: object) -> None:
        self.asked = True
        if not self._ending:
            raise KeyboardInterrupt


class Audit:
    """One audit at work."""

    def __init__(self, reading: Reading, scope: Scope, *, jobs: int = 1, journal: Journal | None = None) -> None:
        self.reading = reading
        self.scope = scope
        self.tally = Tally()
        self._checker = Checker(scope.policies, jobs)
        self._journal = journal
        self._looks: list[Look] = [inquiry.start(scope, reading) for inquiry in inquiries()]
        self._matters: list[Matter] = []
        self._interned = _Interned()
        self._waiting: deque[tuple[int, _Question]] = deque()
        self._answered = 0
        self._taken = 0  # answers in all, of texts that were checked now
        self._stop = _Stop()

    def run(self, progress: Progress | None = None) -> Result:
        """Read and check everything. Ctrl-C ends it early: what was found by then is in the result."""
        with self._stop:
            stopped = self._is_stopped(progress)
        for one_look in self._looks:
            self._matters += map(self._interned.matter, one_look.matters())
        ordered = tuple(sorted(self._matters, key=lambda matter: matter.worst_first))
        kept = bool(self._journal and self._journal.kept)
        notes = tuple(note for one_look in self._looks for note in one_look.notes())
        return Result(self.scope, self.reading, ordered, self.tally, stopped, kept, notes)

    def _is_stopped(self, progress: Progress | None) -> bool:
        """Check everything; whether that was interrupted."""
        stopped = False
        try:
            self._check(progress)
        except KeyboardInterrupt:
            stopped = True
            self._stop.end()
            self._take_what_is_done()
            for _, question in self._waiting:
                self.tally.ask(question, times=-1)
        finally:
            self._stop.end()
            self._checker.close()
            if self._journal:
                self._journal.write(self._answered)
                self._journal.close(finished=not stopped and self.reading.finished)
        return stopped

    def _take_what_is_done(self) -> None:
        """The other processes may be ahead. Not where the interruption fell between an answer and its question."""
        if self._checker.handed == self._taken:
            for flag in self._checker.finished():
                self._answer(flag)

    def _check(self, progress: Progress | None) -> None:
        for flag in self._checker.answers(self._asked(progress)):
            self._answer(flag)

    def _asked(self, progress: Progress | None) -> Iterator[Asked]:
        """The questions that are still open, each noted down until its answer comes."""
        for number, question in enumerate(self._questions(progress)):
            if self._journal and number < self._journal.done and number not in self._journal.flagged:
                continue
            self._waiting.append((number, question))
            yield Asked(question.text, self.scope.context(question.record))

    def _questions(self, progress: Progress | None) -> Iterator[_Question]:
        for record in self.reading.records():
            if self._stop.asked:
                raise KeyboardInterrupt
            if not self.scope.includes(record):
                self.tally.outside += 1
                continue
            self.tally.count(record)
            for one_look in self._looks:
                one_look.see(record)
            for question in _questions_of(record):
                self.tally.ask(question)
                yield question
            if progress and not self.tally.records % 256:
                progress(self.reading.position, self.reading.total, len(self._matters))

    def _answer(self, flag: Flag | None) -> None:
        number, question = self._waiting.popleft()
        if flag is not None and (question.section is Section.OWN_WORDS or _would_stop(flag)):
            self._matters.append(self._interned.matter(_matter(question, flag)))
        if self._journal:
            self._journal.note(number, flagged=flag is not None)
        self._answered = number + 1  # last: an interruption must not leave a finding behind what counts as done
        self._taken += 1


def _questions_of(record: Record) -> Iterable[_Question]:
    if record.own_words and record.kind is not RecordKind.PROFILE:
        if record.text.strip():
            yield _Question(record, record.text, Section.OWN_WORDS)
        for version in record.versions:
            if version.strip() and version != record.text:
                yield _Question(record, version, Section.OWN_WORDS, earlier=True)
    elif record.kind in _PASSED_ON and record.text.strip():
        yield _Question(record, record.text, Section.PASSED_ON)


def _would_stop(flag: Flag) -> bool:
    return flag.decision.outcome == "stop"


def _matter(question: _Question, flag: Flag) -> Matter:
    text, marks = excerpt(question.text, flag.findings)
    says = _said(question, flag.decision.reasons)
    return from_record(question.section, question.record, flag.decision, says, text=text, marks=marks, earlier=question.earlier)


_WROTE: Final = {
    RecordKind.POST: "A post",
    RecordKind.COMMENT: "A comment",
    RecordKind.REPLY: "A reply",
    RecordKind.MESSAGE: "A message you sent",
    RecordKind.STORY: "A story",
    RecordKind.LIKE: "Something you liked",
    RecordKind.REPOST: "Something you passed on",
}


def _said(question: _Question, reasons: Iterable[Reason]) -> str:
    topics = sorted({reason.topic for reason in reasons if reason.topic}, key=lambda topic: topic.rank)
    about = ", ".join(topic.value.replace("-", " ") for topic in topics)
    earlier = " before you edited it" if question.earlier else ""
    wrote = "A message you began" if question.record.aspect == "draft" else _WROTE.get(question.record.kind, "Words")
    return f"{wrote}{earlier}" + (f": {about}" if about else "")
