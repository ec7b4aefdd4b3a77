"""For those responsible: who has signed and who has not, reminders by hand, and questions to be answered."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.people.models import Organisation
from safeconduct.web.policies import actions, reaching
from safeconduct.web.policies.explaining import effects
from safeconduct.web.policies.forms import FilterForm, ReplyForm
from safeconduct.web.policies.models import Answer
from safeconduct.web.policies.roster import Entry, State, roster, tally

_PAGE: Final = 100
_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(request: HttpRequest, pk: int) -> tuple[Organisation, FilterForm, list[Entry]]:
    place = fetch(request, Organisation, "policies.watch", pk=pk)
    form = FilterForm(roster(place, timezone.localdate()), request.GET)
    return place, form, form.kept()


@require_safe
def signatures(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has signed what and who has not, at an organisation and below it."""
    place, form, found = _asked(request, pk)
    said = {name: value for name, value in form.cleaned_data.items() if value}
    context = {
        "place": place,
        "form": form,
        "page": Paginator(found, _PAGE).get_page(request.GET.get("page")),
        "lines": tally(found),
        "total": len(found),
        "signed": sum(entry.state == State.SIGNED for entry in found),
        "overdue": sum(entry.state == State.OVERDUE for entry in found),
        "states": list(State),
        "query": urlencode(said),
    }
    return render(request, "policies/signatures.html", context)


@require_safe
def signatures_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The same list as a CSV file."""
    return _file(request, pk, "csv", "text/csv; charset=utf-8")


@require_safe
def signatures_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same list as an Excel file."""
    return _file(request, pk, "xlsx", _EXCEL)


def _file(request: HttpRequest, pk: int, ending: str, kind: str) -> HttpResponse:
    place, _, found = _asked(request, pk)
    content = actions.export(signed_in(request), place, found, ending)
    name = f"signatures-{timezone.localdate():%Y-%m-%d}.{ending}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an e-mail to everybody here who has not signed."""
    place = fetch(request, Organisation, "policies.remind", pk=pk)
    try:
        sent = actions.remind(signed_in(request), place, timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        people = "1 person" if sent == 1 else f"{sent} people"
        messages.success(request, f"A reminder goes to {people}." if sent else "Nobody needs a reminder today.")
    return redirect("signatures", pk)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Questions about points, those without an answer first."""
    me = signed_in(request)
    places = reaching.held(me, "policies.answer")
    if not places:
        raise PermissionDenied("policies.answer")
    about = Answer.objects.filter(adoption__organisation__in=places).select_related("person", "adoption__organisation")
    waiting = about.open().order_by("at")
    done = about.filter(said=Answer.Said.ASK, replied_at__isnull=False).select_related("replied_by").order_by("-replied_at")
    return render(request, "policies/questions.html", {"waiting": waiting, "done": done[:50], "me": me})


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question, the point that it is about, and the answer."""
    asked = Answer.objects.filter(said=Answer.Said.ASK).select_related("person", "replied_by", "adoption__organisation")
    found = fetch(request, asked, "policies.answer", pk=pk)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reply(signed_in(request), found, form.cleaned_data["reply"])
        except ValidationError as error:
            form.add_error(None, error)
            found.refresh_from_db()
        else:
            messages.success(request, f"Your answer is on its way back to {found.person.name}.")
            return redirect("questions")
    clause = found.adoption.policy.clauses[found.clause]
    context = {"question": found, "clause": clause, "effects": effects(clause), "form": form}
    return render(request, "policies/question.html", context)


__all__: Final = ("question", "questions", "remind", "signatures", "signatures_csv", "signatures_xlsx")
