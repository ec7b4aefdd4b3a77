"""Pages about filtering and monitoring: the rule that the policies ask for, with files; reviews; incidents; sites."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct import filtering
from safeconduct.audit.schoolday import Nation, SchoolDays
from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.access.rights import ANYBODY, rights
from safeconduct.web.accountable import reviewing
from safeconduct.web.accountable.filter_forms import (
    ActionForm,
    ChecklistForm,
    IncidentForm,
    ReviewForm,
    SettleForm,
    SiteForm,
)
from safeconduct.web.accountable.models import FilterAction, FilterIncident, FilterReview, SiteDecision
from safeconduct.web.accountable.rights import SIGN_AS_GOVERNOR, SIGN_AS_LEAD
from safeconduct.web.accountable.standards import standards
from safeconduct.web.concerns.actions import policies_of
from safeconduct.web.people.asking import done, sent, tried
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.permissions.pages import FORM, Words, changed, form_page

_PER_PAGE: Final = 25
_NATIONS: Final = {
    Organisation.Nation.ENGLAND: Nation.ENGLAND, Organisation.Nation.WALES: Nation.WALES,
    Organisation.Nation.SCOTLAND: Nation.SCOTLAND, Organisation.Nation.NORTHERN_IRELAND: Nation.NORTHERN_IRELAND,
}  # fmt: skip
_FILES: Final = {"txt": "text/plain; charset=utf-8", "json": "application/json", "conf": "text/plain; charset=utf-8"}


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Which school? With one alone, its page."""
    places = list(signed_in(request).holds(ANYBODY))
    if len(places) == 1:
        return filtering_page(request, places[0].pk)
    return render(request, "accountable/filtering_places.html", {"places": places})


class NextReview(NamedTuple):
    """When the next review is due, and whether it is late; none was ever held where ``last`` is missing."""

    last: FilterReview | None
    due: Any
    is_late: bool


def next_review(place: Organisation) -> NextReview:
    """When the next review of an organisation is due."""
    last = FilterReview.objects.filter(organisation=place).order_by("-held_on", "-pk").first()
    due = last.next_due if last else None
    return NextReview(last, due, last is None or last.next_due < timezone.localdate())


@require_safe
def filtering_page(request: HttpRequest, place: int) -> HttpResponse:
    """What the filter is asked to do here, what came in, and the reviews."""
    at = fetch(request, Organisation, "accountable.see-rule", pk=place)
    keeps = bool(signed_in(request).positions_at(at) & rights()["accountable.review-filter"].held_by)
    given: dict[str, Any] = {"place": at, "keeps": keeps, "rule": school_rule(at), "by_category": []}
    given["by_category"] = filtering.by_category(given["rule"])
    given["sites"] = SiteDecision.objects.filter(organisation=at, ended_at__isnull=True).select_related("by").order_by("site")
    if keeps:
        given |= _register(request, at)
    return render(request, "accountable/filtering.html", given)


def _register(request: HttpRequest, place: Organisation) -> dict[str, Any]:
    reviews = FilterReview.objects.filter(organisation=place).order_by("-held_on", "-pk")
    incidents = FilterIncident.objects.filter(organisation=place).order_by("settled_on", "-on", "-pk")
    actions = FilterAction.objects.filter(review__organisation=place, done_on__isnull=True)
    return {
        "next": next_review(place),
        "page": Paginator(reviews, _PER_PAGE).get_page(request.GET.get("page")),
        "incidents": incidents.filter(settled_on__isnull=True).select_related("by")[:_PER_PAGE],
        "settled": incidents.filter(settled_on__isnull=False).select_related("settled_by").order_by("-settled_on")[:_PER_PAGE],
        "actions": actions.select_related("person", "review__organisation").order_by("due", "pk"),
    }


def school_rule(place: Organisation) -> filtering.SchoolRule:
    """What the policies in force ask of an organisation's filter, with its own decisions about sites."""
    days = SchoolDays(start=place.day_starts, end=place.day_ends, nation=_NATIONS[Organisation.Nation(place.nation)])
    decided = list(SiteDecision.objects.filter(organisation=place, ended_at__isnull=True))
    left_open = [each.site for each in decided if each.what == SiteDecision.What.OPEN]
    closed = [each.site for each in decided if each.what == SiteDecision.What.CLOSED]
    policies = policies_of(place)
    return filtering.compiled(place.name, policies, days, timezone.localdate(), approved=left_open, barred=closed)


@require_safe
def rule_file(request: HttpRequest, place: int, kind: str) -> HttpResponse:
    """The rule as a file for a filter."""
    at = fetch(request, Organisation, "accountable.see-rule", pk=place)
    if kind not in _FILES:
        raise Http404(kind)
    rule = school_rule(at)
    made = {"txt": filtering.as_list, "json": filtering.as_json, "conf": filtering.as_squid}[kind](rule)
    answer = HttpResponse(made, content_type=_FILES[kind])
    answer["Content-Disposition"] = f'attachment; filename="school-day-rule-{slugify(at.name)}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


# --- reviews -----------------------------------------------------------------------------------------------------


@require_http_methods(FORM)
def review_add(request: HttpRequest, place: int) -> HttpResponse:
    """Begin a review."""
    at = fetch(request, Organisation, "accountable.review-filter", pk=place)
    form = ReviewForm(at, sent(request))
    made = None
    if request.method == "POST":
        made = tried(form, lambda: reviewing.begin(signed_in(request), at, form.given()))
    if made is not None:
        return redirect("filter-checklist", made.pk)
    intro = "Next come the questions, one by one. Nothing is final until the lead and a governor have signed."
    return form_page(request, form, _words("A review of filtering and monitoring", "Go on to the questions", at, intro))


@require_http_methods(FORM)
def review_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who took part, the findings, the next day."""
    review = fetch(request, FilterReview.objects.select_related("organisation"), "accountable.review-filter", pk=pk)
    form = ReviewForm(review.organisation, sent(request), review)
    if request.method == "POST" and done(form, lambda: reviewing.amend(signed_in(request), review, form.given())):
        return _to(request, review, "Saved.")
    says = Words("Who took part, and what was found", "Save", back=reverse("filter-review", args=[pk]), back_says="The review")
    return form_page(request, form, says)


@require_http_methods(FORM)
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions."""
    review = fetch(request, FilterReview.objects.select_related("organisation"), "accountable.review-filter", pk=pk)
    form = ChecklistForm(review, sent(request))
    if request.method == "POST" and done(form, lambda: reviewing.answer(signed_in(request), review, form.answers())):
        return _to(request, review, "Saved. Put down below what is to be done, then sign.")
    says = Words("What was looked at", "Save", back=reverse("filter-review", args=[pk]), back_says="The review")
    return form_page(request, form, says)


@require_http_methods(FORM)
def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One review; its form puts down something to be done."""
    review = fetch(request, FilterReview.objects.select_related("organisation", "by", "lead", "governor"),
                   "accountable.review-filter", pk=pk)  # fmt: skip
    form = ActionForm(review.organisation, sent(request))
    me = signed_in(request)
    if request.method == "POST" and done(form, lambda: reviewing.add_action(me, review, *form.given())):
        return _to(request, review, "Put down. They are reminded when the day comes near.")
    said = {each.check_id: each for each in review.checked.all()}
    given = {
        "review": review,
        "form": form,
        "points": [(check, said.get(check.id)) for check in standards().check],
        "took_part": review.took_part.select_related("person").order_by("pk"),
        "actions": review.actions.select_related("person", "done_by").order_by("done_on", "due", "pk"),
        "can_sign": can_sign(me, review),
    }
    return render(request, "accountable/review.html", given)


def can_sign(me: Person, review: FilterReview) -> bool:
    """Whether one's own signature is still missing."""
    held = me.positions_at(review.organisation)
    if me.pk in (review.lead_id, review.governor_id):
        return False
    return bool((review.lead_id is None and held & SIGN_AS_LEAD) or (review.governor_id is None and held & SIGN_AS_GOVERNOR))


@require_POST
def review_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign it."""
    review = fetch(request, FilterReview.objects.select_related("organisation"), "accountable.sign-filter", pk=pk)
    says = "You have signed. Once the lead and a governor have, the review is complete."
    return changed(request, lambda: reviewing.sign(signed_in(request), review), says, "filter-review", pk)


@require_POST
def action_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Something is done."""
    rows = FilterAction.objects.select_related("review__organisation")
    asked = fetch(request, rows, "accountable.review-filter", pk=pk)
    return changed(
        request, lambda: reviewing.finish_action(signed_in(request), asked), "Done.", "filter-review", asked.review_id
    )


# --- incidents and sites ------------------------------------------------------------------------------------------


@require_http_methods(FORM)
def incident_add(request: HttpRequest, place: int) -> HttpResponse:
    """Tell what the filter did wrong; anybody who works here may."""
    at = fetch(request, Organisation, "accountable.report-incident", pk=place)
    form = IncidentForm(sent(request), initial={"on": timezone.localdate()})
    if request.method == "POST" and done(form, lambda: reviewing.report(signed_in(request), at, form.given())):
        return _back(request, at, "Thank you. Those who look after the filter see it.")
    intro = (
        "If a child saw something harmful, or somebody looked for it, tell the safeguarding lead first. "
        "This page is about the filter."
    )
    return form_page(request, form, _words("The filter got it wrong", "Send it", at, intro))


@require_http_methods(FORM)
def incident_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was done about it."""
    rows = FilterIncident.objects.select_related("organisation", "by")
    incident = fetch(request, rows, "accountable.review-filter", pk=pk)
    form = SettleForm(sent(request))
    me = signed_in(request)
    if request.method == "POST" and done(form, lambda: reviewing.settle(me, incident, form.cleaned_data["words"])):
        return _back(request, incident.organisation, "Settled.")
    intro = f"{incident.get_what_display()}: {incident.site}, {incident.on:%-d %B %Y}. {incident.about}"
    return form_page(request, form, _words("What was done about it?", "Settle it", incident.organisation, intro))


@require_http_methods(FORM)
def site_add(request: HttpRequest, place: int) -> HttpResponse:
    """Decide about one site."""
    at = fetch(request, Organisation, "accountable.review-filter", pk=place)
    form = SiteForm(sent(request))
    if request.method == "POST" and done(form, lambda: _decided(request, at, form)):
        return _back(request, at, "Decided. Take the new file over into the filter: nothing does that by itself.")
    return form_page(request, form, _words("A decision about one site", "Decide", at))


def _decided(request: HttpRequest, place: Organisation, form: SiteForm) -> SiteDecision:
    clean = form.cleaned_data
    return reviewing.decide_site(signed_in(request), place, clean["site"], SiteDecision.What(clean["what"]), clean["why"])


@require_POST
def site_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A decision holds no longer."""
    decided = fetch(request, SiteDecision.objects.select_related("organisation"), "accountable.review-filter", pk=pk)
    return changed(
        request,
        lambda: reviewing.end_decision(signed_in(request), decided),
        "Ended. It stays on record. Take the new file over into the filter.",
        "filtering",
        decided.organisation_id,
    )


def _words(heading: str, button: str, place: Organisation, intro: str = "") -> Words:
    return Words(heading, button, intro, reverse("filtering", args=[place.pk]), "Filtering and monitoring")


def _to(request: HttpRequest, review: FilterReview, says: str) -> HttpResponse:
    messages.success(request, says)
    return redirect("filter-review", review.pk)


def _back(request: HttpRequest, place: Organisation, says: str) -> HttpResponse:
    messages.success(request, says)
    return redirect("filtering", place.pk)


__all__: Final = (
    "action_done", "can_sign", "checklist", "filtering_page", "incident_add", "incident_settle", "next_review", "review_add",
    "review_edit", "review_page", "review_sign", "rule_file", "school_rule", "site_add", "site_end", "start",
)  # fmt: skip
