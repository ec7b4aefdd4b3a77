"""The address of the page on the case key."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.sealing import views

urlpatterns = [path("", views.keys, name="sealing-keys")]
