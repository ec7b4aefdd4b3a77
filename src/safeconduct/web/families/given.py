"""What those behind a link say: which points they agree to, what they ask, and their signature. Nobody signs in for it.

Each change leaves an entry of the trail without a person: that it was done by this invitation is all that is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from safeconduct.activity import Role
from safeconduct.policy import Clause
from safeconduct.web.access.rights import rights
from safeconduct.web.access.trail import Fact, append
from safeconduct.web.families.models import Habits, Invitation, Question, Signature
from safeconduct.web.jobs import mail
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.people.models import Role as Held
from safeconduct.web.policies.actions import Refusal, SigningRefusedError
from safeconduct.web.policies.points import content
from safeconduct.web.policies.progress import is_away
from safeconduct.web.policies.receipts import new_code

MOST_QUESTIONS: Final = 20  # by one invitation


class Names(NamedTuple):
    """Who signs, as they write it; and the parent who signs with a pupil."""

    name: str
    parent: str = ""


class Came(NamedTuple):
    """Who somebody says they are who came by the link for all."""

    name: str
    child: str = ""
    group: str = ""


@transaction.atomic
def come(by: Invitation, given: Came) -> Invitation:
    """Make an invitation for somebody who came by the link for all."""
    together = by.as_role is Role.PUPIL and Habits.of(by.organisation).alone_from > 0
    made = Invitation.objects.create(
        organisation=by.organisation,
        adoption=by.adoption,
        role=by.role,
        until=by.until,
        by_open_link=True,
        together=together,
        **given._asdict() | {"group": given.group or by.group},
    )
    _note("come", made, by=by.pk)
    return made


@transaction.atomic
def say(invitation: Invitation, agreed: set[str], questions: Mapping[str, str]) -> Invitation:
    """Keep which points are ticked, each with its time, and new questions; whoever answers them is told."""
    held = _locked(invitation)
    if held.signature_id is not None or held.adoption.is_over:
        return held
    now = timezone.now().isoformat(timespec="seconds")
    mine = {clause.id for clause in held.points}
    held.agreed = {clause: held.agreed.get(clause, now) for clause in sorted(agreed & mine)}
    held.save(update_fields=["agreed"])
    asked = [clause for clause, text in questions.items() if clause in mine and _ask(held, clause, text)]
    if asked:
        _note("ask", held, clauses=asked)
        _tell_who_answers(held)
    return held


def _ask(invitation: Invitation, clause: str, text: str) -> bool:
    """Ask something, unless it was asked before in the same words, or very much was asked."""
    before = list(invitation.questions.all())
    if not text or len(before) >= MOST_QUESTIONS or any((each.clause, each.text) == (clause, text) for each in before):
        return False
    Question.objects.create(invitation=invitation, clause=clause, text=text)
    return True


@transaction.atomic
def sign(invitation: Invitation, digest: str, names: Names) -> Signature:
    """Sign the text with a digest, once every point has a yes. Signing twice gives the first signature again.

    Raises:
        SigningRefusedError: the version is over, is another than was read, or points are left.
    """
    held = _locked(invitation)
    if held.signature is not None:
        return held.signature
    why = _refusal(held, digest)
    if why is not None:
        raise SigningRefusedError(why)
    made = Signature.objects.create(
        organisation=held.organisation,
        adoption=held.adoption,
        role=held.role,
        digest=held.adoption.digest,
        name=names.name,
        parent=names.parent if held.together else "",
        child=held.child,
        group=held.group,
        by_open_link=held.by_open_link,
        points=[_point(held, clause) for clause in held.points],
        code=new_code(),
    )
    held.signature = made
    held.save(update_fields=["signature"])
    facts: dict[str, Fact] = {
        "digest": made.digest,
        "seal": made.seal,
        "points": len(made.points),
        "adoption": made.adoption_id,
        "role": made.role,
    }
    append("families.sign", by=None, about=f"families.signature:{made.pk}", facts={**facts, "together": held.together})
    return made


def _point(invitation: Invitation, clause: Clause) -> dict[str, str]:
    said = clause.said_to(invitation.as_role)
    return {"clause": clause.id, "content": content(clause), "says": said, "at": invitation.agreed[clause.id]}


def _refusal(invitation: Invitation, digest: str) -> Refusal | None:
    if invitation.adoption.is_over or invitation.is_over or invitation.withdrawn_at is not None:
        return Refusal.OVER
    if digest != invitation.adoption.digest or not invitation.adoption.is_genuine:
        return Refusal.OTHER_TEXT
    left = [clause for clause in invitation.points if clause.id not in invitation.agreed]
    return Refusal.POINTS_LEFT if left or not invitation.points else None


def _locked(invitation: Invitation) -> Invitation:
    held = Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "adoption", "signature")
    return held.get(pk=invitation.pk)


def _note(step: str, invitation: Invitation, **facts: int | list[str]) -> None:
    append(f"families.{step}", by=None, about=f"families.invitation:{invitation.pk}", facts=facts)


# --- who answers ----------------------------------------------------------------------------------------------------


def _tell_who_answers(invitation: Invitation) -> None:
    """Tell the policy's owner that a question waits; where the owner is away or may not answer, everybody who may."""
    able = _who_may_answer(invitation.organisation)
    today = timezone.localdate()
    owner = [person for person in able if person.pk == invitation.adoption.owner_id and not is_away(person, today)]
    told = {
        "title": invitation.adoption.title,
        "organisation": invitation.organisation.name,
        "read": settings.BASE_URL + reverse("family-questions"),
    }
    for person in owner or able:
        mail.send(person, "families/asked", told)


def _who_may_answer(place: Organisation) -> list[Person]:
    held = [position.value for position in rights()["families.answer"].held_by]
    roles = Held.objects.on().filter(organisation__in=place.path_of_ids, position__in=held)
    return list(Person.objects.filter(pk__in=roles.values("person"), is_active=True).order_by("name", "pk"))


__all__: Final = ("MOST_QUESTIONS", "Came", "Names", "come", "say", "sign")
