"""Addresses of policies."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.policies import overseeing, signing, views

urlpatterns = [
    path("", views.library, name="policies"),
    path("compare/", views.compare, name="policy-compare"),
    path("receipt/", signing.check_receipt, name="policy-receipt"),
    path("questions/", overseeing.questions, name="questions"),
    path("questions/<int:pk>/", overseeing.question, name="question"),
    path("signed/<int:pk>/", signing.signature, name="policy-signature"),
    path("signed/<int:pk>/receipt.pdf", signing.receipt_file, name="policy-signature-pdf"),
    path("signatures/<int:pk>/", overseeing.signatures, name="signatures"),
    path("signatures/<int:pk>/signatures.csv", overseeing.signatures_csv, name="signatures-csv"),
    path("signatures/<int:pk>/signatures.xlsx", overseeing.signatures_xlsx, name="signatures-xlsx"),
    path("signatures/<int:pk>/remind/", overseeing.remind, name="signatures-remind"),
    path("<int:pk>/", views.policy, name="policy"),
    path("<int:pk>/changes/", views.changes, name="policy-changes"),
    path("<int:pk>/withdraw/", views.withdraw, name="policy-withdraw"),
    path("<int:pk>/monitoring/", signing.notice, name="policy-notice"),
    path("<int:pk>/sign/", signing.sign, name="policy-sign"),
    path("<int:pk>/sign/<int:number>/", signing.step, name="policy-sign-step"),
]
