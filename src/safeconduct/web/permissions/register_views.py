"""Official accounts, equipment at home, and what is to be taken down."""

from __future__ import annotations

from typing import Any, Final

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.web.access.deciding import fetch, may, require, signed_in
from safeconduct.web.access.surviving import STALE, Typed, signed_out, surviving
from safeconduct.web.people.asking import done, sent, tried
from safeconduct.web.people.models import Organisation
from safeconduct.web.permissions import equipment, forms, official, removals
from safeconduct.web.permissions.deciding import points
from safeconduct.web.permissions.kind import REGISTERS
from safeconduct.web.permissions.models import Chosen, Holder, Loan, OfficialAccount, Removal
from safeconduct.web.permissions.pages import FORM, GO_ON, PER_PAGE, Words, changed, form_page, places_of
from safeconduct.web.policies.models import binding

# --- official accounts ----------------------------------------------------------------------------------------------

_ACCOUNTS: Final = "permissions.accounts"


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Who can post in the name of a school or agency; first those who still can though they have left."""
    places = list(places_of(request, _ACCOUNTS))
    listed = OfficialAccount.objects.filter(organisation__in=places, closed_at=None).select_related("organisation")
    posting = Prefetch("holders", queryset=_posting(), to_attr="posting")
    ordered = listed.prefetch_related(posting).order_by("organisation__name", "platform", "handle")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    shown = {"places": places, "page": page, "strays": official.strays(listed)}
    return render(request, "permissions/accounts.html", shown)


def _posting() -> Any:
    return Holder.objects.filter(ended_at=None).select_related("person").order_by("-owner", "person__name", "pk")


@require_http_methods(FORM)
def account_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter an official account."""
    place = fetch(request, Organisation, _ACCOUNTS, pk=pk)
    form = forms.NewAccountForm(place, sent(request))

    def act() -> OfficialAccount:
        owners = [form.cleaned_data["first"], form.cleaned_data["second"]]
        return official.register(signed_in(request), place, form.given(), owners)

    if request.method == "POST" and (made := tried(form, act)):
        messages.success(request, "Entered. The head teacher or consultant approves it next.")
        return redirect("official-account", pk=made.pk)
    says = Words("Enter an official account", "Enter it", place.name, reverse("official-accounts"), "Official accounts")
    return form_page(request, form, says, points=points(binding(signed_in(request)), REGISTERS["accounts"]))


def _account(request: HttpRequest, pk: int, verb: str = _ACCOUNTS) -> OfficialAccount:
    return fetch(request, OfficialAccount.objects.select_related("organisation", "approved_by"), verb, pk=pk)


@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """An official account: what it is for, who approved it, who can post."""
    one = _account(request, pk)
    return _account_page(request, one, forms.HolderForm(one.organisation))


def _account_page(request: HttpRequest, one: OfficialAccount, form: forms.HolderForm) -> HttpResponse:
    whys = {stray.holder.pk: stray.why for stray in official.strays([one])}
    shown = {
        "account": one,
        "posting": [(holder, whys.get(holder.pk, "")) for holder in _posting().filter(account=one)],
        "over": one.holders.exclude(ended_at=None).select_related("person").order_by("-ended_at", "-pk")[:PER_PAGE],
        "form": form,
        "approves": may(signed_in(request), "permissions.approve-account", one),
    }
    return render(request, "permissions/account.html", shown)


@require_http_methods(FORM)
def account_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what stands there about an account."""
    one = _account(request, pk)
    now = {name: getattr(one, name) for name in official.AccountGiven._fields}
    form = forms.AccountForm(sent(request), initial=now)
    if request.method == "POST" and done(form, lambda: official.correct(signed_in(request), one, form.given())):
        messages.success(request, "Saved. If more than the second factor changed, it is to be approved anew.")
        return redirect("official-account", pk=pk)
    says = Words("Change this entry", "Save", back=reverse("official-account", args=[pk]), back_says="Back")
    return form_page(request, form, says)


@require_POST
def account_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve an account."""
    one = _account(request, pk, "permissions.approve-account")
    return changed(request, lambda: official.approve(signed_in(request), one), "Approved.", "official-account", pk)


@require_http_methods(FORM)
def account_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that an account was closed for good, after a last look."""
    one = _account(request, pk)
    if request.method == "POST":
        said = "Noted as closed. It is off the list."
        return changed(request, lambda: official.close(signed_in(request), one), said, "official-accounts")
    intro = "Close it on its platform first. Here it only goes off the list, and nobody is noted as posting any more."
    says = Words("Is this account closed?", "It is closed", intro, reverse("official-account", args=[pk]), "Back")
    return form_page(request, django_forms.Form(), says, warning=True)


@require_POST
def holder_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody else can post."""
    one = _account(request, pk)
    form = forms.HolderForm(one.organisation, request.POST)

    def act() -> Holder:
        return official.let_in(signed_in(request), one, form.cleaned_data["person"], owner=form.cleaned_data["owner"])

    if not done(form, act):
        return _account_page(request, one, form)
    messages.success(request, "Noted.")
    return redirect("official-account", pk=pk)


@require_POST
def holder_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody's access was taken away."""
    held = fetch(request, Holder.objects.select_related("account__organisation", "person"), _ACCOUNTS, pk=pk)
    said = "Noted. Have you changed the password, or taken them off on the platform?"
    return changed(request, lambda: official.shut_out(signed_in(request), held), said, "official-account", held.account_id)


# --- equipment ------------------------------------------------------------------------------------------------------


_TAKEN: Final = Typed("what", "What do you take home?", GO_ON)


@login_not_required  # it asks itself: somebody who was signed out while writing keeps what they wrote
@surviving()
@require_http_methods(FORM)
def loan_add(request: HttpRequest, *, stale: bool = False) -> HttpResponse:
    """Note equipment that one takes home."""
    if not request.user.is_authenticated:
        return signed_out(request, _TAKEN)
    me = signed_in(request)
    require(me, "permissions.take-equipment", me)
    form = forms.LoanForm(sent(request), person=me)
    if stale:
        form.add_error(None, STALE)
    elif request.method == "POST" and done(form, lambda: equipment.take(me, me, form.taken())):
        messages.success(request, "Noted. Keep it safe, and take everything personal off before you bring it back.")
        return redirect("permissions")
    says = Words("I take equipment home", "Note it")
    return form_page(request, form, says, points=points(binding(me), REGISTERS["equipment"]))


@require_safe
def loans(request: HttpRequest) -> HttpResponse:
    """What is out, late ones first, and what is back but not wiped."""
    places = places_of(request, "permissions.equipment")
    out = Loan.objects.filter(organisation__in=places).select_related("person", "organisation", "returned_to", "wiped_by")
    ordered = out.order_by(F("wiped_at").desc(nulls_first=True), F("returned_on").desc(nulls_first=True), "due_back", "pk")
    return render(
        request, "permissions/equipment.html", {"page": Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))}
    )


@require_http_methods(FORM)
def loan_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that equipment is back, and wiped."""
    loan = fetch(request, Loan.objects.select_related("organisation", "person"), "permissions.equipment", pk=pk)
    form = forms.ReturnForm(sent(request), initial={"returned_on": loan.returned_on} if loan.returned_on else None)

    def act() -> Loan:
        return equipment.confirm(signed_in(request), loan, **form.cleaned_data)

    if request.method == "POST" and done(form, act):
        messages.success(request, "Confirmed.")
        return redirect("equipment")
    intro = f"{loan.what}{f', {loan.serial}' if loan.serial else ''}: {loan.person.name}."
    return form_page(request, form, Words("It is back", "Confirm", intro, reverse("equipment"), "Equipment"))


# --- removals -------------------------------------------------------------------------------------------------------


_WANTED: Final = Typed("about", "What is it, and why", GO_ON)
_PROVED: Final = Typed("note", "How you checked that it is gone", GO_ON)


@login_not_required  # it asks itself: somebody who was signed out while writing keeps their words
@surviving()
@require_http_methods(FORM)
def removal_add(request: HttpRequest, *, stale: bool = False) -> HttpResponse:
    """Pass on that somebody wants something taken down."""
    if not request.user.is_authenticated:
        return signed_out(request, _WANTED)
    me = signed_in(request)
    require(me, "permissions.ask-removal", me)
    form = forms.RemovalForm(sent(request), person=me)
    if stale:
        form.add_error(None, STALE)
    elif request.method == "POST" and (made := tried(form, lambda: removals.ask(me, me, form.asked()))):
        messages.success(request, "Passed on. The clock runs.")
        return redirect("removal", pk=made.pk)
    intro = (
        "Is it you who put it up? Then take it down now; this page is for the record. Is a child in danger, or is it abuse? "
        "Do not wait for this: tell the Designated Safeguarding Lead."
    )
    says = Words("Something should be taken down", "Pass it on", intro)
    return form_page(request, form, says, points=points(binding(me), REGISTERS["removals"]))


@require_safe
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """A wish and its clock; with the proof, once it is done."""
    return _removal_page(request, _removal(request, pk), forms.ProofForm())


def _removal(request: HttpRequest, pk: int) -> Removal:
    """A wish, for whoever passed it on, is to fulfil it, or looks after it.

    Raises:
        Http404: there is none, or not for this person.
        PermissionDenied: it is not theirs to see.
    """
    found = Removal.objects.select_related("organisation", "person", "asked_by", "done_by").filter(pk=pk).first()
    me = signed_in(request)
    if found is not None and found.asked_by_id == me.pk:
        return found
    return fetch(request, Removal.objects.select_related("organisation", "person", "asked_by", "done_by"), _DOWN, pk=pk)


_DOWN: Final = "permissions.take-down"


def _removal_page(request: HttpRequest, one: Removal, form: forms.ProofForm) -> HttpResponse:
    does = one.done_on is None and may(signed_in(request), _DOWN, one)
    return render(request, "permissions/removal.html", {"one": one, "form": form if does else None})


@login_not_required  # it asks itself: somebody who was signed out while writing keeps their words
@surviving()
@require_POST
def removal_done(request: HttpRequest, pk: int, *, stale: bool = False) -> HttpResponse:
    """Say that it was taken down, with the proof."""
    if not request.user.is_authenticated:
        return signed_out(request, _PROVED)
    one = fetch(request, Removal.objects.select_related("organisation", "person", "asked_by", "done_by"), _DOWN, pk=pk)
    form = forms.ProofForm(request.POST, request.FILES)
    if stale:
        form.add_error(None, f"{STALE} If you had chosen a screenshot, choose it again.")

    def act() -> Removal:
        file = form.cleaned_data["screenshot"]
        return removals.finish(
            signed_in(request), one, screenshot=file.read() if file else None, note=form.cleaned_data["note"]
        )

    if not done(form, act):  # nor is it where the page had been open for too long: the form has an error then
        return _removal_page(request, one, form)
    messages.success(request, "Taken down, and noted with the proof.")
    return redirect("removal", pk=pk)


@require_safe
def removals_all(request: HttpRequest) -> HttpResponse:
    """What is to be taken down, what is due soonest first."""
    places = list(places_of(request, "permissions.removals"))
    chosen = dict(Chosen.objects.filter(organisation__in=places).values_list("organisation", "removal_days"))
    page = Paginator(removals.of(places), PER_PAGE).get_page(request.GET.get("page"))
    clocks = [(place, chosen.get(place.pk, Chosen.REMOVAL_DAYS)) for place in places]
    return render(request, "permissions/removals.html", {"page": page, "clocks": clocks})


@require_http_methods(FORM)
def removal_days(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose within how many working days something is taken down."""
    place = fetch(request, Organisation, "permissions.removals", pk=pk)
    form = forms.DaysForm(sent(request), initial={"days": removals.days_of(place)})
    if request.method == "POST" and done(
        form, lambda: removals.choose_days(signed_in(request), place, form.cleaned_data["days"])
    ):
        messages.success(request, "Saved. It holds for what is asked from now on.")
        return redirect("removals")
    intro = (
        f"No policy says how long it may take; this is {place.name}’s own choice. Without one we take {Chosen.REMOVAL_DAYS} "
        "working days. Weekends, bank holidays and the holidays of all schools do not count."
    )
    says = Words("Within how many working days?", "Save", intro, reverse("removals"), "To be taken down")
    return form_page(request, form, says)
