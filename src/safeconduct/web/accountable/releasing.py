"""What is decided about the parts of a request: collecting them, piece by piece, giving them, and wiping copies afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

import pyrage
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.trail import Fact, append
from safeconduct.web.accountable.asking import alert
from safeconduct.web.accountable.models import AccessRequest, Portion, Verdict
from safeconduct.web.accountable.packing import Pack, holds_something, originals, pack
from safeconduct.web.accountable.pieces import Piece, cases_of
from safeconduct.web.accountable.reading import Masked, Reading, written
from safeconduct.web.accountable.standards import number, standards
from safeconduct.web.concerns.evidence import note_copy
from safeconduct.web.concerns.models import Case
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.people.models import Person
from safeconduct.web.sealing.storing import destroy, fingerprint, seal

_CHANGED: Final = "This has changed since the page was opened. Read it again, then decide."


@action("accountable.decide")
def collect(by: Person, request: AccessRequest) -> Done[Portion]:
    """Begin: the registers' part for the handlers, and each case's part for those on the case, who alone learn of it.

    Raises:
        ValidationError: it is closed, it is not clear who asks, or it was begun.
    """
    request = AccessRequest.objects.select_for_update(of=("self",)).select_related("organisation", "person").get(pk=request.pk)
    if request.closed_on or request.portions.filter(case=None).exists():
        raise ValidationError("This has begun already, or the request is closed. Nothing was changed.")
    if request.identity_on is None:
        raise ValidationError("Make sure who asks first: what is held about somebody must not go to somebody else.")
    made = Portion.objects.create(request=request, by=by)
    for case in cases_of(request).select_related("organisation", "concern"):
        _alert_those_on(case, Portion.objects.create(request=request, case=case, by=by))
    return Done(made, request=request.pk)


def _alert_those_on(case: Case, portion: Portion) -> None:
    charts = Charts([case.organisation])
    working = charts.working(case, receiving=portion.is_for_receivers)
    people = [charts.people[pk] for pk in sorted(working) if pk in charts.people and pk != portion.request.person_id]
    alert(people, "/registers/access/")


class Ruling(NamedTuple):
    """What somebody decides about one piece, as they read it (``digest``)."""

    decision: Verdict.Decision
    masks: Masked
    digest: str
    ground: str = ""


@action("accountable.decide")
def decide(by: Person, portion: Portion, piece: Piece, ruling: Ruling) -> Done[Verdict]:
    """Give a piece with some names masked, or leave it out on a ground.

    Raises:
        ValidationError: it has changed meanwhile, there is no such ground, or the portion was given already.
    """
    portion = _open(portion)
    if piece.digest != ruling.digest:
        raise ValidationError(_CHANGED)
    withheld = ruling.decision == Verdict.Decision.WITHHOLD
    if withheld and ruling.ground not in standards().grounds:
        raise ValidationError({"ground": "Choose why it is left out. Without a ground it has to be given."})
    masks = seal(written(ruling.masks))
    given = {
        "digest": piece.digest, "decision": ruling.decision, "ground": ruling.ground if withheld else "", "masks": masks,
        "by": by, "at": timezone.now(), "case": portion.case,
    }  # fmt: skip
    before = portion.verdicts.filter(key=piece.key).select_related("masks").first()
    verdict, _ = Verdict.objects.update_or_create(portion=portion, key=piece.key, defaults=given)
    gone = [before.masks] if before is not None else []
    for each in gone:
        destroy(each)
    facts: dict[str, Fact] = {"decision": ruling.decision.value, "ground": verdict.ground, "sealed": [fingerprint(masks)]}
    return Done(verdict, portion=portion.pk, destroyed=[str(each.pk) for each in gone], **facts)


def _open(portion: Portion) -> Portion:
    rows = Portion.objects.select_for_update(of=("self",)).select_related("request__organisation", "request__person", "case")
    portion = rows.get(pk=portion.pk)
    if portion.released_at is not None:
        raise ValidationError("This part was given already. Nothing was changed.")
    if portion.request.closed_on is not None and portion.case is None:
        raise ValidationError("This request is closed. Nothing was changed.")
    return portion


@action("accountable.decide")
def release(by: Person, portion: Portion, searched: str = "", passphrase: str = "") -> Done[tuple[Portion, bytes]]:
    """Give a portion: to the person's account, to be downloaded there, or locked by a passphrase where they have none.

    Raises:
        ValidationError: something waits for a decision, it was given already, or a file is not what was handed in.
        InputError: it is more than can be sealed.
    """
    portion = _open(portion)
    reading = Reading(portion, by)
    if reading.waiting:
        raise ValidationError(f"{len(reading.waiting)} of {len(reading.decided)} still wait for a decision.")
    portion.released_at, portion.released_by = timezone.now(), by
    portion.nothing_given = not holds_something(reading)
    made = None if portion.nothing_given else pack(reading, searched)
    if made is not None:
        portion.files, portion.manifest = made.files, made.manifest
        _note_copies(by, reading)
    locked = _given(portion, made, passphrase)
    portion.save()
    facts: dict[str, Fact] = {"files": portion.files, "manifest": portion.manifest}
    kept = [fingerprint(portion.pack)] if portion.pack else []
    return Done((portion, locked), portion=portion.pk, sealed=kept, **facts)


def _note_copies(by: Person, reading: Reading) -> None:
    person = reading.portion.request.person
    if person is not None:
        for piece in originals(reading):
            note_copy(by, piece, person)


def _given(portion: Portion, made: Pack | None, passphrase: str) -> bytes:
    """Lay it down for the person, or lock it; what is locked is kept nowhere."""
    person, place = portion.request.person, portion.request.organisation
    if made is None:
        return b""
    if passphrase:
        portion.taken_at = timezone.now()
        return bytes(pyrage.passphrase.encrypt(made.content, passphrase))
    if person is None or not person.is_active:
        raise ValidationError("They cannot sign in here. Lock the copy with a passphrase.")
    portion.pack = seal(made.content)
    portion.until = timezone.localdate() + timedelta(number(place, "copy"))
    alert([person], "/registers/mine/")
    return b""


@action("accountable.ask")
def fetch_copy(by: Person, me: Person, portion: Portion) -> Done[Portion]:
    """Put on record when somebody first took their copy."""
    if portion.taken_at is None:
        portion.taken_at = timezone.now()
        portion.save(update_fields=["taken_at"])
    return Done(portion, step="taken")


def wipe() -> None:
    """Empty the copies whose time is over."""
    over = Portion.objects.filter(until__lt=timezone.localdate(), pack__isnull=False, pack__destroyed_at__isnull=True)
    for portion in over.select_related("pack").defer("pack__ciphertext"):
        assert portion.pack is not None
        with transaction.atomic():
            destroy(portion.pack)
            append(
                "accountable.wipe", by=None, about=f"accountable.portion:{portion.pk}",
                facts={"destroyed": [str(portion.pack.pk)]},
            )  # fmt: skip


__all__: Final = ("Ruling", "collect", "decide", "fetch_copy", "release", "wipe")
