"""Everything that changes a draft. A save says which part it changes and how that part read when the form was opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final, NamedTuple

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeconduct.policy import Policy
from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.trail import append
from safeconduct.web.drafting import editing
from safeconduct.web.drafting.beginning import Start, next_version
from safeconduct.web.drafting.editing import Deleted
from safeconduct.web.drafting.faults import gaps
from safeconduct.web.drafting.models import Draft
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.policies import actions as policies
from safeconduct.web.policies.actions import AdoptionGiven
from safeconduct.web.policies.models import Adoption

KEPT: Final = 20  # deleted things that can be put back
PUT_AWAY_KEPT: Final = timedelta(days=90)  # as long as jobs and e-mails that failed: time to notice that it was a mistake


class StaleError(Exception):
    """Somebody else has changed the same part since the form was opened. ``seen`` is what stands for it now."""

    def __init__(self, by: str, seen: str) -> None:
        super().__init__("stale")
        self.by, self.seen = by, seen


class Edit(NamedTuple):
    """A change of one part: how to find the part, how it read when it was opened, and the change itself.

    A part that is not there any more is found as nothing.
    """

    code: str
    part: Callable[[Policy], object]
    seen: str
    change: Callable[[Policy], Policy]
    deleted: Deleted | None = None


@action("drafting.write")
def start(by: Person, place: Organisation, given: Start) -> Done[Draft]:
    """Begin a draft."""
    today = timezone.localdate()
    policy = msgspec.structs.replace(
        given.policy, version=next_version(given.policy, today), adopted=None, withdrawn=None, review_due=None
    )
    made = Draft.objects.create(
        organisation=place,
        text=msgspec.json.encode(policy).decode(),
        base_text=msgspec.json.encode(given.policy).decode() if given.is_base else "",
        base_says=given.says,
        made_by=by,
        changed_by=by,
    )
    return Done(made, policy=policy.id, points=len(policy.clause))


@action("drafting.write")
def save(by: Person, draft: Draft, edit: Edit) -> Done[Draft]:
    """Change one part of a draft.

    Raises:
        StaleError: somebody else has changed the same part in the meantime; nothing was saved.
        ValidationError: the draft was adopted or put away.
    """
    now = _locked(draft)
    found = editing.digest(edit.part(now.policy))
    if found != edit.seen:
        raise StaleError(now.changed_by.name, found)
    deleted = [*now.deleted, msgspec.to_builtins(edit.deleted)][-KEPT:] if edit.deleted else now.deleted
    return _keep(by, now, edit.change(now.policy), deleted, edit.code)


@action("drafting.write")
def put_back(by: Person, draft: Draft, number: int) -> Done[Draft]:
    """Put something back that was deleted; ``number`` counts from the oldest.

    Raises:
        ValidationError: somebody has put it back already, or there is no place for it any more.
    """
    now = _locked(draft)
    if number >= len(now.deleted):
        raise ValidationError("Somebody has put that back already. Nothing was changed.")
    gone = msgspec.convert(now.deleted[number], Deleted)
    policy = editing.put_back(now.policy, gone)
    if policy is None:
        raise ValidationError("There is no place for it any more: its point is gone, or another one has its number.")
    left = [each for index, each in enumerate(now.deleted) if index != number]
    return _keep(by, now, policy, left, f"back-{gone.what}")


def _locked(draft: Draft) -> Draft:
    """The draft as it is now, for this transaction alone; the row of the editor is not locked."""
    now = (
        Draft.objects.select_for_update(of=("self",), no_key=True).select_related("changed_by", "organisation").get(pk=draft.pk)
    )
    if now.adoption_id is not None or now.discarded_at is not None:
        raise ValidationError("This draft was adopted or put away in the meantime. Nothing was changed.")
    return now


def _keep(by: Person, draft: Draft, policy: Policy, deleted: Sequence[Any], code: str) -> Done[Draft]:
    draft.text, draft.deleted = msgspec.json.encode(policy).decode(), list(deleted)
    draft.changed_by, draft.changed_at, draft.revision = by, timezone.now(), draft.revision + 1
    draft.save(update_fields=["text", "deleted", "changed_by", "changed_at", "revision"])
    draft.__dict__.pop("policy", None)
    return Done(draft, part=code, revision=draft.revision)


@action("drafting.write")
def discard(by: Person, draft: Draft) -> Done[Draft]:
    """Put a draft away: nobody sees it any more, and after a while it is deleted (``forget``)."""
    now = _locked(draft)
    now.discarded_at = timezone.now()
    now.save(update_fields=["discarded_at"])
    return Done(now, revision=now.revision)


def forget() -> int:
    """Delete drafts that were put away long enough ago, with what trying them out has shown; how many there were."""
    with transaction.atomic():
        old = Draft.objects.filter(adoption=None, discarded_at__lt=timezone.now() - PUT_AWAY_KEPT)
        numbers = sorted(old.select_for_update(of=("self",)).values_list("pk", flat=True))
        if numbers:
            Draft.objects.filter(pk__in=numbers).delete()
            append("drafting.forget", by=None, about="", facts={"drafts": numbers})
    return len(numbers)


@action("drafting.write")
def adopt(by: Person, draft: Draft, revision: int, given: AdoptionGiven) -> Done[Adoption]:
    """Put a draft into force, by the same action as any other policy.

    Raises:
        ValidationError: it was changed since the page was opened, it is not finished, or the days are wrong.
    """
    now = _locked(draft)
    if now.revision != revision:
        raise ValidationError(f"{now.changed_by.name} has changed the draft since you opened this page. Read it again first.")
    if gaps(now.policy):
        raise ValidationError("It is not finished yet: see what is still missing on the draft's page.")
    if Adoption.objects.filter(organisation=now.organisation, policy_id=now.policy.id, version=now.policy.version).exists():
        raise ValidationError(f"There is a version {now.policy.version} already. Give this one another name on the cover.")
    policy = msgspec.structs.replace(now.policy, adopted=given.adopted_on, withdrawn=None, review_due=given.review_due)
    made = policies.adopt(by, now.organisation, replace(given, policy=policy))
    now.adoption = made
    now.save(update_fields=["adoption"])
    return Done(made, draft=now.pk, revision=revision, accepted=len(given.accepted))


__all__: Final = (
    "KEPT", "PUT_AWAY_KEPT", "Edit", "StaleError", "adopt", "discard", "forget", "put_back", "save", "start",
)  # fmt: skip
