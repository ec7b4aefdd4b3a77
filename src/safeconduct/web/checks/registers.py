"""What the registers say about a draft or a picture: a permission for this text, consents for the pupils who are named.

They are only asked; nothing of the draft is written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

import msgspec
from django.urls import reverse
from django.utils.formats import date_format

from safeconduct.activity import Account, Topic
from safeconduct.detectors.roster import DETECTOR, names
from safeconduct.policy import Policy
from safeconduct.screening import Context
from safeconduct.text import Text, pattern
from safeconduct.walks import Check
from safeconduct.web.checks.answers import Consent, Note
from safeconduct.web.checks.standing import Standing
from safeconduct.web.people.models import Person
from safeconduct.web.permissions.models import ImageConsent, Request, Use
from safeconduct.web.permissions.recorded import Going, PostRecord, Shown, post_record, roster_for, shown


class Recorded(NamedTuple):
    """What is on record for a draft; ``permission`` says that every policy that asks for one is satisfied."""

    post: PostRecord
    permission: bool


def on_record(person: Person, text: str, context: Context, where: Standing) -> Recorded:
    """What is on record today for a text that is going somewhere."""
    record = post_record(person, text, Going(context.account.value, context.platform))
    return Recorded(record, record.covers(place for rule in where.rules if _asks(rule.policy) for place in rule.places))


def _asks(policy: Policy) -> bool:
    """Whether a policy wants permission for a post."""
    return any(Topic.NEEDS_PERMISSION in rule.topics for clause in policy.clause for rule in clause.screen)


def informed(context: Context, person: Person, recorded: Recorded) -> Context:
    """The context with what the registers know: the permission, and the pupils of the schools where somebody works."""
    permission = context.permission or recorded.permission
    return msgspec.structs.replace(context, permission=permission, roster=roster_for(person))


_OTHER: Final = (
    "You hold a permission for another wording, until {}. It holds for that text to the letter, and this one is different: "
    "ask again."
)
_HELD: Final = (
    "Permission for exactly this text is on record until {}, for {} and nowhere else. Change nothing of it: another wording "
    "needs another yes."
)


def _conditions(held: Request) -> str:
    """What was said with the yes, so that nobody posts without having kept to it."""
    return f" With the yes came: “{held.words}”" if held.words else ""


def notes(recorded: Recorded, context: Context, check: Check) -> Iterator[Note]:
    """What to say about permissions, beside the answer."""
    record, needed = recorded.post, Topic.NEEDS_PERMISSION in check.topics
    for held in record.held:
        yield Note(_HELD.format(_day(held.until), held.where) + _conditions(held), _page(held.pk))
    if context.permission and not record.held:
        yield Note("You say that the head teacher has agreed. It is not on record here, so keep their answer.")
    if needed and record.held:
        yield Note("Not every school whose rules bind you has agreed: ask the others too.")
    elif needed:
        yield from _almost(record)


def _almost(record: PostRecord) -> Iterator[Note]:
    """What is on record for something else than this text on this account."""
    for each in record.elsewhere:
        yield Note(f"You hold a permission for this text, but for {each.where}. It counts nowhere else.", _page(each.pk))
    for each in record.other[-1:]:
        yield Note(_OTHER.format(_day(each.until)), _page(each.pk))


def consents_in(person: Person, text: str, context: Context, check: Check) -> Sequence[Consent]:
    """For a draft on an official account: each pupil whom it names, and whether they may be shown on social media.

    Also whoever is only named in passing, so that it counts for nothing as a finding; and with a picture whoever is called by
    a first name, since the picture says who is meant.
    """
    if context.account is not Account.OFFICIAL:
        return ()
    spans = {
        (each.start, each.end)
        for each in (*check.findings, *check.vetoed)
        if each.detector == DETECTOR.id and each.topic is Topic.CONFIDENTIAL
    }
    read = Text(text)
    if _PICTURE.search(read.folded):
        spans |= set(names(read, context.roster))
    return consents(shown(person, (text[start:end] for start, end in sorted(spans)), Use.SOCIAL_MEDIA), Use.SOCIAL_MEDIA)


_PICTURE: Final = pattern(
    r"\b(?:pics?|pictures?|pictured|photos?|photographs?|photographed|images?|snaps?|selfies?|videos?|vids?|clips?|footage|album"
    r"|gallery|reels?)\b"
)


def consents(found: Mapping[str, Iterable[Shown]], use: Use) -> tuple[Consent, ...]:
    """What the register says of each pupil whom some words may mean; and of words that name nobody there."""
    said: list[Consent] = []
    for words, meant in found.items():
        lines = [Consent(words, _says(each, use), each.agreed) for each in meant]
        said += lines or [Consent(words, "Nobody of this name is on the register of your schools.", agreed=False)]
    return tuple(said)


def all_agreed(found: Mapping[str, Sequence[Shown]]) -> bool:
    """Whether everybody whom the words may mean is on the register, with consent."""
    return all(meant and all(each.agreed for each in meant) for meant in found.values())


def _says(each: Shown, use: Use) -> str:
    name = f"{each.pupil.name} ({each.pupil.year})" if each.pupil.year else each.pupil.name
    where = f"pictures, {use.label.lower()}"
    if each.consent is not None:
        return f"{name}: consent to {where} is on record{_until(each.consent)}."
    said = f"{name}: no consent to {where} is on record."
    if each.withdrawn is not None and each.withdrawn.withdrawn_on:
        said = f"{name}: consent to {where} was withdrawn on {_day(each.withdrawn.withdrawn_on)}."
    return f"{said} There is for: {', '.join(each.others).lower()}." if each.others else said


def _until(consent: ImageConsent) -> str:
    return f" until {_day(consent.until)}" if consent.until else ", without an end"


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _page(number: int) -> str:
    return reverse("permission", args=[number])


__all__: Final = ("Recorded", "all_agreed", "consents", "consents_in", "informed", "notes", "on_record", "shown")
