"""Every address of the site: each app's own ``urls.py`` under its name, sign-in, and the plain pages."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("safeconduct.web.site.urls")),
    path("", include("safeconduct.web.people.entrance_urls")),
    path("people/", include("safeconduct.web.people.urls")),
    path("policies/", include("safeconduct.web.policies.urls")),
    path("check/", include("safeconduct.web.checks.urls")),
    path("contact/", include("safeconduct.web.contacts.urls")),
    path("accounts/", include("allauth.urls")),
]
handler400 = "safeconduct.web.site.errors.bad_request"
handler403 = "safeconduct.web.site.errors.forbidden"
handler404 = "safeconduct.web.site.errors.not_found"
handler500 = "safeconduct.web.site.errors.server_error"
