"""Reading and signing point by point, the receipt, and the monitoring notice."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.policies import actions, reaching, receipts
from safeconduct.web.policies.actions import Refusal, SigningRefusedError
from safeconduct.web.policies.explaining import effects, force
from safeconduct.web.policies.forms import CodeForm, StepForm
from safeconduct.web.policies.models import Answer, Signature
from safeconduct.web.policies.points import Step, declarations
from safeconduct.web.policies.progress import Reading

_REFUSED: Final = {
    Refusal.OVER: "This version is no longer in force, so it cannot be signed. Your answers are kept.",
    Refusal.OTHER_TEXT: "The text has changed since you opened this page. Read it again, then sign. Your answers are kept.",
    Refusal.POINTS_LEFT: "Some points still need your answer. Nothing is signed yet; your answers are kept.",
    Refusal.NOT_DECLARED: "Tick the box above the button to say that you have read everything, then sign.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """How far I am with a policy, and the signature once every point has a yes."""
    at = reaching.read(request, pk, "policies.sign")
    if at.signature is not None:
        return redirect("policy-signature", at.signature.pk)
    if (newer := _moved_on(request, at)) is not None:
        return newer
    declared = declarations(at.adoption.policy)
    if request.method == "POST":
        agreed = not declared or request.POST.get("declared") == "yes"
        try:
            signature = actions.sign(signed_in(request), at, request.POST.get("digest", ""), declared=agreed)
        except SigningRefusedError as refused:
            messages.warning(request, _REFUSED[refused.why])
            return redirect("policy-sign", pk)
        return redirect("policy-signature", signature.pk)
    context = {"at": at, "adoption": at.adoption, "declared": declared, "steps": [_progress(at, step) for step in at.steps]}
    return render(request, "policies/sign.html", context)


def _moved_on(request: HttpRequest, at: Reading) -> HttpResponse | None:
    """On to the version that has taken the place of one that is over, with a word about what happens to the answers."""
    newer = reaching.successor(at.adoption)
    if newer is None:
        return None
    messages.warning(
        request,
        f"Version {at.adoption.version} has been replaced by version {newer.version}. "
        "Nothing is lost: what you have answered counts for every point that stayed the same.",
    )
    return redirect("policy-sign", newer.pk)


def _progress(at: Reading, step: Step) -> tuple[Step, str]:
    """A page of points and how far I am with it."""
    if all(at.agreed(clause) for clause in step.points):
        return step, "Done"
    said = [at.answer(clause) for clause in step.points if not at.agreed(clause)]
    if any(answer and answer.replied_at for answer in said):
        return step, "Answer has come"
    if all(answer and answer.is_waiting for answer in said):
        return step, "Waits for an answer"
    return step, "To do"


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A few points, each with its own answer. What is answered is kept, even if a point was forgotten."""
    at = reaching.read(request, pk, "policies.sign")
    if at.signature is not None:
        return redirect("policy-signature", at.signature.pk)
    page = next((each for each in at.steps if each.number == number), None)
    if page is None:
        raise Http404("policies.sign")
    form = StepForm(at, page.points, request.POST if request.method == "POST" else None)
    if request.POST.get("do") == "keep":
        return _kept(request, at, form)
    if request.method == "POST":
        complete = form.is_valid()
        actions.answer(signed_in(request), at, form.given())
        if complete or reaching.successor(at.adoption):
            return _moved_on(request, at) or _onward(reaching.read(request, pk, "policies.sign"), number)
    elif (newer := _moved_on(request, at)) is not None:
        return newer
    told = {clause.id: (force(clause), effects(clause)) for clause in page.points}
    context = {
        "at": at,
        "adoption": at.adoption,
        "step": page,
        "form": form,
        "asked": [(each, *told[each.clause.id]) for each in form.asked],
    }
    return render(request, "policies/step.html", context)


def _kept(request: HttpRequest, at: Reading, form: StepForm) -> HttpResponse:
    """What was agreed to so far, as soon as it is; a question is sent only with the button, once it is written."""
    form.is_valid()
    actions.answer(signed_in(request), at, [said for said in form.given() if said.said == Answer.Said.AGREE])
    return HttpResponse("Kept. You can stop at any time and go on later.", content_type="text/plain; charset=utf-8")


def _onward(at: Reading, number: int) -> HttpResponse:
    """To the next page with something to answer after this one, or back to where I stand."""
    later = next((each for each in at.steps if each.number > number and not all(map(at.agreed, each.points))), None)
    return redirect("policy-sign-step", at.adoption.pk, later.number) if later else redirect("policy-sign", at.adoption.pk)


@require_safe
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """My signature: what it stands under, and its code."""
    given = fetch(request, Signature.objects.select_related("adoption__organisation"), "policies.own-receipt", pk=pk)
    return render(request, "policies/signature.html", {"signature": given, "code": receipts.grouped(given.code)})


@require_safe
def receipt_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt as a PDF."""
    given = fetch(request, Signature.objects.select_related("adoption__organisation"), "policies.own-receipt", pk=pk)
    name = f"receipt-{given.adoption.policy_id}-{given.at:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(receipts.pdf(given), content_type="application/pdf", headers=headers)


@login_not_required
@require_safe
def check_receipt(request: HttpRequest) -> HttpResponse:
    """Whether a receipt is genuine, for anybody who has its code; of who signed, only the initials."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    found = receipts.found_by(form.cleaned_data["code"]) if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "asked": form.is_bound and form.is_valid(),
        "found": found if found and found.is_genuine else None,
        "initials": receipts.initials(found.name) if found else "",
    }
    return render(request, "policies/receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """What a policy says about monitoring, and “I have seen this”."""
    at = reaching.read(request, pk)
    if not at.notice:
        raise Http404("policies.read")
    if request.method == "POST":
        actions.see_notice(signed_in(request), at)
        messages.success(request, "Thank you. It is on record that you have seen this.")
        return redirect("policy-notice", pk)
    return render(request, "policies/notice.html", {"at": at, "adoption": at.adoption})


__all__: Final = ("check_receipt", "notice", "receipt_file", "sign", "signature", "step")
