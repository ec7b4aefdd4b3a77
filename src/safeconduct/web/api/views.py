"""The pages on which an administrator lets other programs in and shuts them out, and the page that explains the interface."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.access.rights import rights
from safeconduct.web.api import actions, describing, tokens
from safeconduct.web.api.asking import MOST
from safeconduct.web.api.forms import TokenForm
from safeconduct.web.api.models import Token
from safeconduct.web.people.asking import done, sent, tried
from safeconduct.web.people.models import Person

_FORM: Final = ["GET", "HEAD", "POST"]


def _administrator(request: HttpRequest) -> Person:
    """The person who asks, if they look after the tokens of any organisation.

    Raises:
        PermissionDenied: they do not.
    """
    me = signed_in(request)
    if not me.holds(rights()["api.manage"].held_by).exists():
        raise PermissionDenied("api.manage")
    return me


@require_safe
def list_tokens(request: HttpRequest) -> HttpResponse:
    """Which programs may come in, at all organisations that somebody looks after."""
    places = _administrator(request).holds(rights()["api.manage"].held_by)
    found = Token.objects.filter(organisation__in=places).select_related("organisation", "made_by")
    still = [token for token in found if token.state == "in use"]
    over = [token for token in found if token.state != "in use"]
    return render(request, "api/tokens.html", {"tokens": still, "over": over, "several": len(places) > 1})


@require_http_methods(_FORM)
def make(request: HttpRequest) -> HttpResponse:
    """Let another program in. The token is shown on the answer to this form and never again."""
    me = _administrator(request)
    form, secret = TokenForm(sent(request), person=me), tokens.made()
    if request.method == "POST" and (made := tried(form, lambda: _made(me, form, secret))):
        return render(request, "api/made.html", {"token": made, "secret": secret, "scim": describing.scim()})
    return render(request, "api/make.html", {"form": form})


def _made(me: Person, form: TokenForm, secret: str) -> Token:
    return actions.make_token(me, form.cleaned_data["organisation"], form.given(), secret=secret)


@require_http_methods(_FORM)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Shut a program out."""
    token = fetch(request, Token.objects.select_related("organisation"), "api.manage", pk=pk)
    form = Form(sent(request))
    if request.method == "POST" and done(form, lambda: actions.revoke_token(signed_in(request), token)):
        messages.success(request, f"“{token.name}” is shut out from now on.")
        return redirect("tokens")
    return render(request, "api/revoke.html", {"form": form, "token": token})


@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """What the interface offers, for whoever writes the other program; it names no school and no person."""
    return render(
        request,
        "api/docs.html",
        {"operations": describing.operations(), "base": describing.base(), "scim": describing.scim(), "most": MOST},
    )


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """The same for programs: an OpenAPI 3.1 description."""
    return JsonResponse(describing.document())


__all__: Final = ("docs", "list_tokens", "make", "openapi", "revoke")
