"""The pages behind a link: no account, no sign-in, nothing about anybody at the school."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.web.families import given, links, receipts
from safeconduct.web.families.forms import CameForm, SignForm
from safeconduct.web.families.models import Invitation
from safeconduct.web.jobs import mail
from safeconduct.web.people import limits
from safeconduct.web.people.asking import sent
from safeconduct.web.policies.actions import Refusal, SigningRefusedError
from safeconduct.web.policies.forms import CodeForm
from safeconduct.web.policies.receipts import grouped, initials

P = ParamSpec("P")
_TRIES: Final = "family-link"
_OVER: Final = 404
_TOO_OFTEN: Final = "Very much was sent from here within the hour. Wait a little, then press the button again."
_REFUSED: Final = {
    Refusal.OVER: "This can no longer be signed. Ask the school for a new link.",
    Refusal.OTHER_TEXT: "The text has changed since you opened this page. Read it again, then sign.",
    Refusal.POINTS_LEFT: "Some points still need a tick. Nothing is signed yet; your ticks are kept.",
}


def _hidden(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """No search engine lists the page, nothing keeps a copy of it, and no request that it leads to tells its address."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "strict-origin"  # with “no-referrer” browsers send forms from nowhere, which is refused
        response["Cache-Control"] = "no-store"
        return response

    return answered


def _nowhere(request: HttpRequest) -> HttpResponse:
    """The same page for a link that never was, was withdrawn, or has run out; who tries many has to wait."""
    if limits.exhausted(request, _TRIES):
        return render(request, "429.html", status=429)
    limits.wrong(request, _TRIES)
    return render(request, "families/over.html", status=_OVER)


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@_hidden
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """Read the points that are mine, tick them, ask, sign; afterwards, the receipt."""
    invitation = links.by_token(token)
    if invitation is None or (invitation.is_over and invitation.signature is None):
        return _nowhere(request)
    if invitation.signature is not None:
        signature = invitation.signature
        return render(request, "families/signed.html", {"it": signature, "code": grouped(signature.code), "token": token})
    if invitation.adoption.is_over or not invitation.points:
        return render(request, "families/replaced.html", {"it": invitation})
    if invitation.is_open:
        return _come(request, invitation)
    return _say(request, invitation, token) if request.method == "POST" else _page(request, SignForm(invitation))


def _page(request: HttpRequest, form: SignForm, status: int = 200) -> HttpResponse:
    open_ones = _open(form.invitation)
    shown = {"form": form, "it": form.invitation, "open": open_ones, "waits": bool(open_ones - set(form.invitation.agreed))}
    return render(request, "families/sign.html", shown, status=status)


def _open(invitation: Invitation) -> set[str]:
    """The points with a question that nobody has answered."""
    return {question.clause for question in invitation.questions.all() if question.replied_at is None}


def _say(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Keep the ticks and questions first, whatever else is missing; then sign, if nothing is."""
    form = SignForm(invitation, request.POST)
    complete = form.is_valid()
    if links.too_often(invitation):
        form.add_error(None, _TOO_OFTEN)
        return _page(request, form, 429)
    form.invitation = given.say(invitation, form.agreed(), form.questions())
    if form.miss(_open(form.invitation)):
        return _page(request, form)
    if form.agreed() != {clause.id for clause in form.points}:
        form.only_questions()
        return _page(request, form) if form.errors else redirect("family-sign", token)
    return _sign(request, form, token) if complete else _page(request, form)


def _sign(request: HttpRequest, form: SignForm, token: str) -> HttpResponse:
    try:
        made = given.sign(form.invitation, request.POST.get("digest", ""), form.names())
    except SigningRefusedError as refused:
        form.add_error(None, _REFUSED[refused.why])
        return _page(request, form)
    if form.cleaned_data["email"]:
        told = {"title": made.adoption.title, "organisation": made.organisation.name, "code": grouped(made.code)}
        mail.send(form.cleaned_data["email"], "families/receipt", {**told, "link": links.address(token)})
    return redirect("family-sign", token)


def _come(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Ask who comes by the link for all, and lead on to a link that is theirs alone."""
    form = CameForm(invitation, sent(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        if not links.too_often(invitation):
            return redirect(links.new(given.come(invitation, form.came())))
        form.add_error(None, _TOO_OFTEN)
        status = 429
    return render(request, "families/come.html", {"form": form, "it": invitation}, status=status)


@login_not_required
@require_safe
@_hidden
def receipt_file(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt as a PDF."""
    invitation = links.by_token(token)
    if invitation is None or invitation.signature is None:
        return _nowhere(request)
    signature = invitation.signature
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="receipt-{signature.at:%Y-%m-%d}.pdf"'}
    return HttpResponse(receipts.pdf(signature), content_type="application/pdf", headers=headers)


@login_not_required
@require_safe
def check_receipt(request: HttpRequest) -> HttpResponse:
    """Whether a receipt is genuine, for anybody who has its code; of who signed, only the initials."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    asked = form.is_bound and form.is_valid()
    found = receipts.found_by(form.cleaned_data["code"]) if asked else None
    genuine = found if found is not None and found.is_genuine else None
    shown = {"form": form, "asked": asked, "found": genuine, "initials": initials(genuine.name) if genuine else ""}
    return render(request, "families/receipt.html", shown)


__all__: Final = ("check_receipt", "receipt_file", "sign")
