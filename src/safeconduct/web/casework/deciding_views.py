"""Pages for deciding what a case is: triage, the tests of the harm threshold, the designated officer, the other strand."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from safeconduct.web.access.deciding import signed_in
from safeconduct.web.casework import actions
from safeconduct.web.casework.casepage import Reading
from safeconduct.web.casework.forms import OfficerForm, TriageForm, WeighForm
from safeconduct.web.casework.standards import OFFICER, standards
from safeconduct.web.casework.views import FORM
from safeconduct.web.concerns import reaching
from safeconduct.web.concerns.models import Case
from safeconduct.web.people.asking import done, sent

_DECIDED: Final = "Your decision is on record."
_CLOCK: Final = "Your decision is on record. Now tell the designated officer; the time for it has begun."


@require_http_methods(FORM)
def triage(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide what a case is."""
    case = reaching.case(request, reference, "casework.triage")
    form = TriageForm(case, sent(request))
    if request.method == "POST" and done(form, lambda: actions.decide(signed_in(request), case, form.deciding())):
        return _decided(request, case, form.deciding().level)
    return render(request, "casework/triage.html", {"case": case, "form": form})


@require_http_methods(FORM)
def weigh(request: HttpRequest, reference: str) -> HttpResponse:
    """Weigh the tests of the harm threshold one by one, and decide."""
    case = reaching.case(request, reference, "casework.triage")
    form = WeighForm(sent(request))
    if request.method == "POST" and done(form, lambda: actions.decide(signed_in(request), case, form.deciding())):
        return _decided(request, case, form.deciding().level)
    sources = list(dict.fromkeys(test.source for test in standards().test))
    return render(request, "casework/weigh.html", {"case": case, "form": form, "sources": sources})


def _decided(request: HttpRequest, case: Case, level: Case.Level) -> HttpResponse:
    messages.success(request, _CLOCK if level == Case.Level.THRESHOLD else _DECIDED)
    return redirect("case", reference=case.reference)


@require_http_methods(FORM)
def officer(request: HttpRequest, reference: str) -> HttpResponse:
    """Put on record that the designated officer was told, or why they need not be."""
    case = reaching.case(request, reference, "casework.tell-officer")
    form = OfficerForm(sent(request))
    if request.method == "POST" and done(form, lambda: _end(request, case, form)):
        messages.success(request, "It is on record, and the clock has ended.")
        return redirect("case", reference=reference)
    given: dict[str, Any] = {"case": case, "form": form, "rule": standards().clocks[OFFICER]}
    reading = Reading(case, signed_in(request), [])
    return render(
        request, "casework/officer.html", {**given, "clocks": reading.clocks(timezone.now()), "outside": reading.outside()}
    )


def _end(request: HttpRequest, case: Case, form: OfficerForm) -> object:
    told = form.told()
    if told is None:
        return actions.officer_not_needed(signed_in(request), case, form.cleaned_data["words"])
    return actions.told_officer(signed_in(request), case, told)


@require_POST
def strand(request: HttpRequest, reference: str) -> HttpResponse:
    """See to it that the other strand of the concern is open; the answer is the same whether it was."""
    case = reaching.case(request, reference, "casework.open-strand")
    wanted = Case.Strand.ADULT if case.strand == Case.Strand.CHILD else Case.Strand.CHILD
    try:
        actions.open_strand(signed_in(request), case, wanted)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{wanted.label} is open as a case of its own. Those who must know of it are told.")
    return redirect("case", reference=reference)


__all__: Final = ("officer", "strand", "triage", "weigh")
