"""Addresses of keeping."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.keeping import outward_views, views

urlpatterns = [
    path("", views.records, name="records"),
    path("spans/<int:place>/", views.retention, name="retention"),
    path("certificate/<slug:code>/", views.certificate, name="certificate"),
    path("certificate/<slug:code>/pdf/", views.certificate_pdf, name="certificate-pdf"),
    path("reply/", outward_views.replies, name="replies"),
    path("reply/<int:pk>/", outward_views.reply, name="reply"),
    path("<slug:reference>/close/", views.close, name="case-close"),
    path("<slug:reference>/clock/", views.complete, name="case-complete"),
    path("<slug:reference>/open-again/", views.reopen, name="case-reopen"),
    path("<slug:reference>/hold/", views.hold, name="case-hold"),
    path("<slug:reference>/lift/", views.lift, name="case-lift"),
    path("<slug:reference>/destroy/", views.destroy, name="case-destroy"),
    path("<slug:reference>/keep/", views.keep, name="case-keep"),
    path("<slug:reference>/ask-reply/", outward_views.ask, name="case-ask-reply"),
    path("<slug:reference>/hand-over/", outward_views.hand_over, name="case-hand-over"),
]
