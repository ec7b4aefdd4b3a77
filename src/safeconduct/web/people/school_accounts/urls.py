"""The way to a school's sign-in and back; a provider that does not answer makes a page that says so."""

from __future__ import annotations

from typing import Final

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView, OAuth2View
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from requests import RequestException

from safeconduct.web.people.school_accounts.provider import Line


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the provider."""
    return _answered(request, provider_id, OAuth2LoginView)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from it."""
    return _answered(request, provider_id, OAuth2CallbackView)


def _answered(request: HttpRequest, provider_id: str, view: type[OAuth2View]) -> HttpResponse:
    try:
        provider = get_adapter().get_provider(request, provider_id)
    except SocialApp.DoesNotExist as error:
        raise Http404(provider_id) from error
    answer: HttpResponse
    try:
        answer = view.adapter_view(Line(request, provider_id))(request)
    except (RequestException, ProviderException, OAuth2Error) as error:
        answer = render_authentication_error(request, provider, exception=error)
    return answer


urlpatterns: Final = [
    path("oidc/<str:provider_id>/login/", login, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", callback, name="openid_connect_callback"),
]
