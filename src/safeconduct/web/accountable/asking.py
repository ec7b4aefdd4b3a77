"""Every change of a request for one's own data but what is decided about its parts: asking, the clock, how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.trail import Fact
from safeconduct.web.accountable.clocks import Numbers, first_month_ends
from safeconduct.web.accountable.handlers import At, handlers
from safeconduct.web.accountable.models import AccessRequest, Pause
from safeconduct.web.jobs.mail import send
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.sealing.models import Sealed
from safeconduct.web.sealing.storing import fingerprint, seal

ALERT: Final = "accountable/to_read"
_SIGNED_IN: Final = "They asked signed in."
_OPEN_ALREADY: Final = "You have asked this already, and it is not answered yet. Nothing was sent a second time."


def alert(people: Iterable[Person], path: str, but: Person | None = None) -> None:
    """Tell some people by e-mail that there is something to read; what, the page says after signing in."""
    for person in people:
        if person != but:
            send(person, ALERT, {"path": path})


def _sealed(words: str) -> Sealed | None:
    return seal(words) if words.strip() else None


def _prints(*seals: Sealed | None) -> list[str]:
    return [fingerprint(each) for each in seals if each is not None]


@action("accountable.ask")
def ask(by: Person, me: Person, place: Organisation, scope: str = "") -> Done[AccessRequest]:
    """Ask what an organisation holds about oneself.

    Raises:
        ValidationError: one has asked already, and it is open.
    """
    if AccessRequest.objects.filter(person=me, organisation=place, closed_on__isnull=True).exists():
        raise ValidationError(_OPEN_ALREADY)
    if not handlers(place, {me.pk}):
        raise ValidationError(f"Nobody at {place.name} but you could deal with this. Ask whoever oversees it, and keep a copy.")
    today = timezone.localdate()
    made = AccessRequest.objects.create(
        organisation=place, person=me, who=seal(me.name), scope=_sealed(scope), received_on=today, entered_by=by,
        identity_on=today, identity_how=_SIGNED_IN,
    )  # fmt: skip
    alert(handlers(place, {me.pk}), "/registers/access/")
    return Done(made, organisation=place.pk, sealed=_prints(made.who, made.scope))


class RequestGiven(NamedTuple):
    """A request that came by letter, by e-mail or in person; ``person`` is their account, if they have one."""

    who: str
    received_on: date
    for_them: str = ""
    scope: str = ""
    person: Person | None = None
    identity_known: bool = False


@action("accountable.handle")
def enter(by: Person, desk: At, given: RequestGiven) -> Done[AccessRequest]:
    """Put down a request that came in otherwise.

    Raises:
        ValidationError: it is one's own, or its day is still to come.
    """
    if given.person == by:
        raise ValidationError(
            {"person": "This would be your own request. Ask for it from your account page: others handle it."}
        )
    today = timezone.localdate()
    if given.received_on > today:
        raise ValidationError({"received_on": "This day is still to come. Write the day on which it came in."})
    known = {"identity_on": today, "identity_how": f"Known to {by.name}"} if given.identity_known else {}
    made = AccessRequest.objects.create(
        organisation=desk.organisation, person=given.person, who=seal(given.who), for_them=_sealed(given.for_them),
        scope=_sealed(given.scope), received_on=given.received_on, entered_by=by, handler=by,
        identity_asked_on=None if given.identity_known else today, **known,
    )  # fmt: skip
    seals = _prints(made.who, made.for_them, made.scope)
    return Done(made, organisation=desk.organisation.pk, received_on=given.received_on, sealed=seals)


def _open(request: AccessRequest) -> AccessRequest:
    rows = AccessRequest.objects.select_for_update(of=("self",)).select_related("organisation")
    request = rows.get(pk=request.pk)
    if request.closed_on is not None:
        raise ValidationError("This request is closed. Nothing was changed.")
    return request


@action("accountable.handle")
def take(by: Person, request: AccessRequest) -> Done[AccessRequest]:
    """Say that one deals with it oneself."""
    request = _open(request)
    request.handler = by
    request.save(update_fields=["handler"])
    return Done(request, step="taken")


@action("accountable.handle")
def ask_identity(by: Person, request: AccessRequest) -> Done[AccessRequest]:
    """It is not clear who asks: the clock begins once it is.

    Raises:
        ValidationError: it is clear already.
    """
    request = _open(request)
    if request.identity_on or request.identity_asked_on:
        raise ValidationError("Who asks is settled or asked already. Nothing was changed.")
    request.identity_asked_on = timezone.localdate()
    request.save(update_fields=["identity_asked_on"])
    return Done(request, step="identity-asked")


@action("accountable.handle")
def confirm_identity(by: Person, request: AccessRequest, how: str) -> Done[AccessRequest]:
    """It is clear who asks, and how that was found out; no copy of a passport is kept."""
    request = _open(request)
    request.identity_on, request.identity_how = timezone.localdate(), how
    request.save(update_fields=["identity_on", "identity_how"])
    return Done(request, step="identity-confirmed", on=request.identity_on)


@action("accountable.handle")
def clarify(by: Person, request: AccessRequest, asked: str) -> Done[Pause]:
    """Ask what exactly they look for, where much is held: the clock stands still until they say.

    Raises:
        ValidationError: that was asked and is not answered.
    """
    request = _open(request)
    if request.pauses.filter(until__isnull=True).exists():
        raise ValidationError("You have asked already, and the clock stands still. Nothing was changed.")
    made = Pause.objects.create(request=request, asked=seal(asked), since=timezone.localdate())
    if request.person:
        alert([request.person], "/registers/mine/")
    return Done(made, request=request.pk, sealed=_prints(made.asked))


@action("accountable.handle")
def clarified(by: Person, request: AccessRequest) -> Done[AccessRequest]:
    """They have said what they look for: the clock goes on.

    Raises:
        ValidationError: it was not standing still.
    """
    request = _open(request)
    if not request.pauses.filter(until__isnull=True).update(until=timezone.localdate()):
        raise ValidationError("The clock is not standing still. Nothing was changed.")
    return Done(request, step="clarified")


@action("accountable.handle")
def extend(by: Person, request: AccessRequest, why: str, told_on: date) -> Done[AccessRequest]:
    """Take longer, because it is complex; the person has to be told why within the first month.

    Raises:
        ValidationError: that month is over, or it was extended before.
    """
    request = _open(request)
    if request.extended_on is not None:
        raise ValidationError("It was extended already; that can be done once. Nothing was changed.")
    last = first_month_ends(request, Numbers([request.organisation]), request.pauses.all())
    if not request.received_on <= told_on <= timezone.localdate():
        raise ValidationError({"told_on": "They have to be told first: write the day on which they were."})
    if last is not None and told_on > last:
        raise ValidationError({"told_on": f"They had to be told by {last:%-d %B %Y}. After that it cannot be extended."})
    request.extended_on, request.extended_why = told_on, seal(why)
    request.save(update_fields=["extended_on", "extended_why"])
    if request.person:
        alert([request.person], "/registers/mine/")
    return Done(request, step="extended", on=told_on, sealed=_prints(request.extended_why))


@action("accountable.handle")
def close(by: Person, request: AccessRequest, outcome: AccessRequest.Outcome, why: str = "") -> Done[AccessRequest]:
    """Say how it ended.

    Raises:
        ValidationError: a refusal has no reason, or it is answered while the registers' part has not been given.
    """
    request = _open(request)
    if outcome == AccessRequest.Outcome.REFUSED and not why.strip():
        raise ValidationError({"why": "Write why. They have a right to be told, and to complain."})
    if outcome == AccessRequest.Outcome.ANSWERED and not request.portions.filter(case=None, released_at__isnull=False).exists():
        raise ValidationError({"outcome": "Give them their copy first, or choose another ending."})
    request.pauses.filter(until__isnull=True).update(until=timezone.localdate())
    request.outcome, request.outcome_why, request.closed_on = outcome, _sealed(why), timezone.localdate()
    request.save(update_fields=["outcome", "outcome_why", "closed_on"])
    if request.person:
        alert([request.person], "/registers/mine/")
    facts: dict[str, Fact] = {"outcome": outcome.value, "sealed": _prints(request.outcome_why)}
    return Done(request, **facts)


__all__: Final = (
    "ALERT", "RequestGiven", "alert", "ask", "ask_identity", "clarified", "clarify", "close", "confirm_identity", "enter",
    "extend", "take",
)  # fmt: skip
