"""The address at which a policy that comes with safeconduct is adopted."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.drafting import shelf_views

urlpatterns = [
    path("<int:place>/", shelf_views.adopt, name="policy-adopt"),
]
