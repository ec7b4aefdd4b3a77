"""Addresses of the office's pages."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.families import views

_ROUND = "<int:place>/<int:adoption>/<str:role>/"

urlpatterns = [
    path("", views.front, name="families"),
    path("questions/", views.questions, name="family-questions"),
    path("questions/<int:pk>/", views.question, name="family-question"),
    path("invited/<int:pk>/", views.invitation, name="family-invitation"),
    path("invited/<int:pk>/withdraw/", views.withdraw, name="family-withdraw"),
    path("invited/<int:pk>/print/", views.print_one, name="family-print"),
    path("signed/<int:pk>/confirm/", views.confirm, name="family-confirm"),
    path("<int:place>/settings/", views.settings, name="family-settings"),
    path(_ROUND, views.overview, name="family-round"),
    path(f"{_ROUND}invite/", views.invite, name="family-invite"),
    path(f"{_ROUND}links/", views.open_links, name="family-links"),
    path(f"{_ROUND}remind/", views.remind, name="family-remind"),
    path(f"{_ROUND}slips.pdf", views.print_slips, name="family-slips"),
    path(f"{_ROUND}signed.csv", views.export, name="family-csv"),
]
