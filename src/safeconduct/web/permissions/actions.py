"""Every change of a request: asked, asked back, answered, granted or refused, withdrawn or taken back."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.trail import append
from safeconduct.web.jobs import mail
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.permissions import wording
from safeconduct.web.permissions.deciding import deciders, may_decide
from safeconduct.web.permissions.kind import kinds
from safeconduct.web.permissions.models import Request


class Asked(NamedTuple):
    """What somebody asks for. A post has its exact ``text``, the account (personal or official) and the platform."""

    organisation: Organisation
    kind: str
    since: date
    until: date
    about: str = ""
    text: str = ""
    account: str = ""
    platform: str = ""
    handle: str = ""


@action("permissions.ask")
def ask(by: Person, person: Person, given: Asked) -> Done[Request]:
    """Ask for a permission of one's own where one works today; those who decide are told that there is something to read.

    Raises:
        ValidationError: the person does not work there, nobody there can decide, or the days will not do.
    """
    kind, place = kinds()[given.kind], given.organisation
    if not person.organisations().filter(pk=place.pk).exists():
        raise ValidationError({"organisation": "You do not work there today. Choose one of your schools."})
    who = deciders(place, kind, person)
    if not who:
        raise ValidationError(
            f"Nobody who could decide is entered at {place.name}. Ask its office to enter the head teacher or consultant."
        )
    check_days(given.since, given.until, kind.longest)
    digest = wording.digest(person, given.text) if kind.of_text else ""
    made = Request.objects.create(person=person, digest=digest, **given._asdict())
    for one in who:
        tell(one, "asked", made)
    return Done(made, step="asked", kind=kind.id, organisation=place.pk, since=given.since, until=given.until)


def check_days(since: date, until: date, longest: int) -> None:
    """Whether days to come will do.

    Raises:
        ValidationError: they are past, the wrong way round, or too many.
    """
    if until < since:
        raise ValidationError({"until": "The last day is before the first. Correct one of the two."})
    if until < timezone.localdate():
        raise ValidationError({"until": "This day is past. Choose today or a later day."})
    if (until - since).days >= longest:
        raise ValidationError({"until": f"A permission of this kind holds {longest} days at most. Choose an earlier last day."})


def tell(to: Person, step: str, request: Request) -> None:
    """Send somebody an e-mail that there is something to read, and no more than that."""
    address = settings.BASE_URL + reverse("permission", args=[request.pk])
    mail.send(to, "permissions/to_read", {"step": step, "link": address, "organisation": request.organisation.name})


@action("permissions.decide")
def decide(by: Person, request: Request, *, granted: bool, words: str) -> Done[Request]:
    """Say yes, with conditions if there are any, or no, with the reason. The text of a post is wiped in the same breath.

    Raises:
        PermissionDenied: somebody else is to decide.
        ValidationError: it was decided, withdrawn or ran out meanwhile, or a no has no reason.
    """
    request = _undecided(by, request)
    if not granted and not words:
        raise ValidationError({"words": "Say why not, so that they know what would do."})
    request.granted, request.words, request.text = granted, words, ""
    request.decided_by, request.decided_at = by, timezone.now()
    request.save(update_fields=["granted", "words", "text", "decided_by", "decided_at"])
    tell(request.person, "answered", request)
    return Done(request, step="granted" if granted else "refused", kind=request.kind, until=request.until)


@action("permissions.decide")
def ask_back(by: Person, request: Request, question: str) -> Done[Request]:
    """Ask the asker something before deciding; it waits for them until they answer.

    Raises:
        PermissionDenied: somebody else is to decide.
        ValidationError: it was decided, withdrawn or ran out meanwhile, or there is no question.
    """
    request = _undecided(by, request)
    if not question:
        raise ValidationError({"words": "Write what you want to know."})
    request.question, request.reply = question, ""
    request.save(update_fields=["question", "reply"])
    tell(request.person, "question", request)
    return Done(request, step="asked back", kind=request.kind)


@action("permissions.ask")
def reply(by: Person, request: Request, words: str) -> Done[Request]:
    """Answer a question about one's own request.

    Raises:
        ValidationError: it waits for no answer.
    """
    request = _locked(request)
    if not request.is_asked_back:
        raise ValidationError("This waits for no answer any more. Nothing was changed.")
    request.reply = words
    request.save(update_fields=["reply"])
    for one in deciders(request.organisation, request.of, request.person):
        tell(one, "asked", request)
    return Done(request, step="answered", kind=request.kind)


@action("permissions.ask")
def withdraw(by: Person, request: Request) -> Done[Request]:
    """Withdraw one's own request, or give a permission back; the text of a post is wiped.

    Raises:
        ValidationError: it is over already.
    """
    return _ended(by, request, "withdrawn")


@action("permissions.decide")
def take_back(by: Person, request: Request, words: str) -> Done[Request]:
    """Take a permission back, with the reason; from this moment the checker asks again.

    Raises:
        PermissionDenied: somebody else is to decide.
        ValidationError: it is over already, or there is no reason.
    """
    request = _locked(request)
    if not may_decide(by, request):
        raise PermissionDenied("permissions.decide")
    if not request.granted:
        raise ValidationError("This is no permission that could be taken back. Nothing was changed.")
    if not words:
        raise ValidationError({"words": "Say why, so that they understand it."})
    done = _ended(by, request, "taken back")
    done.result.words = words
    done.result.save(update_fields=["words"])
    tell(done.result.person, "answered", done.result)
    return done


def _ended(by: Person, request: Request, step: str) -> Done[Request]:
    request = _locked(request)
    if not request.is_standing:
        raise ValidationError("This is over already. Nothing was changed.")
    request.withdrawn_by, request.withdrawn_at, request.text = by, timezone.now(), ""
    request.save(update_fields=["withdrawn_by", "withdrawn_at", "text"])
    return Done(request, step=step, kind=request.kind)


def _locked(request: Request) -> Request:
    """The request as it is now, held so that nobody else changes it meanwhile."""
    held = Request.objects.select_for_update(of=("self",)).select_related("person", "organisation")
    return held.get(pk=request.pk)


def _undecided(by: Person, request: Request) -> Request:
    request = _locked(request)
    if not may_decide(by, request):
        raise PermissionDenied("permissions.decide")
    if not request.is_undecided:
        raise ValidationError("This was decided, withdrawn or ran out already. Nothing was changed.")
    return request


def wipe_lapsed() -> int:
    """Wipe the texts of requests that lapsed without a decision; how many. Nothing hangs on when this is done."""
    left = Request.objects.exclude(text="").exclude(pk__in=Request.objects.undecided().values("pk"))
    numbers = list(left.values_list("pk", flat=True))
    if numbers:
        Request.objects.filter(pk__in=numbers).update(text="")
        append("permissions.wipe", by=None, about="", facts={"requests": numbers})
    return len(numbers)


__all__: Final = ("Asked", "ask", "ask_back", "check_days", "decide", "reply", "take_back", "tell", "wipe_lapsed", "withdraw")
