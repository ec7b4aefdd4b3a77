"""The account of what was read: what was there, what was not, why, and what may be said of the whole.

Every report begins with it. Only a result that is ``whole`` may say that nothing was found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from safeconduct.activity import Outcome
from safeconduct.archive.reading import FileOutcome, Status
from safeconduct.audit.matter import Matter, Section
from safeconduct.audit.reports._words import day, is_urgent, kinds, many, platform_word, size
from safeconduct.audit.run import Result

_UNKNOWN_AUTHOR = "nothing tells who wrote them"
SAY_WHO = "say who you are with --owner"
_LOOK_YOURSELF = "the name that you gave is not on them; if it stands otherwise there give that one, else look at them yourself"


class Gap(msgspec.Struct, frozen=True):
    """Something that was not read, or not wholly. ``member`` is ``None`` where it is no one file."""

    why: str
    member: str | None = None
    archive: str | None = None
    platform: str = ""
    partly: bool = False


class Platform(msgspec.Struct, frozen=True):
    """What came of one platform."""

    title: str
    owner: str
    records: tuple[str, ...]
    count: int
    files: tuple[str, ...]
    period: str


def titles(result: Result) -> dict[str, str]:
    """The names of the platforms that were read."""
    return {reader.id: reader.title for reader, _, _ in result.reading.exports}


def gaps(result: Result, say_who: str = SAY_WHO) -> Iterator[Gap]:
    """Everything that keeps the result from being whole: missing parts first, then files, then what was cut short.

    ``say_who`` tells the user how to say which of the people in a chat they are.
    """
    reading = result.reading
    for missing in reading.missing:
        yield Gap(missing)
    for name, why in reading.archive.unopened:
        yield Gap(why, name)
    for status in (Status.NOT_UNDERSTOOD, Status.PARTLY):
        yield from (_gap(file) for file in reading.files if file.status is status)
    unknown = result.tally.unknown_author
    if unknown:
        what_to_do = _LOOK_YOURSELF if reading.owner else say_who
        yield Gap(f"{many(unknown, 'text')} not checked, since {_UNKNOWN_AUTHOR}: {what_to_do}")
    if result.stopped:
        yield Gap("you stopped the audit before its end" + (": it can be taken up again" if result.resumable else ""))
    elif not reading.finished:
        yield Gap("the archive was not read to its end")


def _gap(file: FileOutcome) -> Gap:
    told = [file.why] if file.why else []
    told += [f"{what} ({many(times, 'time')})" if times > 1 else what for what, times in file.problems.items()]
    why = "; ".join(told) or "not all of it was understood"
    return Gap(why, file.member or None, file.archive or None, file.platform, file.status is Status.PARTLY)


def platforms(result: Result) -> list[Platform]:
    """What was read, platform by platform."""
    named = titles(result)
    owners = _owners(result)
    files: dict[str, Counter[Status]] = {}
    for file in result.reading.files:
        if file.platform and file.member:
            files.setdefault(file.platform, Counter())[file.status] += 1
    ids = sorted({*named, *files, *(platform for platform, _ in result.tally.by_platform)})
    return [_platform(result, each, platform_word(each, named), owners, files.get(each, Counter())) for each in ids]


def _owners(result: Result) -> dict[str, str]:
    """Whose downloads they are, by platform; several names where there are several people."""
    found: dict[str, list[str]] = {}
    for reader, export, _ in result.reading.exports:
        if export.owner_name:
            found.setdefault(reader.id, []).append(export.owner_name)
    return {platform: " and ".join(dict.fromkeys(names)) for platform, names in found.items()}


def _platform(result: Result, platform: str, title: str, owners: dict[str, str], files: Counter[Status]) -> Platform:
    counts = [(kind, number) for (of, kind), number in result.tally.by_platform.items() if of == platform]
    counts.sort(key=lambda pair: (-pair[1], pair[0]))
    records = tuple(kinds(kind, number) for kind, number in counts)
    total = sum(number for _, number in counts)
    first_and_last = result.tally.periods.get(platform)
    dates = _from_to(*first_and_last) if first_and_last else ""
    return Platform(title, owners.get(platform, ""), records, total, tuple(_file_counts(files)), dates)


def _file_counts(files: Counter[Status]) -> Iterator[str]:
    for status, words in (
        (Status.READ, "read"),
        (Status.PARTLY, "read in part"),
        (Status.NOT_UNDERSTOOD, "not understood"),
        (Status.EMPTY, "empty, and rightly so"),
        (Status.SKIPPED, "left aside"),
    ):
        if files[status]:
            yield f"{many(files[status], 'file')} {words}"


def left_aside(result: Result) -> dict[str, list[str]]:
    """The files that hold nothing a policy speaks of, by reason."""
    found: dict[str, list[str]] = {}
    for file in result.reading.files:
        if file.status is Status.SKIPPED:
            found.setdefault(file.why, []).append(file.member)
    return found


def period(result: Result) -> str:
    """From when to when the entries reach."""
    first, last = result.tally.first, result.tally.last
    return _from_to(first, last) if first and last else "without dates"


def _from_to(first: datetime, last: datetime) -> str:
    return f"from {day(first)} to {day(last)}"


def asked(result: Result) -> Iterator[str]:
    """What was asked, in words: policies, days."""
    scope = result.scope
    yield "Policies: " + (", ".join(f"{policy.title} ({policy.id}, {policy.version})" for policy in scope.policies) or "none")
    if scope.since or scope.until:
        first, last = (str(each) if each else "…" for each in (scope.since, scope.until))
        yield f"Days: {first} to {last}; profile, friends and settings whatever their date"


def counted(result: Result) -> Iterator[str]:
    """What was counted and not looked at, left out or taken once, each in a sentence."""
    reading, tally = result.reading, result.tally
    if reading.media:
        media = many(reading.media, "picture, film or document", "pictures, films and documents")
        yield f"{media} ({size(reading.media_bytes)}) counted: nobody looked at what they show."
    if tally.others_messages:
        yield f"{many(tally.others_messages, 'message')} by other people: counted, not looked at."
    if reading.repeated:
        yield f"{many(reading.repeated, 'entry stands', 'entries stand')} in the archive more than once: counted once."
    if tally.undated:
        yield f"{many(tally.undated, 'text has', 'texts have')} no date in the archive: checked all the same."
    if tally.outside:
        yield f"{many(tally.outside, 'entry', 'entries')} outside the days that you asked for: left out."


def notices(result: Result) -> list[str]:
    """What the user should know of the whole."""
    return list(dict.fromkeys((*result.reading.archive.notes, *result.reading.warnings, *result.notes)))


# --- the verdict -------------------------------------------------------------------------------------------


def verdict(result: Result) -> str:
    """The answer in a sentence or two."""
    return f"{answer(result)} {caveat(result)}".strip()


def answer(result: Result) -> str:
    """What was found. That nothing was, is said without more only of a whole result."""
    return _found(result.matters, result.tally.checked) if result.matters else _nothing(result)


def caveat(result: Result, say_who: str = SAY_WHO) -> str:
    """What the answer cannot speak of; nothing if the result is whole."""
    return "" if result.whole else f"That is not everything: {_shortly(gaps(result, say_who))}."


def _nothing(result: Result) -> str:
    if not result.whole and not result.tally.checked:
        return "No words of yours were checked."
    if not result.whole:
        return "Your policies raise no objection to the part that could be read."
    if not result.tally.checked:
        return "There were no words of yours in it to check."
    return f"Nothing was found: your policies say nothing against any of the {many(result.tally.checked, 'text')} checked."


def _found(matters: Iterable[Matter], checked: int) -> str:
    sections = Counter(_group(matter) for matter in matters)
    own, other, passed_on = (sections[group] for group in (Section.OWN_WORDS, None, Section.PASSED_ON))
    told = [
        f"{own:,} of the {many(checked, 'text')} checked {'needs' if own == 1 else 'need'} your attention{_urgent(matters)}."
    ]
    if other:
        told.append(f"{many(other, 'more thing')} to look at in friends, messages, profile, settings and habits.")
    if passed_on:
        told.append(f"{many(passed_on, 'like or share', 'likes and shares')} of other people’s words to undo.")
    return " ".join(told)


def _group(matter: Matter) -> Section | None:
    return matter.section if matter.section in (Section.OWN_WORDS, Section.PASSED_ON) else None


def _urgent(matters: Iterable[Matter]) -> str:
    own = [matter for matter in matters if matter.section is Section.OWN_WORDS]
    urgent = sum(map(is_urgent, own))
    gone = sum(matter.outcome is Outcome.STOP and matter.deleted for matter in own)
    told = [f"{urgent:,} to take down first"] if urgent else []
    told += [f"{gone:,} already taken down"] if gone else []
    return f", {' and '.join(told)}" if told else ""


def _shortly(found: Iterable[Gap]) -> str:
    """What is missing, in one breath."""
    files = partly = 0
    said: list[str] = []
    for gap in found:
        if gap.member is None:
            said.append(gap.why.rstrip("."))
        else:
            files += not gap.partly
            partly += gap.partly
    said += [f"{many(files, 'file was', 'files were')} not read"] if files else []
    said += [f"{many(partly, 'file was', 'files were')} read only in part"] if partly else []
    return "; ".join(said[:_MANY]) + (f"; and {len(said) - _MANY:,} more" if len(said) > _MANY else "")


_MANY = 6
