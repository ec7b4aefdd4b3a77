"""Addresses of concerns."""

from __future__ import annotations

from django.urls import include, path

from safeconduct.web.concerns import evidence_views, following, help_online, posters, raising

urlpatterns = [
    path("", raising.concern, name="concern"),
    path("new/", raising.concern_new, name="concern-new"),
    path("mine/", following.mine, name="concern-mine"),
    path("mine/<uuid:pk>/", following.follow, name="concern-follow"),
    path("mine/<uuid:pk>/pack/", following.pack, name="concern-pack"),
    path("receipt/", following.receipt, name="receipt"),
    path("help/", help_online.page, name="concern-help"),
    path("school/<str:code>/", raising.concern_door, name="concern-door"),
    path("door/<int:place>/", posters.door, name="door"),
    path("evidence/<int:pk>/", evidence_views.piece, name="evidence"),
    path("evidence/<int:pk>/original/", evidence_views.original, name="evidence-original"),
    path("evidence/<slug:reference>/add/", evidence_views.add, name="evidence-add"),
    path("evidence/<slug:reference>/custody/", evidence_views.certificate_of_custody, name="evidence-custody"),
    path("", include("safeconduct.web.concerns.settling_urls")),
]
