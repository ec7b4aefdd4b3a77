"""Addresses of casework."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.casework import deciding_views, pattern_views, views, working_views

urlpatterns = [
    path("", views.cases, name="cases"),
    path("reviews/<int:pk>/", pattern_views.review, name="review"),
    path("ways/<int:place>/", pattern_views.ways, name="casework-ways"),
    path("<slug:reference>/", views.case, name="case"),
    path("<slug:reference>/decide/", deciding_views.triage, name="case-triage"),
    path("<slug:reference>/weigh/", deciding_views.weigh, name="case-weigh"),
    path("<slug:reference>/officer/", deciding_views.officer, name="case-officer"),
    path("<slug:reference>/strand/", deciding_views.strand, name="case-strand"),
    path("<slug:reference>/note/", working_views.note, name="case-note"),
    path("<slug:reference>/task/", working_views.task, name="case-task"),
    path("<slug:reference>/task/<int:pk>/done/", working_views.task_done, name="case-task-done"),
    path("<slug:reference>/let-in/", working_views.let_in, name="case-let-in"),
    path("<slug:reference>/let-in/<int:pk>/end/", working_views.let_out, name="case-let-out"),
    path("<slug:reference>/about/", working_views.about, name="case-about"),
    path("<slug:reference>/link/", working_views.link, name="case-link"),
    path("<slug:reference>/link/<slug:other>/end/", working_views.unlink, name="case-unlink"),
    path("<slug:reference>/over-time/", pattern_views.over_time, name="case-over-time"),
]
