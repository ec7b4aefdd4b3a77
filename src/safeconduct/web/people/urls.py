"""Addresses about people."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.people import views

urlpatterns = [
    path("me/", views.account, name="account"),
]
