"""What a person does with their audit. The trail says that there was one, and when it ended; nothing of what is in it.

What is not told to the trail: each piece of a file that arrives, and each finding that is ticked off. How many things somebody
had to put in order is nobody's business.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from safeconduct.errors import ArchiveError
from safeconduct.web.access.acting import Done, action
from safeconduct.web.audits import sealed, work, working
from safeconduct.web.audits.models import Audit, Sent, home
from safeconduct.web.checks.standing import Bound, standing
from safeconduct.web.people.models import Organisation, Person

MB: Final = 1024 * 1024
RESERVE: Final = 1024 * MB  # bytes of the disk that are left for the site itself
MOST_FILES: Final = 40
_NATIONS: Final = {"ENG": "england", "WLS": "wales", "SCT": "scotland", "NIR": "northern-ireland"}
_TOO_LARGE: Final = (
    "Together these files are larger than {most}. Download fewer years or one platform at a time, and choose those."
)
_FULL: Final = "There is no room on the server for files of this size at the moment. Try again later, or choose fewer."


class File(NamedTuple):
    """A file that somebody chose: what it is called, and its size in bytes."""

    name: str
    size: int


class Given(NamedTuple):
    """What somebody wants looked through, and how: the policies by the digests of their texts, the years from and to."""

    files: Sequence[File]
    policies: Sequence[str]
    since: int | None = None
    until: int | None = None
    owner: str = ""


class Secret(msgspec.Struct, frozen=True):
    """What is sealed in an audit's row."""

    names: tuple[str, ...]
    owner: str = ""


class Key(NamedTuple):
    """An audit's key, and the session of the browser that keeps it."""

    key: bytes
    session: str


@action("audits.look")
def begin(by: Person, person: Person, given: Given, kept: Key, folder: Path | None = None) -> Done[Audit]:
    """Begin an audit: its files may be sent now; where they came with the form, they lie in a folder already.

    Raises:
        ValidationError: there is one already, or the files are too many, too large, or find no room.
    """
    if Audit.objects.filter(person=person).exists():
        raise ValidationError("You have begun one already. Delete it first, then begin the next.")
    check_files(given.files)
    check_room(sum(file.size for file in given.files))
    secret = Secret(tuple(file.name for file in given.files), given.owner)
    audit = Audit.objects.create(
        person=person,
        session=kept.session,
        folder_name=secrets.token_hex(16),
        lock=sealed.fingerprint(kept.key),
        secret=sealed.seal(kept.key, msgspec.json.encode(secret), "secret"),
        policies=list(given.policies),
        since=given.since,
        until=given.until,
    )
    here = folder is not None
    Sent.objects.bulk_create(
        [Sent(audit=audit, number=n, size=file.size, here=file.size if here else 0) for n, file in enumerate(given.files)]
    )
    _place(audit, folder)
    return Done(audit, step="begun")


def _place(audit: Audit, folder: Path | None) -> None:
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder is None:
        audit.folder.mkdir(mode=0o700)
    else:
        folder.rename(audit.folder)


def check_files(files: Sequence[File]) -> None:
    """Whether these are files that can be looked through at once.

    Raises:
        ValidationError: there is none, one is empty, one is there twice, or they are too many or too large.
    """
    if not files:
        raise ValidationError({"download": "Choose the file that you downloaded."})
    if len(files) > MOST_FILES:
        raise ValidationError({"download": f"You chose {len(files)} files; {MOST_FILES} can be looked through at a time."})
    for file in files:
        if not file.size:
            raise ValidationError({"download": f"{file.name} is empty. Download it again."})
    if len(set(files)) < len(files):
        raise ValidationError({"download": "A file is there twice. Choose each one once."})
    if sum(file.size for file in files) > settings.AUDIT_LARGEST:
        raise ValidationError({"download": _TOO_LARGE.format(most=said_size(settings.AUDIT_LARGEST))})


def said_size(size: int) -> str:
    """A size as people say it: 2 GB, 350 MB."""
    return f"{size / MB / 1024:.1f} GB".replace(".0 ", " ") if size >= 1024 * MB else f"{max(1, size // MB)} MB"


def check_room(size: int) -> None:
    """Whether so many bytes find room, all the others' that are on their way counted too.

    Raises:
        ValidationError: they do not.
    """
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    promised = Sent.objects.aggregate(size=Sum("size"), here=Sum("here"))
    held, here = promised["size"] or 0, promised["here"] or 0
    free = shutil.disk_usage(home()).free - (held - here) - RESERVE
    if size > free or held + size > settings.AUDITS_TOGETHER:
        raise ValidationError(_FULL)


# --- the files ------------------------------------------------------------------------------------------------------


class Elsewhere(Exception):  # noqa: N818 no error, but what a sender is told
    """What was sent does not go on where the file ends. ``at`` says where it does."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def receive(audit: Audit, key: bytes, number: int, at: int, data: bytes) -> int:
    """Add a piece to a file; how much of the file is here now. No change that anybody would look for in the trail.

    Raises:
        Elsewhere: it does not go on where the file ends, would make it longer than was said, or ends within a piece.
        Sent.DoesNotExist: the audit has no such file.
    """
    with transaction.atomic():
        sent = audit.sent.select_for_update().get(number=number)
        end = at + len(data)
        whole = end == sent.size or not end % sealed.PIECE
        if at != sent.here or end > sent.size or not data or not whole or audit.started_at is not None:
            raise Elsewhere(sent.here)
        writer = sealed.Writer(work.upload(audit.folder, number), key, at)
        try:
            writer.write(data)
        finally:
            writer.close()
        sent.here = end
        sent.save(update_fields=["here"])
    return end


# --- the work -------------------------------------------------------------------------------------------------------


@action("audits.look")
def start(by: Person, audit: Audit, key: bytes) -> Done[Audit]:
    """Have the files looked through, or go on where that was interrupted.

    Raises:
        ValidationError: not all of them are here yet, it is at work already, or too many others are.
    """
    audit = Audit.objects.select_for_update().select_related("person").get(pk=audit.pk)
    if any(sent.here < sent.size for sent in audit.sent.all()):
        raise ValidationError("Not all of the files are here yet. Choose them again to send the rest.")
    if working.state(audit) is working.State.RUNNING:
        raise ValidationError("It is being looked through already.")
    if working.is_full():
        raise ValidationError("Others are having theirs looked through at the moment. Your files are here and wait.")
    task = _task(audit, key)
    again = audit.started_at is not None
    audit.started_at = timezone.now()
    audit.save(update_fields=["started_at"])
    working.begin(audit, task)
    return Done(audit, step="started again" if again else "started")


def secret_of(audit: Audit, key: bytes) -> Secret:
    """The files' names, and who the person is in a chat.

    Raises:
        ArchiveError: this is not the audit's key.
    """
    return msgspec.json.decode(sealed.unseal(key, bytes(audit.secret), "secret"), type=Secret)


def _task(audit: Audit, key: bytes) -> work.Task:
    where = standing(audit.person)
    chosen = rules_of(audit)
    secret = secret_of(audit, key)
    return work.Task(
        key=key,
        names=secret.names,
        policies=tuple(rule.policy for rule in chosen),
        role=where.role.value if where.role else "",
        owner=secret.owner,
        since=date(audit.since, 1, 1) if audit.since else None,
        until=date(audit.until, 12, 31) if audit.until else None,
        **_school_day(chosen),
    )


def _school_day(rules: Sequence[Bound]) -> dict[str, Any]:
    """The hours and the bank holidays of the first of the organisations whose policies these are."""
    place = Organisation.objects.filter(pk__in=[place for rule in rules for place in rule.places]).order_by("pk").first()
    return {"nation": _NATIONS[place.nation], "day": (place.day_starts, place.day_ends)} if place else {}


def rules_of(audit: Audit) -> list[Bound]:
    """The policies that were chosen, as far as they still bind the person today; all that do, if none of them does."""
    where = standing(audit.person)
    return [rule for rule in where.rules if rule.policy.digest in audit.policies] or list(where.rules)


def settle(audit: Audit, key: bytes, number: int, *, dealt_with: bool) -> None:
    """Tick a finding off, or take the tick away."""
    numbers = settled(audit, key)
    numbers = numbers | {number} if dealt_with else numbers - {number}
    sealed.keep(audit.folder / "settled", key, msgspec.json.encode(sorted(numbers)))


def settled(audit: Audit, key: bytes) -> frozenset[int]:
    """The findings that the person has ticked off, by their places in the list."""
    try:
        return frozenset(msgspec.json.decode(sealed.kept(audit.folder / "settled", key), type=list[int]))
    except ArchiveError:
        return frozenset()


__all__: Final = (
    "Elsewhere", "File", "Given", "Key", "Secret", "begin", "check_files", "check_room", "receive", "rules_of", "said_size",
    "secret_of", "settle", "settled", "start",
)  # fmt: skip
