"""Results of audits for the tests of the reports: an archive that never was, and what was found in it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

from safeconduct.activity import Outcome, Topic
from safeconduct.archive.opening import Archive
from safeconduct.archive.reader import Export, Reader
from safeconduct.archive.reading import FileOutcome, Reading, Status
from safeconduct.archive.record import Locator
from safeconduct.audit.matter import Mark, Matter, Section
from safeconduct.audit.report import reports
from safeconduct.audit.run import Result, Tally
from safeconduct.audit.scope import Scope
from safeconduct.decision import Reason
from safeconduct.policy import Policy

MARCH = datetime(2023, 3, 3, 14, 5, tzinfo=UTC)
JULY = datetime(2024, 7, 9, 22, 30, tzinfo=UTC)  # 23:30 by the British clock
SAYS = "No talk online about pupils, colleagues, parents or carers."


def reason(policy: str = "key", clause: str = "13a", outcome: Outcome = Outcome.STOP, says: str = SAYS) -> Reason:
    return Reason(policy, "undated", clause, "must-not", outcome, Topic.CONFIDENTIAL, says)


def mark(start: int, end: int, topic: Topic = Topic.CONFIDENTIAL, why: str = "A name with something private.") -> Mark:
    return Mark(topic, start, end, why, "confidential", certain=True)


def matter(text: str = "Zainab in 4B failed her mocks again", **more: Any) -> Matter:
    """One thing that somebody wrote, with the words found, two clauses, and the way back."""
    fields: dict[str, Any] = {
        "section": Section.OWN_WORDS,
        "outcome": Outcome.STOP,
        "says": "A post: confidential",
        "policies": {"key": Outcome.STOP, "kevi": Outcome.CAUTION},
        "reasons": (reason(), reason("kevi", "5.2a", Outcome.CAUTION, "Take care with what you post.")),
        "platform": "facebook",
        "kind": "post",
        "at": MARCH,
        "text": text,
        "marks": (mark(0, min(6, len(text))),) if text else (),
        "audience": "friends",
        "find": "In the archive: posts.json, entry 13",
        "locator": Locator("posts.json", 12),
        "guidance": ("Assume that it will be copied. (key 13a)", "Take out the name."),
    }
    return Matter(**(fields | more))


def reading(files: Sequence[FileOutcome] = (), *, finished: bool = True, owner: str = "Morag Sinclair") -> Reading:
    """The account of a Facebook archive of Morag Sinclair's; read to the end and understood, unless said otherwise."""
    nothing = SimpleNamespace(paths=(), members=[], partial=[], unopened=[], notes=[], close=lambda: None)
    told = Reading(cast("Archive", nothing), known=[])
    export = Export([])
    export.owner_name = owner
    told.exports = [(Reader("facebook", "Facebook", ()), export, [])]
    told.files = [FileOutcome("posts.json", "fb.zip", "facebook", Status.READ, records=40), *files]
    told.finished = finished
    return told


def tally(**more: Any) -> Tally:
    counts = Counter({("facebook", "post"): 40, ("facebook", "message"): 2, ("facebook", "story"): 1})
    fields: dict[str, Any] = {"records": 43, "checked": 41, "first": MARCH, "last": JULY, "by_platform": counts}
    return Tally(**(fields | more))


def result(matters: Iterable[Matter] = (), told: Reading | None = None, **more: Any) -> Result:
    """A result; ``more`` are fields of ``Result``."""
    fields: dict[str, Any] = {"scope": Scope(()), "tally": tally()} | more
    ordered = tuple(sorted(matters, key=lambda each: each.worst_first))
    return Result(reading=told or reading(), matters=ordered, **fields)


def gap(member: str = "data/odd.json", why: str = "no reader knows this kind of file") -> FileOutcome:
    return FileOutcome(member, "fb.zip", "facebook", Status.NOT_UNDERSTOOD, why=why)


def partly(member: str = "messages/1.json") -> FileOutcome:
    return FileOutcome(member, "fb.zip", "facebook", Status.PARTLY, records=4, problems={"a message without a sender": 3})


def written(form: str, given: Result) -> bytes:
    """What a report makes of a result."""
    out = io.BytesIO()
    {report.id: report for report in reports()}[form].write(given, out)
    return out.getvalue()


def scope(policies: tuple[Policy, ...]) -> Scope:
    return Scope(policies)
