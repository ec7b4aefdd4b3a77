"""What became of it: one's own concerns, signed in; or one of them, by the code of its receipt and without an account."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.activity import ConcernKind
from safeconduct.errors import InputError, SiteError
from safeconduct.web.access.deciding import signed_in
from safeconduct.web.concerns import limiting, reaching, receipts
from safeconduct.web.concerns.actions import is_reporters, mark_read, messages
from safeconduct.web.concerns.evidence import add_as_reporter
from safeconduct.web.concerns.forms import AddingForm, CodeForm
from safeconduct.web.concerns.models import Case, Concern, Note
from safeconduct.web.concerns.pack import handed_in, pdf
from safeconduct.web.concerns.surviving import STALE, adding_signed_out, words_survive
from safeconduct.web.concerns.wording import KINDS
from safeconduct.web.people.asking import sent
from safeconduct.web.people.models import Person
from safeconduct.web.sealing.storing import words

_RECEIPT: Final = "receipt"
_FORM: Final = ["GET", "HEAD", "POST"]
_WRONG: Final = "There is nothing under this code. Look at it again: it has sixteen figures."
_LOST: Final = (
    "It could not be kept just now, so nothing was sent. What you wrote is still here: choose your files again and try "
    "again in a minute. If it cannot wait, tell somebody in person."
)
_WAIT: Final = "Many codes were wrong, here or near you. Wait ten minutes, then try again."


log = logging.getLogger(__name__)


class Told(NamedTuple):
    """A concern in the list of those whom it belongs to: its kind, how far it has come, and what is there to be read."""

    concern: Concern
    kind: str
    state: str
    unread: int


class Message(NamedTuple):
    """One message: whose it is, and its words."""

    note: Note
    mine: bool
    words: str


def unread(person: Person) -> dict[Any, int]:
    """How many answers somebody has not read yet, by concern."""
    notes = Note.objects.filter(
        case__concern__reporter=person, audience=Note.For.ALL, read_by_reporter_at=None, by__isnull=False
    )
    found: dict[Any, int] = {}
    for pk in notes.exclude(by=person).exclude(case__state=Case.State.DESTROYED).values_list("case__concern", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I told with my name or in confidence."""
    me = signed_in(request)
    waiting = unread(me)
    own = Concern.objects.filter(reporter=me).select_related("organisation").prefetch_related("cases").order_by("-at", "pk")
    told = [Told(each, _kind(each), _state(each), waiting.get(each.pk, 0)) for each in own]
    return render(request, "concerns/mine.html", {"told": told})


def _kind(concern: Concern) -> str:
    return KINDS[ConcernKind(concern.kind)]


def _state(concern: Concern) -> str:
    """How far it has come, as its reporter may know it."""
    states = {case.state for case in concern.cases.all()}
    if states <= {Case.State.DESTROYED}:
        return "No longer kept"
    if states <= {Case.State.DESTROYED, Case.State.CLOSED}:
        return "Closed"
    return "Received" if states <= {Case.State.NEW} else "Being dealt with"


@login_not_required  # it asks itself: somebody who was signed out while writing keeps their words
@words_survive
@require_http_methods(_FORM)
def follow(request: HttpRequest, pk: str, *, stale: bool = False) -> HttpResponse:
    """One of my own concerns: what I wrote, what they answered, and a place to write."""
    if not request.user.is_authenticated:
        return adding_signed_out(request) if request.method == "POST" else redirect_to_login(request.get_full_path())
    concern = reaching.told_by(request, pk)
    form, written = _written(request, concern, stale=stale)
    if written:
        return redirect("concern-follow", concern.pk)
    given = {"concern": concern, "kind": _kind(concern), "state": _state(concern), "own_words": _own_words(concern)}
    shown = {**given, "thread": _thread(concern), "form": form, "handed_in": _handed_in(concern)}
    return render(request, "concerns/follow.html", shown)


def _own_words(concern: Concern) -> str:
    return "" if _state(concern) == "No longer kept" else words(concern.words)


def _handed_in(concern: Concern) -> list[tuple[str, datetime]]:
    return [(words(each.name), each.at) for each in handed_in(concern)]


def _written(request: HttpRequest, concern: Concern, *, stale: bool) -> tuple[AddingForm, bool]:
    """The form for a message and what there is to show, and whether something was sent with it."""
    do = request.POST.get("do", "write")
    if request.method != "POST" or do == "read":
        return AddingForm(), False
    if do != "write":  # from the page that kept the words while nobody was signed in: to be looked over, and files chosen
        return AddingForm(initial={name: request.POST.get(name, "") for name in AddingForm.base_fields}), False
    form = AddingForm(request.POST, request.FILES)
    if stale:
        form.add_error(None, STALE)
    return (AddingForm(), True) if form.is_valid() and _added(form, concern) else (form, False)


def _added(form: AddingForm, concern: Concern) -> bool:
    """Add what was written and chosen, all or nothing: where it stops, the form says why."""
    files = form.examined()
    if form.errors:
        return False
    try:
        add_as_reporter(concern, form.cleaned_data["words"], files, form.taken)
    except (InputError, ValidationError) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else str(error))
    except (SiteError, DatabaseError, OSError):
        log.exception("an addition could not be kept")
        form.add_error(None, _LOST)
    return not form.errors


def _thread(concern: Concern) -> list[Message]:
    """Every message with its words; that the answers were seen goes on record."""
    notes = messages(concern)
    mark_read(concern, notes)
    return [Message(note, is_reporters(concern, note), words(note.words)) for note in notes]


@require_safe
def pack(request: HttpRequest, pk: str) -> HttpResponse:
    """What I handed in, with its hashes and times, for the police or a platform."""
    concern = reaching.told_by(request, pk)
    return HttpResponse(pdf(concern, _own_words(concern)), content_type="application/pdf", headers=_DOWNLOAD)


_DOWNLOAD: Final = {
    "Content-Disposition": 'attachment; filename="evidence-pack.pdf"',
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


# --- by the code of the receipt -------------------------------------------------------------------------------------


@login_not_required  # the code is all that is asked for
@words_survive
@require_http_methods(_FORM)
def receipt(request: HttpRequest, *, stale: bool = False) -> HttpResponse:
    """Enter a code; read what was answered, and write. The code stays in the page and never in an address."""
    form = CodeForm(sent(request))
    if request.method != "POST":
        return render(request, "concerns/receipt.html", {"form": form})
    if limiting.exhausted(request, _RECEIPT):
        form.is_valid()
        form.add_error(None, _WAIT)
        return render(request, "concerns/receipt.html", {"form": form, **_typed(request)}, status=429)
    concern = _found(form)
    if concern is None:
        if not form.errors:
            limiting.wrong(request, _RECEIPT)
            form.add_error("code", _WRONG)
        return render(request, "concerns/receipt.html", {"form": form, **_typed(request)})
    return _by_code(request, concern, form.cleaned_data["code"], stale=stale)


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed beside a code that was not taken: it goes on with the next try; files have to be chosen again."""
    names = ("words", "links", "captured")
    return {**{name: request.POST.get(name, "") for name in names}, "files": bool(request.FILES)}


def _found(form: CodeForm) -> Concern | None:
    """The concern with a code. Whatever was typed is looked for in the same way, so that a wrong one takes as long."""
    typed = form.data.get("code", "")[:100]
    found = Concern.objects.filter(code=receipts.kept(typed)).select_related("organisation", "reporter").first()
    return found if form.is_valid() else None


def _by_code(request: HttpRequest, concern: Concern, code: str, *, stale: bool) -> HttpResponse:
    form, written = _written(request, concern, stale=stale)
    given = {"concern": concern, "code": code, "state": _state(concern), "written": written, "form": form}
    return render(request, "concerns/thread.html", {**given, "thread": _thread(concern)})


__all__: Final = ("follow", "mine", "pack", "receipt", "unread")
