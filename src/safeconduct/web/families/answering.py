"""What the office does for those behind a link: answer questions, and say whether it knows who came by a link for all."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.activity import Role
from safeconduct.web.access.acting import Done, action
from safeconduct.web.families import links
from safeconduct.web.families.lists import folded
from safeconduct.web.families.models import Confirmation, Invitation, Question, Signature
from safeconduct.web.jobs import mail
from safeconduct.web.people.models import Person


@action("families.answer")
def reply(by: Person, question: Question, text: str) -> Done[Question]:
    """Answer a question: it stands beside the point behind the link, and whoever has an e-mail address is told.

    Raises:
        ValidationError: somebody has answered it in the meantime.
    """
    asked = Question.objects.select_for_update(of=("self",)).select_related("invitation__adoption", "invitation__organisation")
    held = asked.get(pk=question.pk)
    if held.replied_at is not None:
        raise ValidationError({"reply": "Somebody has answered this in the meantime. Their answer stands below the question."})
    held.reply, held.replied_by, held.replied_at = text, by, timezone.now()
    held.save(update_fields=["reply", "replied_by", "replied_at"])
    _tell(held.invitation)
    return Done(held, clause=held.clause, adoption=held.invitation.adoption_id)


def _tell(invitation: Invitation) -> None:
    if invitation.email and invitation.withdrawn_at is None:
        told = {"title": invitation.adoption.title, "organisation": invitation.organisation.name, "link": links.new(invitation)}
        mail.send(invitation.email, "families/answered", told)


@action("families.confirm")
def confirm(by: Person, signature: Signature, *, known: bool) -> Done[Signature]:
    """Say whether somebody who signed by the link for all belongs to the school. Only then the signature counts.

    A letter that the same person was sent as well is asked for no longer.

    Raises:
        ValidationError: it needs no such word, or somebody has said it.
    """
    held = Signature.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=signature.pk)
    if not held.by_open_link:
        raise ValidationError("This was signed by a link of their own, so that nobody need confirm it.")
    if Confirmation.objects.filter(signature=held).exists():
        raise ValidationError("Somebody has said this in the meantime. Nothing was changed.")
    Confirmation.objects.create(signature=held, known=known, by=by)
    met = _same(held) if known else []
    Invitation.objects.filter(pk__in=met).update(withdrawn_at=timezone.now(), email="")
    return Done(held, known=known, met=met)


def _same(signature: Signature) -> list[int]:
    """The one invitation to the same person that waits, if there is just one."""
    mine = {"organisation": signature.organisation_id, "adoption": signature.adoption_id, "role": signature.role}
    waiting = Invitation.objects.unsigned().filter(**mine, by_open_link=False)
    found = [each.pk for each in waiting if _is_same(each, signature)]
    return found if len(found) == 1 else []


def _is_same(invitation: Invitation, signature: Signature) -> bool:
    child = folded(invitation.child) == folded(signature.child)
    if signature.role == Role.PARENT and not invitation.name:
        return child
    return child and folded(invitation.name) == folded(signature.name)


__all__: Final = ("confirm", "reply")
