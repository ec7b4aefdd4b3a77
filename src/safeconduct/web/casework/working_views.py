"""Pages for working on a case: notes, tasks, who is let in, and links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from safeconduct.web.access.deciding import may, signed_in
from safeconduct.web.casework import actions
from safeconduct.web.casework.casepage import Reading
from safeconduct.web.casework.forms import AboutForm, LetInForm, LinkForm, NoteForm, TaskForm
from safeconduct.web.casework.models import Task
from safeconduct.web.casework.views import FORM
from safeconduct.web.concerns import reaching
from safeconduct.web.concerns.actions import write_note
from safeconduct.web.concerns.colleagues import to_be_named
from safeconduct.web.concerns.models import Case, Note
from safeconduct.web.concerns.naming import name_subject
from safeconduct.web.concerns.receiving import receives
from safeconduct.web.people.asking import done, sent
from safeconduct.web.people.models import Person


@require_http_methods(FORM)
def note(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a note: for those on the case, for the one who told it too, or for oneself."""
    case, me = reaching.case(request, reference, "concerns.note"), signed_in(request)
    form = NoteForm(sent(request), answers=may(me, "concerns.work", case))
    if request.method == "POST" and done(form, lambda: _write(me, case, form.cleaned_data)):
        messages.success(request, "Written.")
        return redirect("case", reference=reference)
    intro = [
        "Write what was seen, said and done, and keep it apart from what you think of it. It cannot be changed afterwards."
    ]
    return _asked(request, case, form, "Write a note", "Write it down", intro)


def _write(me: Person, case: Case, given: dict[str, Any]) -> Note:
    return write_note(me, case, given["words"], Note.For(given["audience"]), given["happened_at"])


@require_http_methods(FORM)
def task(request: HttpRequest, reference: str) -> HttpResponse:
    """Set somebody on the case a task."""
    case, me = reaching.case(request, reference, "casework.task"), signed_in(request)
    form = TaskForm(actions.on_case(case), me, sent(request))
    given = form.cleaned_data if form.is_valid() else {}
    if request.method == "POST" and done(form, lambda: actions.set_task(me, case, given["what"], given["due"], given["whose"])):
        messages.success(request, "The task is set.")
        return redirect("case", reference=reference)
    return _asked(
        request, case, form, "Set a task", "Set it", ["They are reminded on the day, by an e-mail that says no more."]
    )


@require_POST
def task_done(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say that a task is done."""
    case = reaching.case(request, reference, "casework.do-task")
    found = Task.objects.filter(case=case, pk=pk).first()
    if found is None:
        raise Http404("casework.do-task")
    return _told(request, case, lambda: actions.do_task(signed_in(request), found), "Done.")


@require_http_methods(FORM)
def let_in(request: HttpRequest, reference: str) -> HttpResponse:
    """Let somebody into the case."""
    case, me = reaching.case(request, reference, "casework.let-in"), signed_in(request)
    form = LetInForm(actions.may_be_let_in(case), sent(request), lends=case.lends_originals_to(me))
    if request.method == "POST" and done(form, lambda: actions.let_in(me, case, **form.entry())):
        messages.success(request, "They are let in, and an e-mail tells them that there is something to read.")
        return redirect("case", reference=reference)
    intro = ["As few people as possible, for as short as possible. They see all of this case but personal notes."]
    return _asked(request, case, form, "Let somebody in", "Let them in", intro)


@require_POST
def let_out(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """End that somebody was let in."""
    case = reaching.case(request, reference, "casework.let-in")
    found = Person.objects.filter(pk=pk, let_into__case=case).first()
    if found is None:
        raise Http404("casework.let-in")
    return _told(request, case, lambda: actions.let_out(signed_in(request), case, found), "They no longer see this case.")


@require_http_methods(FORM)
def about(request: HttpRequest, reference: str) -> HttpResponse:
    """Say whom of the staff it is about, where whoever told it did not know or say who; for those who receive the case."""
    case, me = reaching.case(request, reference, "concerns.work"), signed_in(request)
    if not receives(case, me):
        raise PermissionDenied("concerns.work")
    form = AboutForm(to_be_named(case.organisation, me, timezone.localdate(case.concern.at)), sent(request))
    given = form.cleaned_data if form.is_valid() else {}
    if request.method == "POST" and done(form, lambda: name_subject(me, case, given["person"])):
        messages.success(request, "It is put down. From now on they cannot find this case, nor can whoever answers to them.")
        return redirect("case", reference=reference) if Case.objects.get(pk=case.pk).positions_of(me) else redirect("cases")
    intro = [
        "Only where whoever told it did not know or say who. It cannot be taken back.",
        "From then on this person cannot find the case, nor can whoever answers to them. Whoever takes their place is told.",
        "If you answer to this person yourself, you will not see the case any more either: those above go on with it.",
    ]
    return _asked(request, case, form, "Say whom it is about", "Put it down", intro)


@require_http_methods(FORM)
def link(request: HttpRequest, reference: str) -> HttpResponse:
    """Link the case with another that one may work on."""
    case, me = reaching.case(request, reference, "casework.link"), signed_in(request)
    visible = [each for each in reaching.visible(me) if each.pk != case.pk]
    form = LinkForm(visible, sent(request), {"other": request.GET.get("with", "")[:9]})
    given = form.cleaned_data if form.is_valid() else {}
    if request.method == "POST" and done(form, lambda: actions.link(me, case, given["other"], given["reason"])):
        messages.success(request, "The cases are linked. Whoever may not see both does not learn of it.")
        return redirect("case", reference=reference)
    reading = Reading(case, me, [case, *visible])
    return render(request, "casework/link.html", {"case": case, "form": form, "proposed": reading.proposed()})


@require_POST
def unlink(request: HttpRequest, reference: str, other: str) -> HttpResponse:
    """End the link with another case."""
    case, me = reaching.case(request, reference, "casework.link"), signed_in(request)
    found = reaching.case(request, other, "casework.link")
    return _told(request, case, lambda: actions.unlink(me, case, found), "The cases are no longer linked.")


def _asked(request: HttpRequest, case: Case, form: Any, heading: str, button: str, intro: list[str]) -> HttpResponse:
    given = {"case": case, "form": form, "heading": heading, "button": button, "intro": intro}
    return render(request, "casework/form.html", given)


def _told(request: HttpRequest, case: Case, change: Callable[[], object], said: str) -> HttpResponse:
    """Make a change, say what came of it, and go back to the case."""
    try:
        change()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect("case", reference=case.reference)


__all__: Final = ("about", "let_in", "let_out", "link", "note", "task", "task_done", "unlink")
