"""Telling something: what it is, the form, who will get it, and the receipt. Nothing unfinished is kept on the server."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.activity import ConcernKind
from safeconduct.errors import InputError, SiteError
from safeconduct.web.access.deciding import require, signed_in
from safeconduct.web.access.rights import ANYBODY, Position, rights
from safeconduct.web.concerns import limiting, receipts, sending_again
from safeconduct.web.concerns.actions import About, Raised, Telling, told_before
from safeconduct.web.concerns.colleagues import Colleague, to_be_named
from safeconduct.web.concerns.coming_from import Came, came
from safeconduct.web.concerns.evidence import raise_with
from safeconduct.web.concerns.foreseeing import Getter, Outlook, foresee
from safeconduct.web.concerns.forms import TellingForm
from safeconduct.web.concerns.mentioning import blamed, mentioned, spoken_of
from safeconduct.web.concerns.models import Concern, Door, Subject
from safeconduct.web.concerns.surviving import STALE, signed_in_by_now, signed_out, words_survive
from safeconduct.web.concerns.wording import KINDS, NATURES
from safeconduct.web.people.models import Organisation, Person

_DOOR: Final = "door"
_LOST: Final = (
    "It could not be kept just now, so nothing was sent. Everything that you wrote is still here: try again in a minute. "
    "If it cannot wait, tell somebody in person."
)
_OTHERS: Final = "Who would get it is not what the page showed before. Look at it again, then send it."
_TOO_MANY: Final = (
    "Very much has come in through this page within the hour, so it waits. Everything that you wrote is still here: try "
    "again later, or ring one of the numbers below."
)
_THEY: Final = "You write of somebody who would get it. Say whether it is about them."
_HEADINGS: Final = {
    Concern.Nature.SEEN: "Tell what happened",
    Concern.Nature.OWN: "Tell it yourself",
    Concern.Nature.DONE_TO_ME: "What is done to you?",
}
log = logging.getLogger(__name__)


@require_safe
def concern(request: HttpRequest) -> HttpResponse:
    """What do you want to tell? A page that knows already leads past this."""
    me = signed_in(request)
    require(me, "concerns.raise", me)
    if came(request.GET, me).is_something:
        return redirect(f"{reverse('concern-new')}?{request.GET.urlencode()}")
    posters = me.holds(rights()["concerns.set-routes"].held_by)
    return render(
        request, "concerns/start.html", {"natures": NATURES.items(), "posters": posters, "query": _without(request, "nature")}
    )


class Way(NamedTuple):
    """The way by which somebody tells: where, as whom (nobody: without a name), and what the page knew already."""

    place: Organisation
    nature: Concern.Nature
    came: Came
    me: Person | None
    staff: Sequence[Colleague] = ()
    door: Door | None = None

    def form(self, request: HttpRequest) -> TellingForm:
        """The form, with what was sent if anything was."""
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = TellingForm(*sent, nature=self.nature, staff=self.staff, initial=dict(self.came.filled))
        if self.door is not None:
            for name in ("standing", "staff"):
                form.fields.pop(name, None)
        return form


@login_not_required  # it asks itself: somebody who was signed out while writing keeps their words
@words_survive
@require_http_methods(["GET", "HEAD", "POST"])
def concern_new(request: HttpRequest, *, stale: bool = False) -> HttpResponse:
    """Tell something under one's name, or in confidence."""
    if not request.user.is_authenticated:
        return signed_out(request) if request.method == "POST" else redirect_to_login(request.get_full_path())
    me = signed_in(request)
    require(me, "concerns.raise", me)
    places = list(me.holds(ANYBODY))
    place = next((each for each in places if str(each.pk) == request.GET.get("place")), None)
    if place is None and len(places) != 1:
        return render(request, "concerns/place.html", {"places": places, "query": _without(request, "place")})
    place = place or places[0]
    known = came(request.GET, me)
    way = Way(place, known.nature or Concern.Nature.SEEN, known, me, to_be_named(place, me))
    return _told(request, way, stale=stale)


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query.pop(name, None)
    return query.urlencode()


@login_not_required  # whoever has the code from the poster may tell something here, without a name
@words_survive
@require_http_methods(["GET", "HEAD", "POST"])
def concern_door(request: HttpRequest, code: str, *, stale: bool = False) -> HttpResponse:
    """Tell something without a name: who is signed in is asked to come back signed out, since we would know them."""
    if limiting.exhausted(request, _DOOR):
        return render(request, "concerns/door_wait.html", status=429)
    door = Door.objects.filter(code=code.strip().upper()).select_related("organisation").first()
    if door is None:
        limiting.wrong(request, _DOOR)
        raise Http404(_DOOR)
    if request.user.is_authenticated:
        return signed_in_by_now(request, door)
    known = came(request.GET, None)
    nature = Concern.Nature.SEEN if known.nature in (None, Concern.Nature.OWN) else known.nature
    return _told(request, Way(door.organisation, nature, known, None, door=door), stale=stale)


# --- the form, the outlook, the receipt -----------------------------------------------------------------------------


def _told(request: HttpRequest, way: Way, *, stale: bool) -> HttpResponse:
    """One form for all of it: “check” shows who would get it, “look” shows it again, “send” sends."""
    form = way.form(request)
    if request.method != "POST":
        return _page(request, way, form)
    do = "" if stale else request.POST.get("do")
    first = sending_again.received(form, way.me) if do in ("send", "add") else None
    if stale:
        form.add_error(None, STALE)
    if do == "anew":
        form.token = receipts.new_token()
    if not _first_part_is_right(form):
        return _unfinished(request, way, form, first)
    draft = _draft(form, way)
    if first:
        return _again(request, way, form, draft, first)
    if do == "send" and (raised := _sent(form, way, draft)):
        return _receipt(request, way, raised, draft.outlook) if raised.seals else _again(request, way, form, draft, raised)
    return _page(request, way, form, draft, checking=True)


def _unfinished(request: HttpRequest, way: Way, form: TellingForm, first: Raised | None) -> HttpResponse:
    """Something on the first page of the form is not right."""
    if first:
        form.add_error(None, sending_again.RECEIVED.format(code=first.code))
    return _page(request, way, form, checking=request.POST.get("do") != "check")


def _again(request: HttpRequest, way: Way, form: TellingForm, draft: Draft, first: Raised) -> HttpResponse:
    """The form was sent before: the receipt once more, unless something was changed, which is then added if they say so."""
    form.require_answers()
    if draft.telling is not None and not form.errors:
        again = sending_again.compared(form, draft.telling, first)
        if again.is_told or (request.POST.get("do") == "add" and _added(form, way, again)):
            return _receipt(request, way, first, draft.outlook)
    form.add_error(None, sending_again.RECEIVED.format(code=first.code))
    return _page(request, way, form, draft, checking=True, first=first)


def _added(form: TellingForm, way: Way, again: sending_again.Again) -> bool:
    """Add what was changed, unless a file or something else stops it: then the form says so."""
    files = form.examined()
    if form.errors:
        return False
    try:
        sending_again.add(again, files, form)
    except (InputError, ValidationError) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else str(error))
    except (SiteError, DatabaseError, OSError):
        log.exception("an addition could not be kept")
        form.add_error(None, _LOST)
    return not form.errors


def _first_part_is_right(form: TellingForm) -> bool:
    """Whether all is right that stands on the first page of the form."""
    form.is_valid()
    return not any(name in form.errors for name in ("words", "when", "where", "about", "staff", "who", "standing"))


class Draft(NamedTuple):
    """What would be sent, and to whom; nothing of either as long as its kind is not known."""

    kind: ConcernKind | None
    child: str
    telling: Telling | None = None
    outlook: Outlook | None = None
    left_out: Sequence[Person] = ()
    mentioned: Sequence[Person] = ()
    asked: Sequence[Person] = ()

    @property
    def assumed(self) -> list[Person]:
        """Those left out by a role in the words, until the reporter says that it is not about them."""
        return [each for each in self.left_out if each in self.asked]


def _draft(form: TellingForm, way: Way) -> Draft:
    """What would be sent if the form were sent as it is."""
    suggestion = form.suggestion()
    kind = form.chosen_kind() or way.came.kind or suggestion.kind
    child = form.data.get("child", "") or ("yes" if suggestion.child_protection else "")
    if kind is None:
        return Draft(None, child)
    telling = Telling(
        way.place,
        kind,
        form.told(way.came.facts),
        child_protection=child == "yes",
        standing=Concern.Standing(form.cleaned_data.get("standing") or Concern.Standing.NAMED),
        nature=way.nature,
        about=form.subjects(way.me),
        token=form.token,
    )
    return _without_those_concerned(form, way, Draft(kind, child, telling))


def _without_those_concerned(form: TellingForm, way: Way, draft: Draft) -> Draft:
    """Those who would get it and of whom the reporter says that it is about them are left out, and so on with the next."""
    assert draft.telling is not None
    telling, left_out, blame = draft.telling, list[Person](), _blamed(form, way)
    while True:
        outlook = foresee(telling, way.me)
        found = [each.person for each in outlook.people if _is_concerned(form, each, blame)]
        if not found:
            break
        left_out += found
        unnamed = [each for each in telling.about if each.who is not Subject.Who.STAFF or each.person or each.words]
        telling = telling._replace(about=[*unnamed, *(About(Subject.Who.STAFF, person) for person in found)])
    they = [] if way.nature is Concern.Nature.OWN else _spoken_of(form, outlook.people)
    asked = [each for each in left_out if str(each.pk) not in form.leave_out]
    asked += [each for each in (*left_out, *(one.person for one in outlook.people)) if str(each.pk) in form.assumed]
    return draft._replace(telling=telling, outlook=outlook, left_out=left_out, mentioned=they, asked=asked)


def _blamed(form: TellingForm, way: Way) -> frozenset[Position]:
    """The roles whose holders are left out until it is said that it is not about them: where nobody can be picked by name."""
    return frozenset() if way.door is None else blamed(*_told_of(form))


def _told_of(form: TellingForm) -> tuple[str, str]:
    return form.cleaned_data["words"], form.cleaned_data["who"]


def _is_concerned(form: TellingForm, getter: Getter, blame: frozenset[Position]) -> bool:
    """Whether somebody is left out: as the reporter says, or by a role in the words while the reporter was not asked yet."""
    number = str(getter.person.pk)
    return number in form.leave_out or (number not in form.assumed and bool(getter.called & blame))


def _spoken_of(form: TellingForm, getters: Sequence[Getter]) -> list[Person]:
    """Those who would get it and may be the ones whom it is about, by their name or by what they are."""
    words, who = _told_of(form)
    roles, named = spoken_of(words, who), mentioned(words, [each.person for each in getters], who=who)
    return [each.person for each in getters if each.person in named or each.called & roles]


def _sent(form: TellingForm, way: Way, draft: Draft) -> Raised | None:
    """Send it, unless something is still to be answered or fails: then the form says so."""
    form.require_answers()
    if draft.mentioned and not form.cleaned_data.get("not_them"):
        form.add_error("not_them", _THEY)
    if not form.errors and draft.outlook is not None and form.shown != draft.outlook.shown:
        form.add_error(None, _OTHERS)
    if form.errors or draft.telling is None:
        return None
    if way.door is not None and limiting.sent_too_often(way.door.pk):
        form.add_error(None, _TOO_MANY)
        return None
    return _raised(form, way, draft.telling)


def _raised(form: TellingForm, way: Way, telling: Telling) -> Raised | None:
    files = form.examined()
    if form.errors:
        return None
    try:
        return raise_with(way.me, telling, files, form.taken)
    except (InputError, ValidationError) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else str(error))
    except (SiteError, DatabaseError, OSError):
        if raised := _sent_meanwhile(telling.token):
            return raised
        log.exception("a concern could not be kept")
        form.add_error(None, _LOST)
    return None


def _sent_meanwhile(token: str) -> Raised | None:
    """The same form, if it was sent twice at once and the other one came first."""
    try:
        return told_before(token)
    except (SiteError, DatabaseError, OSError):
        return None


def _page(
    request: HttpRequest,
    way: Way,
    form: TellingForm,
    draft: Draft | None = None,
    *,
    checking: bool = False,
    first: Raised | None = None,
) -> HttpResponse:
    given: dict[str, Any] = {
        "way": way,
        "form": form,
        "draft": draft,
        "first": first,
        "checking": checking and draft is not None,
        "started": checking,
        "own": way.nature is Concern.Nature.OWN,
        "first_heading": _HEADINGS[way.nature],
        "door": way.door or Door.objects.filter(organisation=way.place).first(),
    }
    return render(request, "concerns/telling.html", {**given, **_kinds(form, way, draft)})


def _kinds(form: TellingForm, way: Way, draft: Draft | None) -> dict[str, Any]:
    """The kinds to choose from: the likely ones first, the others folded away."""
    if draft is None:
        return {}
    suggestion = form.suggestion()
    likely = [kind for kind in (draft.kind, way.came.kind, suggestion.kind, *suggestion.alternatives) if kind]
    in_order = list(dict.fromkeys([*likely, *KINDS]))
    shown = len(dict.fromkeys(likely)) or len(in_order)
    kinds = [(kind.value, KINDS[kind]) for kind in in_order]
    return {"likely": kinds[:shown], "others": kinds[shown:], "chosen": draft.kind and draft.kind.value, "child": draft.child}


def _receipt(request: HttpRequest, way: Way, raised: Raised, outlook: Outlook | None = None) -> HttpResponse:
    """The receipt: the code is shown this once. A form that was sent twice gets the same one."""
    given = {"way": way, "raised": raised, "concern": raised.concern, "outlook": outlook}
    nature = {"own": way.nature is Concern.Nature.OWN, "to_me": way.nature is Concern.Nature.DONE_TO_ME}
    return render(request, "concerns/sent.html", {**given, **nature})


__all__: Final = ("concern", "concern_door", "concern_new")
