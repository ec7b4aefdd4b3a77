"""Addresses of the settings of who is told, and of leaving a case to others."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.concerns import impartial_views, settling

urlpatterns = [
    path("routes/", settling.start, name="routes-start"),
    path("routes/<int:place>/", settling.routes, name="routes"),
    path("routes/<int:place>/try/", settling.try_routes, name="routes-try"),
    path("routes/<int:place>/order/", settling.order_of, name="route-order-of"),
    path("routes/<int:place>/order/<slug:kind>/", settling.order, name="route-order"),
    path("routes/<int:place>/stand-ins/new/", settling.stand_in_add, name="stand-in-add"),
    path("routes/<int:place>/stand-ins/<int:pk>/end/", settling.stand_in_end, name="stand-in-end"),
    path("routes/<int:place>/conflicts/new/", settling.conflict_add, name="conflict-add"),
    path("routes/<int:place>/conflicts/<int:pk>/withdraw/", settling.conflict_withdraw, name="conflict-withdraw"),
    path("routes/<int:place>/outside/new/", settling.outside_add, name="outside-add"),
    path("routes/<int:place>/outside/<int:pk>/", settling.outside_edit, name="outside-edit"),
    path("routes/<int:place>/outside/<int:pk>/remove/", settling.outside_remove, name="outside-remove"),
    path("routes/<int:place>/governance/", settling.governance, name="governance"),
    path("case/<slug:reference>/step-back/", impartial_views.step_back, name="case-step-back"),
    path("case/<slug:reference>/keep-out/", impartial_views.keep_out, name="case-keep-out"),
]
