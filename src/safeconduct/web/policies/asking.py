"""E-mails about questions: who answers for a policy hears that somebody asked, and the asker that there is an answer.

They say that there is something to read and where, never who asked, about which point, or what.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.rights import rights
from safeconduct.web.jobs.mail import send as post
from safeconduct.web.people.models import Organisation, Person, Role
from safeconduct.web.policies.models import Adoption, Answer
from safeconduct.web.policies.progress import is_away


def who_may_answer(place: Organisation) -> QuerySet[Person]:
    """The people who may answer questions about an organisation's policies, by name."""
    held = [position.value for position in rights()["policies.answer"].held_by]
    roles = Role.objects.on().filter(Q(organisation__in=place.path_of_ids), position__in=held)
    return Person.objects.filter(pk__in=roles.values("person"), is_active=True).order_by("name", "pk")


def tell_who_answers(adoption: Adoption, asker: Person) -> None:
    """Tell the policy's owner that a question waits.

    Where the owner asks, is on leave or may no longer answer, everybody else who may answer is told.
    """
    able = [person for person in who_may_answer(adoption.organisation) if person.pk != asker.pk]
    today = timezone.localdate()
    owner = [person for person in able if person.pk == adoption.owner_id and not is_away(person, today)]
    for person in owner or able:
        post(person, "policies/asked", _about(adoption, reverse("questions")))


def tell_asker(question: Answer) -> None:
    """Tell somebody that their question is answered; the answer stands beside the point."""
    post(question.person, "policies/answered", _about(question.adoption, reverse("policy-sign", args=[question.adoption_id])))


def _about(adoption: Adoption, path: str) -> dict[str, Any]:
    return {"title": adoption.title, "organisation": adoption.organisation.name, "read": settings.BASE_URL + path}


__all__: Final = ("tell_asker", "tell_who_answers", "who_may_answer")
