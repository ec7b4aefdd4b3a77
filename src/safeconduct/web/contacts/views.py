"""The conversation about a contact, its answer, and whom to tell. Nothing that is said here is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeconduct.activity import ConcernKind
from safeconduct.errors import InputError
from safeconduct.web.access.deciding import require, signed_in
from safeconduct.web.contacts.answering import Bound, answer, bound, concern_kind
from safeconduct.web.contacts.conversation import Conversation, read
from safeconduct.web.contacts.models import Relationship
from safeconduct.web.contacts.questions import ELSE, INCOMING, OUTGOING
from safeconduct.web.contacts.telling import Desk, Matter, Staff, desk, is_away, may_be_about
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.policies.models import binding
from safeconduct.web.policies.points import role_of

_ABOUT: Final = "about"
_NOBODY: Final = "nobody"
View = Callable[[HttpRequest], HttpResponse]


def _plainly(view: View) -> View:
    """An address that nobody is led to gets a page that says so, and where to begin again."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        require(signed_in(request), "contacts.ask", signed_in(request))
        try:
            return view(request)
        except InputError:
            return render(request, "contacts/astray.html", status=400)

    return answered


@require_safe
@_plainly
def contact(request: HttpRequest) -> HttpResponse:
    """What happened? Then one question at a time, as long as an answer could change anything; then what to do."""
    me = signed_in(request)
    conversation = _conversation(request, read(request.GET))
    if conversation.situation is None:
        return render(request, "contacts/start.html", {"situations": INCOMING})
    policies = bound(binding(me))
    step = conversation.step([each.policy for each in policies])
    if step is not None:
        back = conversation.said()[-1].back
        return render(request, "contacts/step.html", {"conversation": conversation, "step": step, "back": back})
    return render(request, "contacts/answer.html", _answer_page(conversation, policies, me))


def _answer_page(conversation: Conversation, policies: list[Bound], me: Person) -> Mapping[str, Any]:
    facts = conversation.facts
    family = bool(facts.get("family_member")) or facts.get("person") == "pupil_and_relative"
    return {
        "conversation": conversation,
        "answer": answer(conversation, policies, Staff(me.organisations()), me),
        "back": conversation.said()[-1].back,
        "with_pupil": facts.get("person") in ("pupil", "pupil_and_relative", "former_pupil"),
        "relationship": conversation.relationship,
        "undeclared": family and conversation.relationship is None,
        "no_policies": not policies,
    }


@require_safe
@_plainly
def outgoing(request: HttpRequest) -> HttpResponse:
    """I want to get in touch myself: how?"""
    return render(request, "contacts/outgoing.html", {"situations": OUTGOING})


@require_safe
@_plainly
def something_else(request: HttpRequest) -> HttpResponse:
    """The other questions of fact that the policies settle."""
    return render(request, "contacts/else.html", {"situations": ELSE})


@require_safe
@_plainly
def tell(request: HttpRequest) -> HttpResponse:
    """Who is there to be told today, with what was said so far to take along."""
    me = signed_in(request)
    conversation = _conversation(request, read(request.GET, without=(_ABOUT,)))
    places = list(me.organisations())
    staff = Staff(places)
    possible = may_be_about(places, staff, me)
    chosen = read(request.GET, without=(name for name in request.GET if name != _ABOUT)).get(_ABOUT)
    if chosen is None and possible:
        return render(request, "contacts/about.html", {"conversation": conversation, "people": possible})
    subject = _subject(chosen, possible)
    matter = Matter(concern_kind(conversation) or ConcernKind.PUPIL_CONTACT, me, subject)
    policies = [each.policy for each in bound(binding(me))]
    desks = [desk(place, staff, matter, policies) for place in places if place.kind != Organisation.Kind.TRUST]
    text = words_to_take(conversation, about_staff=subject is not None)
    shown = {"conversation": conversation, "desks": [_shown(each, text) for each in desks], "text": text, "subject": subject}
    return render(request, "contacts/tell.html", shown)


class Recipient(NamedTuple):
    """Somebody to tell, with the address that opens a letter to them in one's own e-mail program."""

    name: str
    role: str
    away_until: Any
    away: bool
    mail: str


class ShownDesk(NamedTuple):
    """Whom to tell at one organisation, as the page shows it."""

    place: Organisation
    recipients: list[Recipient]
    unnamed: list[str]


def _shown(given: Desk, text: str) -> ShownDesk:
    """Each person once, under the first of their roles; those who are away last."""
    first = {person: each.role for each in reversed(given.named) for person in each.people}
    in_order = dict.fromkeys(person for each in given.named for person in each.people)
    recipients = [
        Recipient(person.name, first[person], person.away_until, is_away(person), _mail(person, text)) for person in in_order
    ]
    unnamed = [each.role for each in given.named if not each.people]
    return ShownDesk(given.place, sorted(recipients, key=lambda each: each.away), unnamed)


def _mail(person: Person, text: str) -> str:
    """A letter in the person's own program: nothing of it passes through the site, and the subject gives nothing away."""
    return f"mailto:{quote(person.email)}?subject={quote('May I speak to you today?')}&body={quote(text)}"


def words_to_take(conversation: Conversation, *, about_staff: bool) -> str:
    """What was said so far as plain lines, and blanks for what only the person knows."""
    lines = [f"{said.short}: {said.label}" for said in conversation.said()]
    if about_staff:
        lines.append("It is about a member of staff. I will say who when we speak.")
    blanks = (
        "When it happened",
        "Who it was",
        "What was said or shown, word for word",
        "What I have done since",
        "Who else knows",
    )
    return "\n".join((*lines, *(f"{blank}: " for blank in blanks)))


def _subject(chosen: str | None, possible: list[Person]) -> Person | None:
    if chosen in (None, _NOBODY):
        return None
    found = next((person for person in possible if str(person.pk) == chosen), None)
    if found is None:
        raise InputError("The address names somebody who is not among those to be told.")
    return found


def _conversation(request: HttpRequest, given: Mapping[str, str]) -> Conversation:
    me = signed_in(request)
    return Conversation(given, Relationship.objects.of(me).standing(), role_of(me))
