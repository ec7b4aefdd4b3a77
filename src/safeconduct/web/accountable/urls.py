"""Addresses of the registers: filtering, requests for one's own data, complaints about data protection."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.accountable import access_views, complaint_views, filter_views, mine_views

urlpatterns = [
    path("filtering/", filter_views.start, name="filtering-start"),
    path("filtering/<int:place>/", filter_views.filtering_page, name="filtering"),
    path("filtering/<int:place>/rule.<slug:kind>", filter_views.rule_file, name="filter-rule"),
    path("filtering/<int:place>/review/", filter_views.review_add, name="filter-review-add"),
    path("filtering/<int:place>/wrong/", filter_views.incident_add, name="filter-incident-add"),
    path("filtering/<int:place>/site/", filter_views.site_add, name="filter-site-add"),
    path("filtering/review/<int:pk>/", filter_views.review_page, name="filter-review"),
    path("filtering/review/<int:pk>/edit/", filter_views.review_edit, name="filter-review-edit"),
    path("filtering/review/<int:pk>/questions/", filter_views.checklist, name="filter-checklist"),
    path("filtering/review/<int:pk>/sign/", filter_views.review_sign, name="filter-review-sign"),
    path("filtering/action/<int:pk>/done/", filter_views.action_done, name="filter-action-done"),
    path("filtering/wrong/<int:pk>/", filter_views.incident_settle, name="filter-incident"),
    path("filtering/site/<int:pk>/end/", filter_views.site_end, name="filter-site-end"),
    path("mine/", mine_views.mine, name="my-data"),
    path("mine/<int:place>/ask/", mine_views.ask, name="my-data-ask"),
    path("mine/<int:place>/complain/", mine_views.complain, name="my-data-complain"),
    path("mine/copy/<int:pk>/", mine_views.copy, name="my-data-copy"),
    path("complain/<slug:code>/", mine_views.complain_outside, name="data-page"),
    path("access/", access_views.listing, name="access-requests"),
    path("access/<int:place>/new/", access_views.enter, name="access-enter"),
    path("access/part/<int:pk>/", access_views.portion, name="access-portion"),
    path("access/part/<int:pk>/<int:number>/", access_views.piece, name="access-piece"),
    path("access/<slug:reference>/", access_views.page, name="access-request"),
    path("access/<slug:reference>/do/<slug:what>/", access_views.act, name="access-act"),
    path("access/<slug:reference>/<slug:what>/", access_views.step, name="access-step"),
    path("complaints/", complaint_views.listing, name="data-complaints"),
    path("complaints/<int:place>/new/", complaint_views.enter, name="data-complaint-enter"),
    path("complaints/<slug:reference>/", complaint_views.page, name="data-complaint"),
    path("complaints/<slug:reference>/acknowledge/", complaint_views.acknowledge, name="data-complaint-acknowledge"),
    path("complaints/<slug:reference>/<slug:what>/", complaint_views.step, name="data-complaint-step"),
    path("setting/<int:place>/", complaint_views.setting, name="data-setting"),
]
