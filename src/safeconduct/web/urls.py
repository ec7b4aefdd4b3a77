"""Every address of the site: each app's own ``urls.py`` under its name, sign-in, and the plain pages."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("safeconduct.web.site.urls")),
    path("", include("safeconduct.web.people.entrance_urls")),
    path("people/", include("safeconduct.web.people.urls")),
    path("keys/", include("safeconduct.web.sealing.urls")),
    path("policies/drafts/", include("safeconduct.web.drafting.urls")),
    path("policies/adopt/", include("safeconduct.web.drafting.shelf_urls")),
    path("policies/", include("safeconduct.web.policies.urls")),
    path("families/", include("safeconduct.web.families.urls")),
    path("sign/", include("safeconduct.web.families.sign_urls")),
    path("check/", include("safeconduct.web.checks.urls")),
    path("permissions/", include("safeconduct.web.permissions.urls")),
    path("rosters/", include("safeconduct.web.rostering.urls")),
    path("contact/", include("safeconduct.web.contacts.urls")),
    path("tell/", include("safeconduct.web.concerns.urls")),
    path("cases/", include("safeconduct.web.casework.urls")),
    path("old-posts/", include("safeconduct.web.audits.urls")),
    path("records/", include("safeconduct.web.keeping.urls")),
    path("registers/", include("safeconduct.web.accountable.urls")),
    path("reports/", include("safeconduct.web.reports.urls")),
    path("check-ups/", include("safeconduct.web.reviews.urls")),
    path("calendar/", include("safeconduct.web.reviews.calendar_urls")),
    path("", include("safeconduct.web.api.urls")),
    path("scim/v2/", include("safeconduct.web.api.scim.urls")),
    path("accounts/", include("allauth.urls")),
]
handler400 = "safeconduct.web.site.errors.bad_request"
handler403 = "safeconduct.web.site.errors.forbidden"
handler404 = "safeconduct.web.site.errors.not_found"
handler500 = "safeconduct.web.site.errors.server_error"
