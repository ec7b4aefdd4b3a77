"""Addresses of the pages behind a link."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.families import signing

urlpatterns = [
    path("receipt/", signing.check_receipt, name="family-receipt"),
    path("<str:token>/", signing.sign, name="family-sign"),
    path("<str:token>/receipt.pdf", signing.receipt_file, name="family-receipt-pdf"),
]
