"""Addresses of drafts."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.drafting import point_views, trying_views, views

_POINT = "<int:pk>/points/<str:clause>"

urlpatterns = [
    path("", views.front, name="drafts"),
    path("new/<int:place>/", views.begin, name="draft-start"),
    path("<int:pk>/", views.draft, name="draft"),
    path("<int:pk>/cover/", views.cover, name="draft-cover"),
    path("<int:pk>/policy.toml", views.file, name="draft-file"),
    path("<int:pk>/put-away/", views.discard, name="draft-discard"),
    path("<int:pk>/put-back/<int:number>/", views.put_back, name="draft-put-back"),
    path("<int:pk>/try/", trying_views.shadow, name="draft-try"),
    path("<int:pk>/contradictions/", trying_views.contradicting, name="draft-problems"),
    path("<int:pk>/adopt/", trying_views.adopt, name="draft-adopt"),
    path("<int:pk>/points/new/", point_views.add, name="draft-point-add"),
    path(f"{_POINT}/", point_views.point, name="draft-point"),
    path(f"{_POINT}/words/", point_views.words, name="draft-words"),
    path(f"{_POINT}/move/", point_views.move, name="draft-move"),
    path(f"{_POINT}/delete/", point_views.delete, name="draft-delete"),
    path(f"{_POINT}/rules/new/<slug:shape>/", point_views.rule_add, name="draft-rule-add"),
    path(f"{_POINT}/rules/<slug:shape>/<int:number>/", point_views.rule, name="draft-rule"),
    path(f"{_POINT}/rules/<slug:shape>/<int:number>/delete/", point_views.rule_delete, name="draft-rule-delete"),
    path(f"{_POINT}/examples/new/<slug:ask>/", point_views.example_add, name="draft-example-add"),
    path(f"{_POINT}/examples/<slug:key>/", point_views.example_edit, name="draft-example"),
    path(f"{_POINT}/examples/<slug:key>/delete/", point_views.example_delete, name="draft-example-delete"),
]
