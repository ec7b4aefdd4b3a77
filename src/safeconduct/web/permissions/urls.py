"""Addresses of permissions."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.permissions import agreement_views, pupil_views, register_views, views

urlpatterns = [
    path("", views.front, name="permissions"),
    path("ask/post/", views.post, name="permission-post"),
    path("ask/<slug:kind>/", views.ask, name="permission-ask"),
    path("<int:pk>/", views.permission, name="permission"),
    path("<int:pk>/decide/", views.decide, name="permission-decide"),
    path("<int:pk>/reply/", views.reply, name="permission-reply"),
    path("<int:pk>/take-back/", views.take_back, name="permission-take-back"),
    path("<int:pk>/withdraw/", views.withdraw, name="permission-withdraw"),
    path("desk/", views.desk, name="permissions-desk"),
    path("pupils/of/<int:pk>/", pupil_views.register, name="pupils"),
    path("pupils/of/<int:pk>/new/", pupil_views.pupil_add, name="pupil-add"),
    path("pupils/of/<int:pk>/import/", pupil_views.list_upload, name="pupils-import"),
    path("pupils/import/<int:pk>/", pupil_views.list_preview, name="pupils-preview"),
    path("pupils/<int:pk>/", pupil_views.pupil, name="pupil"),
    path("pupils/<int:pk>/correct/", pupil_views.pupil_edit, name="pupil-edit"),
    path("pupils/<int:pk>/consent/", pupil_views.consent_add, name="consent-add"),
    path("consents/<int:pk>/withdraw/", pupil_views.consent_withdraw, name="consent-withdraw"),
    path("agreements/new/", agreement_views.ask, name="agreement-ask"),
    path("agreements/<int:pk>/", agreement_views.agreement, name="agreement"),
    path("agreements/<int:pk>/answer/", agreement_views.answer, name="agreement-answer"),
    path("agreements/<int:pk>/recall/", agreement_views.recall, name="agreement-recall"),
    path("agreements/guest/<str:token>/", agreement_views.guest, name="agreement-guest"),
    path("accounts/", register_views.accounts, name="official-accounts"),
    path("accounts/of/<int:pk>/new/", register_views.account_add, name="official-add"),
    path("accounts/<int:pk>/", register_views.account, name="official-account"),
    path("accounts/<int:pk>/change/", register_views.account_edit, name="official-edit"),
    path("accounts/<int:pk>/approve/", register_views.account_approve, name="official-approve"),
    path("accounts/<int:pk>/close/", register_views.account_close, name="official-close"),
    path("accounts/<int:pk>/holders/", register_views.holder_add, name="holder-add"),
    path("accounts/holders/<int:pk>/end/", register_views.holder_end, name="holder-end"),
    path("equipment/new/", register_views.loan_add, name="equipment-take"),
    path("equipment/", register_views.loans, name="equipment"),
    path("equipment/<int:pk>/back/", register_views.loan_confirm, name="equipment-back"),
    path("removals/new/", register_views.removal_add, name="removal-ask"),
    path("removals/", register_views.removals_all, name="removals"),
    path("removals/<int:pk>/", register_views.removal, name="removal"),
    path("removals/<int:pk>/done/", register_views.removal_done, name="removal-done"),
    path("removals/of/<int:pk>/days/", register_views.removal_days, name="removal-days"),
]
