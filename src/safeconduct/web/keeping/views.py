"""Pages about how a case ends: closing, holds, what is due, destruction and its certificate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.web.access.deciding import fetch, may, signed_in
from safeconduct.web.access.rights import rights
from safeconduct.web.concerns import reaching
from safeconduct.web.concerns.models import Case
from safeconduct.web.keeping import actions, certificates
from safeconduct.web.keeping.belonging import counted, is_last, parts, told
from safeconduct.web.keeping.clocks import BORN, LEFT
from safeconduct.web.keeping.forms import CloseForm, CompleteForm, HoldForm, SpanForm
from safeconduct.web.keeping.models import Destruction
from safeconduct.web.keeping.spans import holding
from safeconduct.web.keeping.standards import standards
from safeconduct.web.people.asking import done, sent
from safeconduct.web.people.models import Organisation

FORM: Final = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """How did it end?"""
    case = reaching.case(request, reference, "keeping.close")
    form = CloseForm(case, sent(request))
    if request.method == "POST" and done(form, lambda: actions.close(signed_in(request), case, form.endings())):
        return _back(request, case, "The case is closed.")
    given = {"case": case, "form": form, "outcomes": standards().of(case.strand), "heading": "How did it end?"}
    return render(request, "keeping/close.html", given)


@require_http_methods(FORM)
def complete(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter what the clock has to know."""
    case = reaching.case(request, reference, "keeping.close")
    form = CompleteForm(case, sent(request))
    if request.method == "POST" and done(form, lambda: _completed(request, case, form)):
        return _back(request, case, "Thank you. The clock is worked out anew.")
    given = {"case": case, "form": form, "heading": "What the clock has to know", "button": "Save", "intro": missing(case)}
    return render(request, "casework/form.html", given)


def _completed(request: HttpRequest, case: Case, form: CompleteForm) -> Case:
    return actions.complete(signed_in(request), case, form.days(), form.cleaned_data["why"])


def missing(case: Case) -> list[str]:
    """What a clock of a case has to know and does not."""
    found, rules = [], holding(case.organisation)
    for each in case.endings.filter(reopened_at__isnull=True, keep_until__isnull=True):
        rule = rules[each.clock].rule
        found += [LEFT] if rule.begins == "left" and each.left is None else []
        found += [BORN] if rule.until_age and each.born is None else []
    return [f"It needs {what}." for what in dict.fromkeys(found)]


@require_POST
def reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """Open it again."""
    return _done(
        request, reference, "keeping.close", lambda case: actions.reopen(signed_in(request), case), "It is open again."
    )


@require_http_methods(FORM)
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep a case whatever its clock says."""
    case = reaching.case(request, reference, "keeping.close")
    form = HoldForm(sent(request))
    if request.method == "POST" and done(form, lambda: actions.hold(signed_in(request), case, form.cleaned_data["why"])):
        return _back(request, case, "The case is on hold: nothing of it is destroyed.")
    intro = ["Nothing of it will be destroyed, whatever its clock says, until somebody else on the case lifts the hold."]
    given = {"case": case, "form": form, "heading": "Put it on legal hold", "button": "Put it on hold", "intro": intro}
    return render(request, "casework/form.html", given)


@require_POST
def lift(request: HttpRequest, reference: str) -> HttpResponse:
    """Lift a hold."""
    return _done(request, reference, "keeping.hold", lambda case: actions.lift(signed_in(request), case), "The hold is lifted.")


@require_http_methods(FORM)
def destroy(request: HttpRequest, reference: str) -> HttpResponse:
    """What would go; ask for it, or agree to what somebody else asked."""
    case = reaching.case(request, reference, "keeping.destroy")
    me = signed_in(request)
    asked = case.destructions.filter(agreed_at__isnull=True, dropped_at__isnull=True).select_related("asked_by").first()
    if request.method == "POST":
        return _destroyed(request, case, agreeing=asked is not None)
    going = [*parts(case), *(told(case.concern) if is_last(case) else ())]
    given = {
        "case": case, "asked": asked, "mine": asked is not None and asked.asked_by == me, "counts": counted(going),
        "obstacles": actions.obstacles(case), "last": is_last(case), "missing": missing(case),
        "asks": may(me, "keeping.close", case), "lets_in": may(me, "casework.let-in", case),
    }  # fmt: skip
    return render(request, "keeping/destroy.html", given)


def _destroyed(request: HttpRequest, case: Case, *, agreeing: bool) -> HttpResponse:
    me = signed_in(request)
    try:
        made = actions.destroy(me, case) if agreeing else actions.ask_to_destroy(me, case)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("case-destroy", reference=case.reference)
    if not agreeing:
        return _back(request, case, "You asked for it. Somebody else on the case has to agree; they are told.")
    messages.success(request, "The case is destroyed. This is its certificate: print it, or note its code.")
    return redirect("certificate", code=made.code)


@require_POST
def keep(request: HttpRequest, reference: str) -> HttpResponse:
    """Refuse, or take back, that it be destroyed."""
    return _done(
        request, reference, "keeping.destroy", lambda case: actions.keep_after_all(signed_in(request), case), "It is kept."
    )


@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """A certificate, for whoever has its code."""
    found = _certificate(code)
    return render(request, "keeping/certificate.html", {"rows": certificates.rows(found), "found": found})


@require_safe
def certificate_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a PDF."""
    found = _certificate(code)
    answer = HttpResponse(certificates.pdf(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="certificate-{found.code[:4]}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def _certificate(code: str) -> Destruction:
    found = (
        Destruction.objects.filter(code=code, agreed_at__isnull=False).select_related("case", "asked_by", "agreed_by").first()
    )
    if found is None:
        raise Http404
    return found


@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """The closed cases that I may see: what is due to be destroyed, what is on hold, where something is missing."""
    me = signed_in(request)
    closed = [case for case in reaching.visible(me) if case.state == Case.State.CLOSED]
    today = timezone.localdate()
    due = [case for case in closed if not case.on_hold and case.keep_until is not None and case.keep_until < today]
    mine = Destruction.objects.filter(agreed_at__isnull=False).select_related("case")
    given: dict[str, Any] = {
        "due": due,
        "held": [case for case in closed if case.on_hold],
        "unknown": [case for case in closed if case.keep_until is None],
        "later": sorted((c for c in closed if c.keep_until is not None and c not in due and not c.on_hold), key=_kept_until),
        "certificates": list((mine.filter(asked_by=me) | mine.filter(agreed_by=me)).order_by("-agreed_at")),
        "places": list(me.holds(rights()["keeping.set-spans"].held_by)),
    }
    return render(request, "keeping/records.html", given)


def _kept_until(case: Case) -> Any:
    return case.keep_until


@require_http_methods(FORM)
def retention(request: HttpRequest, place: int) -> HttpResponse:
    """How long an organisation keeps each kind of case, and where that comes from."""
    at = fetch(request, Organisation, "keeping.set-spans", pk=place)
    form = SpanForm(sent(request))
    if request.method == "POST" and done(form, lambda: actions.set_span(signed_in(request), at, **form.cleaned_data)):
        messages.success(request, "Saved. Cases that are closed from now on are kept that long.")
        return redirect("retention", place=place)
    return render(request, "keeping/retention.html", {"place": at, "form": form, "spans": holding(at).values()})


def _done(request: HttpRequest, reference: str, verb: str, act: Callable[[Case], object], says: str) -> HttpResponse:
    case = reaching.case(request, reference, verb)
    try:
        act(case)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("case", reference=reference)
    return _back(request, case, says)


def _back(request: HttpRequest, case: Case, says: str) -> HttpResponse:
    messages.success(request, says)
    return redirect(f"{reverse('case', args=[case.reference])}#keeping")


__all__: Final = (
    "certificate", "certificate_pdf", "close", "complete", "destroy", "hold", "keep", "lift", "missing", "records", "reopen",
    "retention",
)  # fmt: skip
