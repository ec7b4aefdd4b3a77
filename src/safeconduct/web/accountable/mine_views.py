"""What is one's own: asking what is held about one, the answer, and complaints about how one's data are handled."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.web.access.deciding import signed_in
from safeconduct.web.accountable import asking, complaining, releasing
from safeconduct.web.accountable.clocks import clocks_of
from safeconduct.web.accountable.forms import AskForm, ComplainForm, OutsideForm
from safeconduct.web.accountable.models import AccessRequest, Complaint, ComplaintPage, Portion
from safeconduct.web.accountable.standards import standards
from safeconduct.web.casework.opening import opened
from safeconduct.web.concerns import limiting
from safeconduct.web.people.asking import done, sent, tried
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.permissions.pages import FORM, Words, form_page
from safeconduct.web.sealing.storing import unsealed

_PAGE: Final = "data-page"


def _places(me: Person) -> list[Organisation]:
    """Where somebody works or ever worked: these may hold something about them."""
    ever = Organisation.objects.filter(roles__person=me) | Organisation.objects.filter(placements__person=me)
    return list((ever | Organisation.objects.filter(sent__person=me)).distinct().order_by("name", "pk"))


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I asked for, what I got, what I complained about."""
    me = signed_in(request)
    asked = list(me.access_requests.select_related("organisation").prefetch_related("pauses").order_by("-received_on", "-pk"))
    complaints = list(me.data_complaints.select_related("organisation").order_by("-received_on", "-pk"))
    portions = list(copies_of(me).order_by("released_at"))
    seals = [
        *(each.extended_why_id for each in asked), *(each.outcome_why_id for each in asked),
        *(pause.asked_id for each in asked for pause in each.pauses.all()), *(each.words_id for each in complaints),
        *(each.outcome_words_id for each in complaints),
    ]  # fmt: skip
    given = {
        "asked": _asked(asked, portions),
        "complaints": complaints,
        "texts": opened(seals),
        "places": _places(me),
        "clocks": standards().clocks,
    }
    return render(request, "accountable/mine.html", given)


def _asked(asked: list[AccessRequest], portions: list[Portion]) -> list[Any]:
    clocks = clocks_of(asked)
    return [(each, clocks[each.pk], [one for one in portions if one.request_id == each.pk]) for each in asked]


def copies_of(me: Person) -> Any:
    """The copies that wait for somebody."""
    released = Portion.objects.filter(request__person=me, released_at__isnull=False, pack__isnull=False)
    return released.filter(pack__destroyed_at__isnull=True).select_related("request")


def _place(request: HttpRequest, place: int) -> Organisation:
    found = next((each for each in _places(signed_in(request)) if each.pk == place), None)
    if found is None:
        raise Http404
    return found


@never_cache
@require_http_methods(FORM)
def ask(request: HttpRequest, place: int) -> HttpResponse:
    """Ask what is held about me."""
    at, me = _place(request, place), signed_in(request)
    form = AskForm(sent(request))
    if request.method == "POST" and done(form, lambda: asking.ask(me, me, at, form.cleaned_data["scope"])):
        messages.success(request, "It is on its way. You get your copy here, at the latest within a month, or hear why not.")
        return redirect("my-data")
    intro = (
        f"{at.name} has to tell you what it holds about you, and give you a copy. It costs nothing and needs no reason. "
        "Names of others are masked."
    )
    says = Words("Ask for a copy of what is held about you", "Ask for my copy", intro, reverse("my-data"), "My data")
    return form_page(request, form, says)


@never_cache
@require_safe
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Download my copy; only for whom it was made."""
    me = signed_in(request)
    found = copies_of(me).filter(pk=pk).select_related("request", "pack").first()
    if found is None:
        raise Http404
    releasing.fetch_copy(me, me, found)
    answer = HttpResponse(unsealed(found.pack), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="my-data-{found.request.reference}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@never_cache
@sensitive_post_parameters()
@require_http_methods(FORM)
def complain(request: HttpRequest, place: int) -> HttpResponse:
    """Complain about how my data are handled."""
    at, me = _place(request, place), signed_in(request)
    form = ComplainForm(at, me, sent(request))
    if request.method == "POST" and done(form, lambda: complaining.complain(me, me, at, form.given())):
        messages.success(request, "It is with those who deal with data protection. You hear from them within thirty days.")
        return redirect("my-data")
    intro = "A copy that never came, a mail to the wrong people, something kept too long: write what happened."
    says = Words("Complain about how your data are handled", "Send the complaint", intro, reverse("my-data"), "My data")
    return form_page(request, form, says)


@login_not_required  # anybody whose data a school has may complain, with or without an account
@sensitive_post_parameters()
@require_http_methods(FORM)
def complain_outside(request: HttpRequest, code: str) -> HttpResponse:
    """The page whose address stands on the organisation's website."""
    if limiting.exhausted(request, _PAGE):
        return render(request, "accountable/too_often.html", status=429)
    found = ComplaintPage.objects.filter(code=code.strip().upper()).select_related("organisation").first()
    if found is None:
        limiting.wrong(request, _PAGE)
        raise Http404(_PAGE)
    form = OutsideForm(sent(request))
    made: Complaint | None = None
    if request.method == "POST" and form.is_valid():
        if limiting.sent_too_often(found.pk, _PAGE):
            form.add_error(
                None, "Very much has come in here within the hour, so it waits. Your words are still here: try again later."
            )
        else:
            made = tried(form, lambda: complaining.complain_outside(found, form.given()))
    given = {"place": found.organisation, "form": form, "made": made, "today": timezone.localdate()}
    return render(request, "accountable/complain.html", given)


__all__: Final = ("ask", "complain", "complain_outside", "copies_of", "copy", "mine")
