"""Addresses about people."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.people import entrance_views, import_views, placement_views, views

_AT = "organisations/<int:pk>/"
_ONE = f"{_AT}people/<int:person_pk>/"

urlpatterns = [
    path("me/", views.account, name="account"),
    path("invited/<str:token>/", entrance_views.invitation, name="invitation"),
    path("organisations/", views.organisations, name="organisations"),
    path(_AT, views.organisation, name="organisation"),
    path(f"{_AT}settings/", views.organisation_edit, name="organisation-edit"),
    path(f"{_AT}add/", views.organisation_add, name="organisation-add"),
    path(f"{_AT}people/add/", views.person_add, name="person-add"),
    path(_ONE, views.person, name="person"),
    path(f"{_ONE}role/", views.role_add, name="role-add"),
    path(f"{_ONE}away/", views.person_away, name="person-away"),
    path(f"{_ONE}correct/", views.person_correct, name="person-correct"),
    path(f"{_ONE}close/", views.person_close, name="person-close"),
    path(f"{_ONE}invite/", views.person_invite, name="person-invite"),
    path("roles/<int:pk>/end/", views.role_end, name="role-end"),
    path("roles/<int:pk>/confirm/", views.role_confirm, name="role-confirm"),
    path(f"{_AT}placements/", placement_views.placements, name="placements"),
    path(f"{_AT}placements/add/", placement_views.placement_add, name="placement-add"),
    path(f"{_AT}placements/<int:placement_pk>/end/", placement_views.placement_end, name="placement-end"),
    path(f"{_AT}gate/", placement_views.gate_code, name="gate"),
    path(f"{_AT}gate/<int:placement_pk>/end/", placement_views.gate_end, name="gate-end"),
    path(f"{_AT}import/", import_views.import_start, name="import-start"),
    path("imports/<int:pk>/columns/", import_views.import_columns, name="import-columns"),
    path("imports/<int:pk>/titles/", import_views.import_titles, name="import-titles"),
    path("imports/<int:pk>/", import_views.import_preview, name="import-preview"),
    path("imports/<int:pk>/done/", import_views.import_done, name="import-done"),
    path("imports/<int:pk>/faults.csv", import_views.import_faults, name="import-faults"),
]
