"""The office's pages: who is invited and who has signed, inviting, links on paper, questions, a school's own settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.activity import Role
from safeconduct.web.access.deciding import fetch, may, signed_in
from safeconduct.web.access.rights import rights
from safeconduct.web.families import answering, inviting, lists, offered, slips, standing
from safeconduct.web.families.forms import HabitsForm, InviteForm, OpenForm, ReplyForm, SendForm
from safeconduct.web.families.models import Habits, Invitation, Question, Signature
from safeconduct.web.families.roles import LINKED
from safeconduct.web.families.rounds import Round, rounds
from safeconduct.web.families.standing import Entry, State
from safeconduct.web.people.asking import done, sent, tried
from safeconduct.web.people.models import Organisation
from safeconduct.web.policies.models import Adoption

FORM: Final = ["GET", "HEAD", "POST"]
_PAGE: Final = 50
_SCHOOLS: Final = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL)


def _places(request: HttpRequest, verb: str) -> QuerySet[Organisation]:
    """The schools at which the person who asks holds a right; none for somebody who holds it elsewhere only.

    Raises:
        PermissionDenied: the person holds it nowhere.
    """
    places = signed_in(request).holds(rights()[verb].held_by)
    if not places.exists():
        raise PermissionDenied(verb)
    return places.filter(kind=Organisation.Kind.SCHOOL)


def _round(request: HttpRequest, verb: str, place: int, adoption: int, role: str) -> Round:
    """The round that a page is about.

    Raises:
        Http404: there is no such school, policy or role, or not for this person.
        PermissionDenied: the person may not do this here.
    """
    school = fetch(request, _SCHOOLS.all(), verb, pk=place)
    found = Adoption.objects.filter(pk=adoption, organisation__in=school.path_of_ids).select_related("organisation").first()
    if found is None or role not in LINKED:
        raise Http404(verb)
    return Round(school, found, Role(role))


class Line(NamedTuple):
    """A round on the front page: how many are invited and have signed."""

    at: Round
    invited: int
    signed: int


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Every school, policy and role that can be signed by link, with numbers."""
    places = list(_places(request, "families.watch"))
    invited: dict[tuple[int, int, Role], tuple[int, int]] = {}
    for each in standing.standing(places):
        key = (each.organisation, each.adoption, each.role)
        before = invited.get(key, (0, 0))
        invited[key] = (before[0] + each.invited, before[1] + each.signed)
    by_place: dict[Organisation, list[Line]] = {place: [] for place in places}
    for at in rounds(places):
        numbers = invited.get((at.organisation.pk, at.adoption.pk, at.role), (0, 0))
        by_place[at.organisation].append(Line(at, *numbers))
    me = signed_in(request)
    shown = {
        "places": [(place, lines, may(me, "families.settle", place)) for place, lines in by_place.items()],
        "waiting": _questions(places).filter(replied_at=None).count(),
        "confirming": Signature.objects.filter(organisation__in=places, by_open_link=True, confirmation=None).count(),
    }
    return render(request, "families/front.html", shown)


# --- a round --------------------------------------------------------------------------------------------------------


def _shown(request: HttpRequest, at: Round) -> tuple[list[Entry], list[Entry], dict[str, str]]:
    """Everybody of a round, those who were asked for, and what was asked."""
    everybody = standing.roster(at)
    asked = {name: request.GET.get(name, "")[:80] for name in ("group", "state")}
    found = [
        entry
        for entry in everybody
        if (not asked["group"] or asked["group"] in standing.groups_of(entry.group))
        and (not asked["state"] or entry.state == asked["state"])
    ]
    return everybody, found, {name: value for name, value in asked.items() if value}


@require_safe
def overview(request: HttpRequest, place: int, adoption: int, role: str) -> HttpResponse:
    """Who has signed and who has not, by class."""
    at = _round(request, "families.watch", place, adoption, role)
    everybody, found, asked = _shown(request, at)
    me = signed_in(request)
    shown = {
        "at": at,
        "lines": standing.tally(everybody),
        "total": len(everybody),
        "signed": sum(entry.state == State.SIGNED for entry in everybody),
        "confirming": [entry for entry in everybody if entry.state == State.CONFIRM],
        "without": sum(entry.invitation is not None and not entry.email for entry in everybody),
        "states": list(State),
        "asked": asked,
        "kept": urlencode(asked),
        "page": Paginator(found, _PAGE).get_page(request.GET.get("page")),
        "points": [{"clause": clause, "says": clause.said_to(at.role)} for clause in at.points],
        "invites": may(me, "families.invite", at.organisation),
        "exports": may(me, "families.export", at.organisation),
    }
    return render(request, "families/overview.html", shown)


@require_POST
def export(request: HttpRequest, place: int, adoption: int, role: str) -> HttpResponse:
    """The list as a CSV file."""
    at = _round(request, "families.export", place, adoption, role)
    name = f"signed-{role}-{timezone.localdate():%Y-%m-%d}.csv"
    return _file(inviting.export(signed_in(request), at), "text/csv; charset=utf-8", name)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@sensitive_post_parameters()
@require_http_methods(FORM)
def invite(request: HttpRequest, place: int, adoption: int, role: str) -> HttpResponse:
    """Take a list of names, show what would be done, and do it."""
    at = _round(request, "families.invite", place, adoption, role)
    form = InviteForm(at.role, sent(request), request.FILES or None, initial={"lines": lists.head(at.role) + "\n"})
    if request.method != "POST":
        return _invite_page(request, at, form)
    if not form.is_valid():
        return _invite_page(request, at, form)
    lines = _filled(request, at, form)
    if lines is not None:
        return _invite_page(request, at, InviteForm(at.role, initial={"lines": lines}), filled=True)
    read = None if form.errors else form.look()
    if read is None:
        return _invite_page(request, at, form)
    if request.POST.get("do") == "invite":
        made = tried(form, lambda: inviting.invite(signed_in(request), at, read.rows))
        if made is not None:
            messages.success(request, _invited(made, len(read.rows)))
            return redirect("family-round", *at.key)
        return _invite_page(request, at, form)
    return _invite_page(request, at, form, plan=_plan(at, read))


def _filled(request: HttpRequest, at: Round, form: InviteForm) -> str | None:
    """The lines from a file, from another register of the site, or from an earlier version; none if none was asked for."""
    source = request.POST.get("from", "")
    if source == "register":
        return lists.written(at.role, offered.pupils(at.organisation, at.role, request.POST.get("group", "")))
    if source.isdecimal():
        return lists.written(at.role, offered.before(at, int(source)))
    return form.filled()


def _plan(at: Round, read: lists.Read) -> Mapping[str, int]:
    new, known = inviting.new_ones(at, read.rows)
    by_mail = sum(bool(row.email) for row in new)
    return {"new": len(new), "known": known, "mail": by_mail, "slips": len(new) - by_mail}


def _invited(made: int, of: int) -> str:
    people = f"{made} invited."
    known = f" {of - made} invited before." if made < of else ""
    return f"{people}{known} Those without an e-mail address need a slip: print them below."


def _invite_page(request: HttpRequest, at: Round, form: InviteForm, **more: Any) -> HttpResponse:
    shown = {
        "at": at,
        "form": form,
        "habits": Habits.of(at.organisation),
        "classes": offered.classes(at.organisation, at.role),
        "earlier": offered.earlier(at),
        **more,
    }
    return render(request, "families/invite.html", shown)


@require_POST
def remind(request: HttpRequest, place: int, adoption: int, role: str) -> HttpResponse:
    """Remind those who have not signed, by e-mail."""
    at = _round(request, "families.invite", place, adoption, role)
    try:
        number = inviting.remind(signed_in(request), at, timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        people = "1 family or person" if number == 1 else f"{number} families or people"
        messages.success(request, f"A reminder goes to {people}." if number else "Nobody can be reminded by e-mail today.")
    return redirect("family-round", *at.key)


@require_POST
def print_slips(request: HttpRequest, place: int, adoption: int, role: str) -> HttpResponse:
    """Slips for those who have not signed and have no e-mail address, or for everybody of a class."""
    at = _round(request, "families.invite", place, adoption, role)
    group = request.POST.get("group", "")
    waiting = at.waiting.select_related("adoption", "organisation")
    if request.POST.get("who") != "all":
        waiting = waiting.filter(email="")
    wanted = [each for each in waiting if not group or group in standing.groups_of(each.group)]
    try:
        made = inviting.slips(signed_in(request), at, wanted)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("family-round", *at.key)
    return _file(slips.slips(at, made), "application/pdf", f"slips-{role}.pdf")


@require_http_methods(FORM)
def open_links(request: HttpRequest, place: int, adoption: int, role: str) -> HttpResponse:
    """One link for a class or the whole school: make one, see those that there are."""
    at = _round(request, "families.invite", place, adoption, role)
    form = OpenForm(sent(request))
    if request.method == "POST":
        made = tried(form, lambda: inviting.open_link(signed_in(request), at, form.cleaned_data["group"]))
        if made is not None:
            messages.success(request, "The link is made. Print its sheet now: the address is shown there and nowhere else.")
            return redirect("family-links", *at.key)
    return render(request, "families/links.html", {"at": at, "form": form, "links": at.open_links.order_by("group", "pk")})


# --- one invitation -------------------------------------------------------------------------------------------------

_INVITATIONS: Final = Invitation.objects.select_related("organisation", "adoption", "signature")


@sensitive_post_parameters()
@require_http_methods(FORM)
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """One who is invited: where they stand, and the link once more."""
    one = fetch(request, _INVITATIONS.filter(is_open=False), "families.invite", pk=pk)
    form = SendForm(sent(request), initial={"email": one.email})
    if request.method == "POST" and done(
        form, lambda: inviting.send_again(signed_in(request), one, form.cleaned_data["email"].lower())
    ):
        messages.success(request, "The link is on its way. A link that was sent before goes on working.")
        return redirect("family-invitation", pk)
    at = Round(one.organisation, one.adoption, one.as_role)
    return render(request, "families/invitation.html", {"one": one, "at": at, "form": form})


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody no longer, or close a link for all."""
    one = fetch(request, _INVITATIONS, "families.invite", pk=pk)
    at = Round(one.organisation, one.adoption, one.as_role)
    try:
        inviting.withdraw(signed_in(request), one)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, "The link leads nowhere now.")
    return redirect("family-links" if one.is_open else "family-round", *at.key)


@require_POST
def print_one(request: HttpRequest, pk: int) -> HttpResponse:
    """A slip for one, or the sheet of a link for all."""
    one = fetch(request, _INVITATIONS, "families.invite", pk=pk)
    at, me = Round(one.organisation, one.adoption, one.as_role), signed_in(request)
    try:
        if one.is_open:
            return _file(slips.sheet(at, one, inviting.sheet(me, one)), "application/pdf", "sheet.pdf")
        waits = one.signature_id is None and one.withdrawn_at is None
        return _file(slips.slips(at, inviting.slips(me, at, [one] if waits else [])), "application/pdf", "slip.pdf")
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("family-round", *at.key)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether somebody who came by the link for all belongs to the school."""
    one = fetch(request, Signature.objects.select_related("organisation", "adoption"), "families.confirm", pk=pk)
    at = Round(one.organisation, one.adoption, Role(one.role))
    known = request.POST.get("known")
    if known not in {"yes", "no"}:
        messages.warning(request, "Choose one of the two buttons.")
        return redirect("family-round", *at.key)
    try:
        answering.confirm(signed_in(request), one, known=known == "yes")
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, "It counts now." if known == "yes" else "It does not count. It stays on record.")
    return redirect("family-round", *at.key)


# --- questions, and how the school goes about it ---------------------------------------------------------------------


def _questions(places: Any) -> QuerySet[Question]:
    found = Question.objects.filter(invitation__organisation__in=places, invitation__withdrawn_at=None)
    return found.select_related("invitation__adoption", "invitation__organisation", "replied_by")


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Questions of those behind a link, those without an answer first."""
    places = _places(request, "families.answer")
    found = _questions(places)
    shown = {"waiting": found.filter(replied_at=None), "done": found.exclude(replied_at=None).order_by("-replied_at")[:50]}
    return render(request, "families/questions.html", shown)


@require_http_methods(FORM)
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question, the point that it is about, and the answer."""
    asked = Question.objects.select_related("invitation__adoption", "invitation__organisation", "replied_by")
    found = fetch(request, asked, "families.answer", pk=pk)
    form = ReplyForm(sent(request))
    if request.method == "POST" and done(form, lambda: answering.reply(signed_in(request), found, form.cleaned_data["reply"])):
        messages.success(request, "Your answer stands behind their link now.")
        return redirect("family-questions")
    found.refresh_from_db()
    clause = found.invitation.adoption.policy.clauses[found.clause]
    said = clause.said_to(found.invitation.as_role)
    return render(request, "families/question.html", {"it": found, "clause": clause, "said": said, "form": form})


@require_http_methods(FORM)
def settings(request: HttpRequest, place: int) -> HttpResponse:
    """From which age pupils sign alone, how long links hold, how often people are reminded."""
    school = fetch(request, _SCHOOLS.all(), "families.settle", pk=place)
    form = HabitsForm(sent(request), instance=Habits.of(school))
    if request.method == "POST" and done(form, lambda: inviting.settle(signed_in(request), school, **form.cleaned_data)):
        messages.success(request, "Saved. It holds for links that are made from now on.")
        return redirect("families")
    return render(request, "families/settings.html", {"place": school, "form": form})
