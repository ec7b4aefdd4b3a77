"""Before a draft is adopted: what it would change, where it contradicts itself, who signs again; and its adoption."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.web.access.deciding import require, signed_in
from safeconduct.web.drafting import actions, trying
from safeconduct.web.drafting.faults import gaps
from safeconduct.web.drafting.forms import AdoptDraftForm
from safeconduct.web.drafting.judging import problems
from safeconduct.web.drafting.models import Draft, Trial
from safeconduct.web.drafting.pages import FORM, can_write, drafted
from safeconduct.web.drafting.reach import reached
from safeconduct.web.people.asking import sent, tried

PER_PAGE: Final = 25


@require_http_methods(FORM)
def shadow(request: HttpRequest, pk: int) -> HttpResponse:
    """What would change: how many answers, which, and by which points."""
    draft = drafted(request, pk, "drafting.read")
    if request.method == "POST":
        require(signed_in(request), "drafting.write", draft)
        trying.try_out(signed_in(request), draft)
        return redirect("draft-try", pk)
    trial = draft.trials.order_by("-begun_at").first()
    context = {"draft": draft, "trial": trial, "can": can_write(request, draft), **_result(request, draft, trial)}
    return render(request, "drafting/shadow.html", context)


def _result(request: HttpRequest, draft: Draft, trial: Trial | None) -> dict[str, Any]:
    if trial is None or trial.state != Trial.State.DONE:
        return {}
    found = trying.result(trial)
    page = Paginator(found.changes, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(trying.shown(list(page.object_list), draft.policy))
    told = len(found.changes) - found.stricter - found.milder
    return {"shadow": found, "bars": trying.bars(found), "page": page, "shown": shown, "told": told}


@require_safe
def contradicting(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a draft contradicts itself."""
    draft = drafted(request, pk, "drafting.read")
    context = {"draft": draft, "problems": problems(draft.policy, draft.organisation), "can": can_write(request, draft)}
    return render(request, "drafting/problems.html", context)


@require_http_methods(FORM)
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft into force, with who signs again, and in spite of what."""
    draft = drafted(request, pk)
    found = problems(draft.policy, draft.organisation)
    today = timezone.localdate()
    start = {"revision": draft.revision, "adopted_on": today, "since": today}
    form = AdoptDraftForm(draft.organisation, draft.policy, found, sent(request), initial=start)
    missing = gaps(draft.policy)
    if request.method == "POST" and not missing:
        me = signed_in(request)
        made = tried(form, lambda: actions.adopt(me, draft, form.cleaned_data["revision"], form.given()))
        if made is not None:
            messages.success(request, f"{made} is adopted. Staff are asked to read and sign it.")
            return redirect("policy", made.pk)
    context = {"draft": draft, "form": form, "problems": found, "gaps": missing, "groups": reached(draft)}
    trial = draft.trials.filter(revision=draft.revision, state=Trial.State.DONE).order_by("-begun_at").first()
    context["shadow"] = trying.result(trial) if trial else None
    return render(request, "drafting/adopt.html", context)


__all__: Final = ("adopt", "contradicting", "shadow")
