"""The pages on which somebody has their old posts looked through. Whatever they send is sealed before it touches a disk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.policy import LooksAt
from safeconduct.web.access.deciding import fetch, require, signed_in
from safeconduct.web.audits import actions, ending, keyring, result_views, working
from safeconduct.web.audits.forms import BeginForm, named
from safeconduct.web.audits.getting import WAYS
from safeconduct.web.audits.models import Audit, Sent
from safeconduct.web.audits.pace import Pace
from safeconduct.web.audits.sealed import new_key
from safeconduct.web.audits.uploading import Sealing
from safeconduct.web.audits.working import State
from safeconduct.web.checks.standing import Standing, standing
from safeconduct.web.people.asking import tried
from safeconduct.web.people.models import Person

LARGEST_PIECE: Final = 8 * 1024 * 1024  # bytes that a script sends at a time
_HERE_ALREADY: Final = "You have begun one already. Delete it first, then begin the next."


def _asking(request: HttpRequest) -> Person:
    person = signed_in(request)
    require(person, "audits.look", person)
    return person


def _mine(request: HttpRequest, pk: int) -> Audit:
    """An audit of the one who asks; there is none for anybody else, whatever they are.

    Raises:
        Http404: there is no such audit of theirs.
    """
    return fetch(request, Audit.objects.select_related("person"), "audits.look", pk=pk)


# --- beginning ------------------------------------------------------------------------------------------------------


@csrf_exempt  # only here: how files are kept must be said before the form is read; the inner view checks the token
@sensitive_post_parameters()
def audits(request: HttpRequest) -> HttpResponse:
    """Choose files, and have them looked through; without a script they come with the form."""
    sealing = Sealing(request)
    request.upload_handlers = [sealing]
    try:
        return _audits(request, sealing)
    finally:
        sealing.drop()  # what no audit has taken over


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def _audits(request: HttpRequest, sealing: Sealing) -> HttpResponse:
    person = _asking(request)
    if mine := Audit.objects.filter(person=person).first():
        if request.method == "POST":
            messages.info(request, _HERE_ALREADY)
        return redirect("audit", pk=mine.pk)
    if request.method != "POST":
        return _choose(request, BeginForm(standing(person)))
    form = BeginForm(standing(person), request.POST, request.FILES)
    kept = actions.Key(sealing.key, _session(request))
    made = tried(form, lambda: actions.begin(person, person, form.given(), kept, sealing.folder))
    if made is None:
        return _choose(request, form)
    _start(request, made, kept.key)
    return _with_key(request, redirect("audit", pk=made.pk), kept.key)


def _choose(request: HttpRequest, form: BeginForm) -> HttpResponse:
    shown = {"form": form, "where": form.where, "piece": LARGEST_PIECE, "asked_by": list(_asked_by(form.where))}
    return render(request, "audits/begin.html", shown)


def _asked_by(where: Standing) -> Iterator[tuple[str, str, str]]:
    """The clauses that ask people to go through their old posts (kevi 8d): the policy, where it stands, and what it asks."""
    for rule in () if where.advice else where.rules:
        for clause in rule.policy.clause:
            if clause.review and LooksAt.OLD_POSTS in clause.review.looks_at:
                yield rule.title, clause.source, clause.review.task


def _session(request: HttpRequest) -> str:
    return request.session.session_key or ""


def _with_key(request: HttpRequest, response: HttpResponse, key: bytes) -> HttpResponse:
    keyring.give(request, response, key)
    return response


@sensitive_post_parameters()
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """The same for a script, which sends the files after, piece by piece: where to, or what is wrong."""
    person = _asking(request)
    form = BeginForm(standing(person), request.POST).without_files()
    kept = actions.Key(new_key(), _session(request))
    files = named(request.POST.getlist("name"), request.POST.getlist("size"))
    try:
        actions.check_files(files)
        made = tried(form, lambda: actions.begin(person, person, form.given(files), kept)) if form.is_valid() else None
    except ValidationError as error:
        return _wrong(error.messages)
    if made is None:
        return _wrong([str(error) for errors in form.errors.values() for error in errors])
    return _with_key(request, JsonResponse({"page": made.get_absolute_url()}), kept.key)


def _wrong(says: list[str]) -> HttpResponse:
    return JsonResponse({"wrong": says}, status=422)


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """A piece of a file: ``file`` and ``at`` in the address say of which, and where it begins."""
    audit = _mine(request, pk)
    key = keyring.key_of(request, audit)
    number, at = request.GET.get("file", ""), request.GET.get("at", "")
    length = request.headers.get("Content-Length") or ""
    if key is None:
        raise Http404("audits.look")
    if not (number.isdecimal() and at.isdecimal() and length.isdecimal()):
        return JsonResponse({}, status=400)
    if int(length) > LARGEST_PIECE:
        return JsonResponse({}, status=413)
    try:
        here = actions.receive(audit, key, int(number), int(at), request.read(int(length)))
    except actions.Elsewhere as error:
        return JsonResponse({"at": error.at}, status=409)
    except Sent.DoesNotExist:
        return JsonResponse({}, status=400)
    return JsonResponse({"at": here})


# --- how it stands --------------------------------------------------------------------------------------------------


@require_safe
def audit(request: HttpRequest, pk: int) -> HttpResponse:
    """How it stands with an audit; when it is done, what was found."""
    mine = _mine(request, pk)
    key = keyring.key_of(request, mine)
    if key is None:
        return render(request, "audits/elsewhere.html", {"audit": mine})
    state = working.state(mine)
    if state in (State.DONE, State.STOPPED) and (answer := result_views.result(request, mine, key)):
        return answer
    shown: dict[str, Any] = {"audit": mine, "state": state, "files": _files(mine, key), "piece": LARGEST_PIECE}
    if state is State.RUNNING:
        return render(request, "audits/running.html", {**shown, "pace": Pace(working.progress(mine))})
    if state is State.SENDING:
        all_here = all(file["whole"] for file in shown["files"])
        return render(request, "audits/sending.html", {**shown, "all_here": all_here, "full": working.is_full()})
    return render(request, "audits/over.html", {**shown, "why": working.why(mine, key)})


def _files(mine: Audit, key: bytes) -> list[dict[str, Any]]:
    names = actions.secret_of(mine, key).names
    return [
        {"name": name, "size": sent.size, "here": sent.here, "whole": sent.here == sent.size, "number": sent.number}
        for name, sent in zip(names, mine.sent.all(), strict=True)
    ]


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, for a page that asks by itself; once that is over, the page is to be loaded anew."""
    mine = _mine(request, pk)
    if keyring.key_of(request, mine) is None or working.state(mine) is not State.RUNNING:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "audits/_progress.html", {"audit": mine, "pace": Pace(working.progress(mine))})


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the files looked through, or go on with it."""
    mine = _mine(request, pk)
    key = keyring.key_of(request, mine)
    if key is not None:
        _start(request, mine, key)
    return redirect("audit", pk=pk)


def _start(request: HttpRequest, mine: Audit, key: bytes) -> None:
    """Start, or say why not; that others are first, the page says by itself."""
    try:
        actions.start(signed_in(request), mine, key)
    except ValidationError as error:
        if not working.is_full():
            messages.info(request, " ".join(error.messages))


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop looking; what was found by then is shown, and the files stay."""
    mine = _mine(request, pk)
    if working.state(mine) is State.RUNNING:
        working.stop(mine)
    return redirect("audit", pk=pk)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete everything, from whichever browser."""
    ending.end(_mine(request, pk), "by its button")
    messages.success(request, "Deleted: the files, what was found in them, everything.")
    answer = redirect("audits")
    keyring.take_away(answer)
    return answer


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """How to get one's download from each platform."""
    _asking(request)
    return render(request, "audits/how.html", {"ways": WAYS})
