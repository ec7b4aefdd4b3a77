"""The clean summary: that somebody looked through their old posts, of what, under what, and how many things are left to do.

It holds not one word of a post. The person alone can make it, and nobody gets it unless they hand it over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils import timezone

from safeconduct.web.audits.models import Audit
from safeconduct.web.audits.showing import Result
from safeconduct.web.people.words import day_said
from safeconduct.web.printing import printed

LIMITS: Final = (
    "It speaks only of the downloads that were given. Nobody at school has seen them, nobody has checked whose they are, and "
    "an automatic check can miss things, or find some where there is nothing."
)


def rows(audit: Audit, result: Result) -> list[tuple[str, str]]:
    """What it says, in rows of a name and a value."""
    account = result.account
    day = timezone.localdate(audit.started_at) if audit.started_at else timezone.localdate()
    return [
        ("Who", audit.person.name),
        ("Looked at on", day_said(day)),
        ("Of", ", ".join(platform.title for platform in account.platforms) or "no platform"),
        ("Years", years(result)),
        ("Looked at", f"{account.records:,} entries, of them {account.checked:,} texts of their own"),
        ("Under", "; ".join(account.policies)),
        ("Found", found(result)),
        *(("Not read", said) for said in unread(result)),
    ]


def years(result: Result) -> str:
    """From which year to which the entries are: 2015 to 2023."""
    between = result.account.years
    if between is None:
        return "without dates"
    first, last = between
    return str(first) if first == last else f"{first} to {last}"


def found(result: Result) -> str:
    """How many things were found, and what became of them."""
    number = len(result.places)
    if not number:
        return "nothing that these policies speak against" + ("" if result.account.whole else ", in what could be read")
    things = f"{number:,} thing{'' if number == 1 else 's'} to look at"
    if not result.open:
        return f"{things}; dealt with" if number == 1 else f"{things}; all dealt with"
    return f"{things}; {number - result.open:,} dealt with, {result.open:,} still to do"


def unread(result: Result) -> Iterator[str]:
    """That something was not read, without saying what."""
    account = result.account
    if account.stopped:
        yield "It was stopped before its end."
    gaps = len(account.gaps) + account.more_gaps - account.stopped
    if gaps > 0:
        yield f"{gaps:,} part{'' if gaps == 1 else 's'} of the downloads could not be read, or not wholly."


def pdf(audit: Audit, result: Result, at: datetime) -> bytes:
    """The same as a tagged PDF."""
    return printed("audits", "summary", {"rows": rows(audit, result), "limits": LIMITS}, at)


__all__: Final = ("LIMITS", "found", "pdf", "rows", "unread", "years")
