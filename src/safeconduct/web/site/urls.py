"""The home page and the plain addresses."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.site import health, views

urlpatterns = [
    path("", views.home, name="home"),
    path("ask-permission/", views.ask_permission, name="ask-permission"),
    path("my-accounts/", views.my_accounts, name="my-accounts"),
    path("accounts/email/", views.address, name="account_email"),
    path("livez", health.live, name="livez"),
    path("readyz", health.ready, name="readyz"),
]
