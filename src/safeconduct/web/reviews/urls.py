"""Addresses of check-ups."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.reviews import views

urlpatterns = [
    path("", views.front, name="reviews"),
    path("staff/", views.places, name="checkups"),
    path("staff/<int:pk>/", views.of_place, name="checkups-of"),
    path("<slug:kind>/", views.checkup, name="checkup"),
    path("<slug:kind>/done/", views.done, name="checkup-done"),
    path("<slug:kind>/undo/", views.undone, name="checkup-undo"),
]
